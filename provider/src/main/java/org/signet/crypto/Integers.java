package org.signet.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/** Integers as octet strings of fixed length (RFC 8017, 4). */
final class Integers {
    private Integers() {}

    /** How many bytes an integer below n needs. */
    static int bytes(BigInteger n) {
        return (n.bitLength() + 7) / 8;
    }

    static BigInteger os2ip(byte[] octets) {
        return new BigInteger(1, octets);
    }

    /** @param x not negative and below 256^length; its own length decides nothing, so that leading zeros cost no time less */
    static byte[] i2osp(BigInteger x, int length) {
        byte[] withLeadingOne = x.setBit(8 * length).toByteArray();
        byte[] octets = Arrays.copyOfRange(withLeadingOne, 1, length + 1);
        Arrays.fill(withLeadingOne, (byte) 0);
        return octets;
    }
}
