package org.signet.cli;

import java.io.PrintWriter;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** Certificates as RFC 7468 has them, each below a line that says whose it is. */
final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    static void print(PrintWriter out, List<X509Certificate> certificates) {
        for (X509Certificate certificate : certificates) {
            out.println(Text.shown(certificate.getSubjectX500Principal().getName()));
            out.println(block("CERTIFICATE", encoded(certificate)));
        }
    }

    /** @param label what it is, for instance {@code CERTIFICATE REQUEST} */
    static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----";
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new KeyAccessException(Reason.DATA, "a certificate has no encoding", e);
        }
    }
}
