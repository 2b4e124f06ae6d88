package org.signet.crypto;

import java.math.BigInteger;
import java.security.PublicKey;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPublicKeySpec;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** A group of Diffie and Hellman whose prime is a safe one, so that it has no small subgroup but that of 1 and -1 (RFC 2785). */
final class DhGroup {
    private static final int LEAST_BITS = 2048;
    private static final int CERTAINTY = 64;

    private final BigInteger p;
    private final BigInteger g;

    DhGroup(DHParameterSpec parameters) {
        if (parameters == null) {
            throw new KeyAccessException(Reason.CANNOT, "a DH key without parameters");
        }
        this.p = parameters.getP();
        this.g = parameters.getG();
    }

    /** Whether a long-lived key may be of this group: tenths of a second, so once, when it is taken in. */
    boolean isSafe() {
        return p.bitLength() >= LEAST_BITS
                && isInside(g)
                && p.isProbablePrime(CERTAINTY)
                && p.shiftRight(1).isProbablePrime(CERTAINTY);
    }

    /** The length of a public value and of the secret, in bytes. */
    int length() {
        return Integers.bytes(p);
    }

    /** The peer's value as octets, after the checks of SP 800-56A, 5.6.2.3.1. @throws KeyAccessException DATA */
    byte[] encode(PublicKey peer) {
        if (!(peer instanceof DHPublicKey key)) {
            throw new KeyAccessException(
                    Reason.DATA,
                    "need a DH key of the peer, not " + peer.getClass().getName());
        }
        DHParameterSpec theirs = key.getParams();
        if (theirs == null || !theirs.getP().equals(p) || !theirs.getG().equals(g)) {
            throw refused("a key of another group");
        }
        return Integers.i2osp(valid(key.getY()), length());
    }

    /** The reverse of {@link #encode}, with the same checks. */
    DHPublicKeySpec decode(byte[] encoded) {
        if (encoded.length != length()) {
            throw refused("not a value of " + length() + " bytes");
        }
        return new DHPublicKeySpec(valid(Integers.os2ip(encoded)), p, g);
    }

    private BigInteger valid(BigInteger y) {
        if (!isInside(y)) {
            throw refused("a value outside the group");
        }
        return y;
    }

    boolean isInside(BigInteger value) {
        return value.compareTo(BigInteger.ONE) > 0 && value.compareTo(p.subtract(BigInteger.ONE)) < 0;
    }

    private static KeyAccessException refused(String what) {
        return new KeyAccessException(Reason.DATA, "the peer's public key is refused: " + what);
    }
}
