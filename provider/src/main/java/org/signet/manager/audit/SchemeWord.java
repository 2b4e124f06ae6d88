package org.signet.manager.audit;

import java.util.Locale;
import org.signet.crypto.Scheme;

/** A scheme in a few words, for people. */
final class SchemeWord {
    private SchemeWord() {}

    /** {@code rsa-pkcs1 sha256}; it begins with {@code raw} where the caller chose what the key's operation is done on. */
    static String of(Scheme scheme) {
        if (scheme instanceof Scheme.RsaRaw) {
            return "raw rsa";
        }
        if (scheme instanceof Scheme.RsaPkcs1Given) {
            return "raw rsa-pkcs1";
        }
        String name = scheme.getClass().getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
        return name.toLowerCase(Locale.ROOT) + hash(scheme).toLowerCase(Locale.ROOT);
    }

    private static String hash(Scheme scheme) {
        if (scheme instanceof Scheme.RsaPkcs1 pkcs1) {
            return " " + pkcs1.digest();
        }
        if (scheme instanceof Scheme.RsaPss pss) {
            return " " + pss.hash();
        }
        return scheme instanceof Scheme.RsaOaep oaep ? " " + oaep.hash() : "";
    }
}
