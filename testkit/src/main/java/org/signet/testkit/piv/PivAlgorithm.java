package org.signet.testkit.piv;

import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The asymmetric algorithms of SP 800-78-4, table 6-2, and the larger RSA keys of SP 800-78-5 and newer YubiKeys. */
enum PivAlgorithm {
    // spotless:off
    RSA1024(0x06, "RSA", 1024, ""),
    RSA2048(0x07, "RSA", 2048, ""),
    RSA3072(0x05, "RSA", 3072, ""),
    RSA4096(0x16, "RSA", 4096, ""),
    P256   (0x11, "EC",   256, "secp256r1"),
    P384   (0x14, "EC",   384, "secp384r1");
    // spotless:on

    final int id;
    final String type;
    final int bits;
    final String curve;

    PivAlgorithm(int id, String type, int bits, String curve) {
        this.id = id;
        this.type = type;
        this.bits = bits;
        this.curve = curve;
    }

    /** @throws IllegalArgumentException for a name that is not in the table */
    static PivAlgorithm named(String name) {
        return Arrays.stream(values())
                .filter(a -> a.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no algorithm " + name + ": " + names()));
    }

    private static String names() {
        return Arrays.stream(values()).map(PivAlgorithm::label).collect(Collectors.joining(", "));
    }

    static Optional<PivAlgorithm> of(int id) {
        return Arrays.stream(values()).filter(a -> a.id == id).findFirst();
    }

    /** @throws IllegalArgumentException for a key that no PIV card holds */
    static PivAlgorithm of(KeyPair pair) {
        PublicKey key = pair.getPublic();
        int bits = key instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength()
                : key instanceof ECPublicKey ec ? ec.getParams().getOrder().bitLength() : 0;
        return Arrays.stream(values())
                .filter(a -> a.bits == bits && a.type.equals(key.getAlgorithm()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no PIV card holds a key " + key.getAlgorithm() + " of " + bits));
    }

    boolean isRsa() {
        return curve.isEmpty();
    }

    /** Bytes of a modulus or of a coordinate. */
    int size() {
        return bits / 8;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
