package org.signet.cli;

import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyRecord;

/** A key with its certificate as a line and as JSON. */
final class KeyText {
    private KeyText() {}

    /** What somebody is told who has just had it made. */
    static String sentence(String alias, KeyRecord key) {
        String made = key.facts().origin() == KeyOrigin.CARD
                ? "was made on " + key.place() + ", and its private half is never on the host."
                : "was made by an encryption service on this host, and is kept wrapped in the file.";
        return "The " + Text.kind(key.publicKey()) + " key " + Text.shown(alias) + " (" + key.id() + ") " + made;
    }

    /** @param chain empty for a key without a certificate */
    static String line(KeyRecord key, boolean copy, List<X509Certificate> chain) {
        String certificate = chain.isEmpty()
                ? "without a certificate"
                : "until " + end(chain.get(0)) + "  "
                        + Text.shown(chain.get(0).getSubjectX500Principal().getName());
        return key.id().hex().substring(0, 8) + UserText.line(key, copy) + "; " + certificate;
    }

    private static LocalDate end(X509Certificate certificate) {
        return LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC);
    }

    static String json(KeyRecord key, boolean copy, List<X509Certificate> chain) {
        return UserText.json(key, copy)
                .put(
                        "subject",
                        chain.isEmpty()
                                ? ""
                                : chain.get(0).getSubjectX500Principal().getName())
                .put(
                        "notAfter",
                        chain.isEmpty()
                                ? ""
                                : chain.get(0).getNotAfter().toInstant().toString())
                .text();
    }
}
