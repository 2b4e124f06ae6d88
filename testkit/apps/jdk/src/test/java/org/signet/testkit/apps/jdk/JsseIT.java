package org.signet.testkit.apps.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Program;

/** A JVM that knows Signet by java.security and {@code -Djavax.net.ssl.keyStore…} alone, and the peers of other makers. */
class JsseIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void thePeersHaveASoftwareKey() throws IOException {
        House.desk()
                .bashIn(
                        folder,
                        "umask 077; cp " + House.authority() + " ca.pem; openssl pkcs12 -in " + House.foreign()
                                + " -passin pass:changeit -nodes -nocerts > keys.pem; awk '/friendlyName/ {n = $2} n == \"ec\"'"
                                + " keys.pem | openssl ec > me.pem; cat " + House.at("bob-ec.pem") + " >> me.pem")
                .succeeds();
    }

    /** One login, and one signature a handshake: curl's, openssl's by TLS 1.2, GnuTLS'. */
    @ParameterizedTest
    @EnumSource(value = Case.class, mode = EnumSource.Mode.MATCH_ALL, names = Case.OWN)
    @Program(value = "JSSE", does = "TLS server by properties: curl, openssl, gnutls", page = "jsse", operations = 4)
    void aServerIsBelievedByCurlOpensslAndGnutls(Case tried) throws Exception {
        try (Hello server = Hello.serve(folder, tried, password(tried))) {
            assertEquals(
                    "hello", server.peer("curl -sS --tlsv1.3 --cacert ca.pem --cert me.pem https://localhost:PORT/"));
            String openssl = server.peer(
                    "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | openssl s_client -tls1_2 -ign_eof -ignore_unexpected_eof"
                            + " -connect localhost:PORT -CAfile ca.pem -verify_return_error -cert me.pem -key me.pem 2>&1");
            says(openssl, "Verify return code: 0 (ok)", "Protocol  : TLSv1.2", "hello");
            says(openssl, tried.isRsa() ? "Peer signature type: RSA-PSS" : "Peer signature type: ECDSA");
            String gnutls = server.peer("printf 'GET / HTTP/1.0\\r\\n\\r\\n' | gnutls-cli --x509cafile ca.pem"
                    + " --x509certfile me.pem --x509keyfile me.pem --logfile gnutls.log -p PORT localhost;"
                    + " cat gnutls.log");
            says(gnutls, "The certificate is trusted", "TLS1.3", "hello");
        }
    }

    private static String password(Case tried) throws IOException {
        return "-Djavax.net.ssl.keyStorePassword=" + tried.secret();
    }

    /** The server decrypts the secret: one operation, and one more for the session's first PKCS#1 v1.5 decryption. */
    @ParameterizedTest
    @EnumSource(value = Case.class, mode = EnumSource.Mode.MATCH_ALL, names = Case.OWN_RSA)
    @Program(value = "JSSE", does = "TLS server: RSA key exchange", page = "jsse", operations = 3)
    void rsaKeyExchangeDecryptsWhereTheJdkAllowsIt(Case tried) throws Exception {
        try (Hello server = Hello.serve(folder, tried, password(tried))) {
            String openssl = server.peer(
                    "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | openssl s_client -tls1_2 -ign_eof -ignore_unexpected_eof"
                            + " -cipher AES128-GCM-SHA256@SECLEVEL=0 -connect localhost:PORT -CAfile ca.pem"
                            + " -verify_return_error -cert me.pem -key me.pem 2>&1");
            says(openssl, "Cipher is AES128-GCM-SHA256", "Verify return code: 0 (ok)", "hello");
        }
    }

    /** The authority's word on the certificate comes with each handshake, which is one operation as ever; curl believes the word itself. */
    @ParameterizedTest
    @EnumSource(value = Case.class, mode = EnumSource.Mode.MATCH_ALL, names = Case.OWN)
    @Program(value = "JSSE", does = "TLS server: OCSP stapling", page = "jsse", operations = 4)
    void theAuthoritysWordIsStapled(Case tried) throws Exception {
        try (Ocsp authority = new Ocsp(tried.certificate());
                Hello server = Hello.serve(
                        folder,
                        tried,
                        "-Djdk.tls.server.enableStatusRequestExtension=true",
                        "-Djdk.tls.stapling.responderURI=" + authority.url())) {
            for (String protocol : List.of("-tls1_2", "-tls1_3")) {
                String openssl = server.peer("openssl s_client " + protocol + " -status -connect localhost:PORT"
                        + " -CAfile ca.pem -verify_return_error -cert me.pem -key me.pem </dev/null 2>&1");
                says(openssl, "OCSP Response Status: successful (0x0)", "Cert Status: good");
            }
            assertEquals(
                    "hello",
                    server.peer("curl -sS --cert-status --cacert ca.pem --cert me.pem https://localhost:PORT/"));
        }
    }

    /** No password: the PIN or passphrase is that of pin.file, at the first handshake. */
    @ParameterizedTest
    @EnumSource(value = Case.class, mode = EnumSource.Mode.MATCH_ALL, names = Case.OWN)
    @Program(value = "JSSE", does = "TLS client by properties: openssl", page = "jsse", operations = 2)
    void httpsUrlConnectionIsBelievedByOpenssl(Case tried) throws Exception {
        try (Peers server = Peers.opensslServes(folder)) {
            Hello.client(folder, tried, "get", "https://localhost:" + server.port() + "/")
                    .succeeds();
            says(server.said(), "depth=0 O = Signet, CN = " + tried.user());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Case.class, mode = EnumSource.Mode.MATCH_ALL, names = Case.OWN)
    @Program(value = "JSSE", does = "TLS client by properties: HttpClient", page = "jsse", operations = 2)
    void httpClientAndHttpsServerBelieveEachOther(Case tried) throws Exception {
        Path servers = java.nio.file.Files.createDirectory(folder.resolve("server"));
        try (Hello server = Hello.serve(servers, Case.FILE_EC)) {
            String said = Hello.client(folder, tried, "ask", server.url()).succeeds();
            assertEquals("hello", said.strip());
        }
    }

    static void says(String said, String... words) {
        for (String word : words) {
            assertTrue(said.contains(word), () -> "no \"" + word + "\" in\n" + said);
        }
    }
}
