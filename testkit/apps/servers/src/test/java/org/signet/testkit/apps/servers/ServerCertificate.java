package org.signet.testkit.apps.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.signet.testkit.apps.House;

/** What a server that is no Java program has: a key of its own on P-256 and a self-signed certificate for localhost. */
final class ServerCertificate {
    private ServerCertificate() {}

    /** @param folder gets the key as {@code server.key}, and the certificate to trust as {@code server.pem} and {@code server.p12} */
    static void make(Path folder) throws IOException {
        House.desk()
                .bashIn(
                        folder,
                        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.pem"
                                + " -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1")
                .succeeds();
        House.desk()
                .jdk(
                        "keytool",
                        List.of(
                                "-importcert",
                                "-noprompt",
                                "-alias",
                                "server",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                House.CHANGEIT,
                                "-file",
                                folder.resolve("server.pem").toString(),
                                "-keystore",
                                folder.resolve("server.p12").toString()))
                .succeeds();
    }
}
