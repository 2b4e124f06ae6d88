package org.signet.jca;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;

/** The form of ECDSA and DSA signatures in IEEE P1363: r and s, each as long as the group's order. */
final class P1363 {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int ONE_LENGTH_BYTE = 0x81;

    private P1363() {}

    /**
     * Of an Ecdsa-Sig-Value or Dss-Sig-Value in DER (RFC 3279, 2.2).
     *
     * @param key the signer's, an EC or DSA key
     * @throws SignatureException if it is none in this group
     */
    static byte[] of(byte[] der, PublicKey key) throws SignatureException {
        BigInteger order = key instanceof ECPublicKey ec
                ? ec.getParams().getOrder()
                : ((DSAPublicKey) key).getParams().getQ();
        int length = (order.bitLength() + 7) / 8;
        byte[] both = new byte[2 * length];
        try {
            ByteBuffer in = value(SEQUENCE, ByteBuffer.wrap(der));
            put(value(INTEGER, in), both, length);
            put(value(INTEGER, in), both, 2 * length);
            return both;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new SignatureException(der.length + " bytes are no signature in DER in this group", e);
        }
    }

    /** In DER, of two integers side by side; an odd number of bytes is no signature and becomes none. */
    static byte[] der(byte[] both) {
        int length = both.length / 2;
        if (length == 0 || both.length % 2 != 0 || length > 1000) {
            return new byte[0];
        }
        byte[] r = new BigInteger(1, Arrays.copyOf(both, length)).toByteArray();
        byte[] s = new BigInteger(1, Arrays.copyOfRange(both, length, both.length)).toByteArray();
        ByteBuffer content = ByteBuffer.allocate(2 * length + 16);
        put(INTEGER, r, content);
        put(INTEGER, s, content);
        ByteBuffer der = ByteBuffer.allocate(content.position() + 8);
        put(SEQUENCE, Arrays.copyOf(content.array(), content.position()), der);
        return Arrays.copyOf(der.array(), der.position());
    }

    private static void put(int tag, byte[] value, ByteBuffer out) {
        out.put((byte) tag);
        if (value.length > 0xFF) {
            out.put((byte) 0x82).put((byte) (value.length >> 8));
        } else if (value.length > 0x7F) {
            out.put((byte) ONE_LENGTH_BYTE);
        }
        out.put((byte) value.length).put(value);
    }

    private static ByteBuffer value(int tag, ByteBuffer in) {
        int came = in.get() & 0xFF;
        int first = in.get() & 0xFF;
        int length = first == ONE_LENGTH_BYTE ? in.get() & 0xFF : first; // P-521: up to 139 bytes
        if (came != tag || length > in.remaining()) {
            throw new IllegalArgumentException("tag " + came + ", length " + length);
        }
        ByteBuffer value = in.slice(in.position(), length);
        in.position(in.position() + length);
        return value;
    }

    private static void put(ByteBuffer integer, byte[] both, int end) {
        byte[] octets = new byte[integer.remaining()];
        integer.get(octets);
        byte[] magnitude = new BigInteger(1, octets).toByteArray();
        int sign = magnitude[0] == 0 ? 1 : 0;
        int length = magnitude.length - sign;
        if (length > both.length / 2) {
            throw new IllegalArgumentException("an integer of " + length + " bytes");
        }
        System.arraycopy(magnitude, sign, both, end - length, length);
    }
}
