package org.signet.crypto;

/** A hash function: its JCA name and the length of its value in bytes. */
public enum Digest {
    SHA1("SHA-1", 20),
    SHA224("SHA-224", 28),
    SHA256("SHA-256", 32),
    SHA384("SHA-384", 48),
    SHA512("SHA-512", 64),
    SHA512_224("SHA-512/224", 28),
    SHA512_256("SHA-512/256", 32),
    SHA3_224("SHA3-224", 28),
    SHA3_256("SHA3-256", 32),
    SHA3_384("SHA3-384", 48),
    SHA3_512("SHA3-512", 64);

    private final String algorithm;
    private final int length;

    Digest(String algorithm, int length) {
        this.algorithm = algorithm;
        this.length = length;
    }

    /** For {@code MessageDigest.getInstance}. */
    public String algorithm() {
        return algorithm;
    }

    public int length() {
        return length;
    }
}
