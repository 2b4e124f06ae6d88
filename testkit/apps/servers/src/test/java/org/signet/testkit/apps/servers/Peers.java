package org.signet.testkit.apps.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.process.Ran;

/** Other makers' TLS clients, each with a full handshake of its own, in which the server proves that it has the case's key. */
final class Peers {
    /** The handshakes of one {@link #visit}. */
    static final int HANDSHAKES = 3;

    /** What the servers here answer to a GET. */
    static final String ANSWER = "sealed";

    private Peers() {}

    /** OpenSSL by TLS 1.3, GnuTLS by TLS 1.2, and curl, which reads the answer of a web server. */
    static void visit(int port, Case tried) throws IOException {
        openssl(port, tried);
        gnutls(port);
        assertEquals(ANSWER, curl(port).succeeds().strip());
    }

    static void openssl(int port, Case tried) throws IOException {
        String said = run("openssl s_client -brief -connect 127.0.0.1:" + port
                        + " -verify_return_error -verify_hostname localhost" + " -servername localhost -tls1_3 -CAfile "
                        + House.authority())
                .succeeds();
        assertSays(said, "Protocol version: TLSv1.3");
        assertSays(said, "Verification: OK");
        assertSays(said, "CN = " + tried.user());
        assertSays(said, "Signature type: " + (tried.isRsa() ? "RSA-PSS" : "ECDSA"));
    }

    static void gnutls(int port) throws IOException {
        String said = run("gnutls-cli --priority NORMAL:-VERS-ALL:+VERS-TLS1.2 --x509cafile " + House.authority()
                        + " -p " + port + " localhost")
                .succeeds();
        assertSays(said, "The certificate is trusted");
        assertSays(said, "(TLS1.2");
    }

    static Ran curl(int port) throws IOException {
        return run("curl -sS --max-time 30 --cacert " + House.authority() + " https://localhost:" + port + "/");
    }

    private static Ran run(String line) throws IOException {
        return House.desk().bash(line);
    }

    static void assertSays(String said, String part) {
        assertTrue(said.contains(part), () -> "no \"" + part + "\" in\n" + said);
    }
}
