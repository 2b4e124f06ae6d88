package org.signet.jca;

import java.security.InvalidAlgorithmParameterException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.signet.crypto.Digest;

/** Hash functions by the names that parameters give them. */
final class Digests {
    private Digests() {}

    /** As the JDK spells it, or as Bouncy Castle does: {@code SHA-512/256}, {@code SHA512}, {@code SHA-512(256)}. */
    static Digest named(String name) throws InvalidAlgorithmParameterException {
        String plain = plain(name);
        return Arrays.stream(Digest.values())
                .filter(d -> plain(d.algorithm()).equals(plain))
                .findFirst()
                .orElseThrow(() -> new InvalidAlgorithmParameterException(all() + " are supported, not " + name));
    }

    private static String all() {
        return Arrays.stream(Digest.values()).map(Digest::algorithm).collect(Collectors.joining(", "));
    }

    /** The hash function of MGF1, the one mask generation there is (RFC 8017, B.2). */
    static Digest mgf1(String mgf, AlgorithmParameterSpec parameters) throws InvalidAlgorithmParameterException {
        if (!mgf.equalsIgnoreCase("MGF1") || !(parameters instanceof MGF1ParameterSpec mgf1)) {
            throw new InvalidAlgorithmParameterException("MGF1 with a hash function is supported, not " + mgf);
        }
        return named(mgf1.getDigestAlgorithm());
    }

    private static String plain(String name) {
        String plain = name.toUpperCase(Locale.ROOT).replaceFirst("^SHA-", "SHA");
        return plain.equals("SHA") ? "SHA1" : plain.replace('(', '/').replace(")", "");
    }
}
