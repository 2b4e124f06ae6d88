package org.signet.cli;

import java.io.PrintWriter;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.key.UserDirectory;

/** Certificates as RFC 7468 has them, each below a line that says whose it is. */
final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    /** @return the exit code: REFUSED where there is none */
    static int print(PrintWriter out, UserDirectory directory, User user, Optional<String> only) {
        Set<List<X509Certificate>> printed = new HashSet<>();
        for (KeyRecord key : directory.keys(user.name())) {
            for (String alias : key.aliases()) {
                if (only.map(alias::equals).orElse(true)) {
                    List<X509Certificate> chain = directory.certificates(user.name(), alias);
                    if (printed.add(chain)) {
                        chain.forEach(c -> print(out, alias, c));
                    }
                }
            }
        }
        printed.remove(List.<X509Certificate>of());
        if (printed.isEmpty()) {
            throw new KeyAccessException(
                    Reason.UNKNOWN,
                    "no certificate of " + Text.shown(user.name())
                            + only.map(a -> " under " + Text.shown(a)).orElse(""));
        }
        return ExitCode.DONE;
    }

    private static void print(PrintWriter out, String alias, X509Certificate certificate) {
        out.println(Text.shown(alias) + ": "
                + Text.shown(certificate.getSubjectX500Principal().getName()));
        out.println(block("CERTIFICATE", encoded(certificate)));
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
