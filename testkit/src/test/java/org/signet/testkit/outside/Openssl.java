package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.signet.testkit.process.Desk;

/** openssl, which knows nothing of Signet. */
final class Openssl {
    private final Desk desk;

    Openssl(Desk desk) {
        this.desk = desk;
    }

    /** @param hash as openssl calls it: sha256 */
    void verifies(X509Certificate certificate, String hash, byte[] message, byte[] signature) throws Exception {
        Files.write(desk.at("message"), message);
        Files.write(desk.at("signature"), signature);
        String[] command = {
            "openssl", "dgst", "-" + hash, "-verify", publicKey(certificate), "-signature", "signature", "message"
        };
        assertTrue(desk.run(command).succeeds().contains("Verified OK"));
    }

    /** By the recipient's public key, with the PKCS#1 v1.5 padding. */
    byte[] encrypt(X509Certificate to, byte[] message) throws Exception {
        Files.write(desk.at("plain"), message);
        String key = publicKey(to);
        desk.run("openssl", "pkeyutl", "-encrypt", "-pubin", "-inkey", key, "-in", "plain", "-out", "cipher")
                .succeeds();
        return Files.readAllBytes(desk.at("cipher"));
    }

    private String publicKey(X509Certificate certificate) throws Exception {
        desk.run(
                        "openssl",
                        "x509",
                        "-in",
                        pem(desk, "certificate.pem", certificate).toString(),
                        "-pubkey",
                        "-noout",
                        "-out",
                        "public.pem")
                .succeeds();
        return "public.pem";
    }

    static Path pem(Desk desk, String name, X509Certificate certificate)
            throws CertificateEncodingException, IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return desk.write(name, "-----BEGIN CERTIFICATE-----", body, "-----END CERTIFICATE-----");
    }
}
