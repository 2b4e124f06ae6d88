package org.signet.crypto;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/**
 * The public half of an RSA key that may be used: what results of a place are checked with.
 *
 * @param n the modulus, odd and of at least 512 bits
 * @param e the public exponent: odd, 2^16 &lt; e &lt; 2^256 (FIPS 186-5, A.1.1)
 */
record RsaPublic(BigInteger n, BigInteger e) {
    private static final int LEAST_MODULUS_BITS = 512;
    private static final BigInteger ABOVE = BigInteger.ONE.shiftLeft(16);
    private static final BigInteger BELOW = BigInteger.ONE.shiftLeft(256);

    /** Empty for a key of another kind, one for PSS alone (RFC 4055, 1.2), or one with a strange modulus or exponent. */
    static Optional<RsaPublic> of(PublicKey key) {
        return key instanceof RSAPublicKey rsa && rsa.getParams() == null && isUsable(rsa)
                ? Optional.of(new RsaPublic(rsa.getModulus(), rsa.getPublicExponent()))
                : Optional.empty();
    }

    private static boolean isUsable(RSAPublicKey key) {
        BigInteger e = key.getPublicExponent();
        return key.getModulus().bitLength() >= LEAST_MODULUS_BITS
                && key.getModulus().testBit(0)
                && e.testBit(0)
                && e.compareTo(ABOVE) > 0
                && e.compareTo(BELOW) < 0;
    }

    /** k of RFC 8017: the length of the modulus in bytes. */
    int length() {
        return Integers.bytes(n);
    }

    /** Whether these are k bytes and, as an integer, below n. */
    boolean isBlock(byte[] octets) {
        return octets.length == length() && Integers.os2ip(octets).compareTo(n) < 0;
    }

    /** x^e mod n. */
    BigInteger raise(BigInteger x) {
        return x.modPow(e, n);
    }

    byte[] octets(BigInteger x) {
        return Integers.i2osp(x, length());
    }
}
