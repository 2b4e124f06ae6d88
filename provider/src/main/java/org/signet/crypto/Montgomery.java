package org.signet.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** X25519 or X448 (RFC 7748, 5): u coordinates as octets, the lowest first. */
final class Montgomery {
    private static final int X25519_BITS = 255;
    private static final int X25519_BYTES = 32;
    private static final int X448_BYTES = 56;

    private final NamedParameterSpec curve;
    private final boolean isX25519;

    Montgomery(AlgorithmParameterSpec parameters) {
        if (!(parameters instanceof NamedParameterSpec named)) {
            throw new KeyAccessException(Reason.CANNOT, "only X25519 and X448 are supported");
        }
        this.curve = named;
        this.isX25519 = named.getName().equals(NamedParameterSpec.X25519.getName());
        if (!isX25519 && !named.getName().equals(NamedParameterSpec.X448.getName())) {
            throw new KeyAccessException(Reason.CANNOT, "only X25519 and X448 are supported, not " + named.getName());
        }
    }

    int length() {
        return isX25519 ? X25519_BYTES : X448_BYTES;
    }

    /** @throws KeyAccessException DATA for a peer's key of another kind or curve */
    byte[] encode(PublicKey peer) {
        if (!(peer instanceof XECPublicKey key)) {
            throw new KeyAccessException(
                    Reason.DATA,
                    "need an XDH key of the peer, not " + peer.getClass().getName());
        }
        if (!(key.getParams() instanceof NamedParameterSpec named)
                || !named.getName().equals(curve.getName())) {
            throw new KeyAccessException(Reason.DATA, "the peer's public key is refused: a key on another curve");
        }
        // RFC 7748, 5: the highest bit of 256 is ignored for X25519; a value above the prime is taken modulo it.
        BigInteger u = key.getU().mod(BigInteger.ONE.shiftLeft(isX25519 ? X25519_BITS : 8 * X448_BYTES));
        return reversed(Integers.i2osp(u, length()));
    }

    /** The reverse of {@link #encode}. */
    XECPublicKeySpec decode(byte[] encoded) {
        if (encoded.length != length()) {
            throw new KeyAccessException(
                    Reason.DATA, "a u coordinate has " + length() + " bytes, not " + encoded.length);
        }
        return new XECPublicKeySpec(curve, Integers.os2ip(reversed(encoded)));
    }

    /** RFC 7748, 6.1: all zero, if the peer's point is of small order. */
    static boolean isZero(byte[] secret) {
        return MessageDigest.isEqual(secret, new byte[secret.length]);
    }

    private static byte[] reversed(byte[] octets) {
        byte[] other = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            other[i] = octets[octets.length - 1 - i];
        }
        return other;
    }
}
