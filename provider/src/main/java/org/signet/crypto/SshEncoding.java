package org.signet.crypto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The data types of RFC 4251, clause 5, that Signet writes: strings (uint32 length, then the bytes) and mpints. */
public final class SshEncoding {
    private SshEncoding() {}

    /** enc(x₁…): one RFC 4251 string after another; a {@link String} is its UTF-8, a {@code byte[]} itself. */
    public static byte[] enc(Object... strings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object string : strings) {
            byte[] bytes = string instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) string;
            out.writeBytes(uint32(bytes.length));
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    /** The content of an mpint, without its length: two's complement, no needless leading byte; zero is empty. */
    public static byte[] mpint(BigInteger value) {
        return value.signum() == 0 ? new byte[0] : value.toByteArray();
    }

    static byte[] uint32(int value) {
        return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }

    /** Takes strings off a byte array; each length is checked against what remains before anything is copied. */
    static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] fixed(int length) throws Malformed {
            if (length < 0 || length > bytes.length - at) {
                throw new Malformed();
            }
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        int uint32() throws Malformed {
            byte[] b = fixed(4);
            return (b[0] & 0xFF) << 24 | (b[1] & 0xFF) << 16 | (b[2] & 0xFF) << 8 | b[3] & 0xFF;
        }

        byte[] string() throws Malformed {
            return fixed(uint32()); // 2 GiB and more is negative here, and refused
        }

        /** A positive mpint in its one encoding. */
        BigInteger mpint() throws Malformed {
            byte[] content = string();
            BigInteger value = content.length == 0 ? BigInteger.ZERO : new BigInteger(content);
            if (value.signum() <= 0 || !Arrays.equals(SshEncoding.mpint(value), content)) {
                throw new Malformed();
            }
            return value;
        }

        void end() throws Malformed {
            if (at != bytes.length) {
                throw new Malformed();
            }
        }
    }

    /** Bytes that are not what they should be. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;
    }
}
