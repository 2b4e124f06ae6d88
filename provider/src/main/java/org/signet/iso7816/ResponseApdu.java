package org.signet.iso7816;

import java.util.Arrays;

/** An answer: data and the two status bytes (ISO 7816-4, 5.6). */
public final class ResponseApdu {
    private final byte[] bytes;

    private ResponseApdu(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws ReaderException PROTOCOL where there are not even two status bytes */
    public static ResponseApdu of(byte[] bytes) throws ReaderException {
        if (bytes.length < 2) {
            throw new ReaderException(
                    ReaderException.Status.PROTOCOL, "an answer of " + bytes.length + " bytes has no status");
        }
        return new ResponseApdu(bytes.clone());
    }

    /** @param sw the status word, 0 to FFFF */
    public static ResponseApdu of(byte[] data, int sw) {
        byte[] bytes = Arrays.copyOf(data, data.length + 2);
        bytes[data.length] = (byte) (sw >> 8);
        bytes[data.length + 1] = (byte) sw;
        return new ResponseApdu(bytes);
    }

    public byte[] data() {
        return Arrays.copyOf(bytes, bytes.length - 2);
    }

    /** How many bytes of data. */
    public int nr() {
        return bytes.length - 2;
    }

    public int sw1() {
        return bytes[bytes.length - 2] & 0xFF;
    }

    public int sw2() {
        return bytes[bytes.length - 1] & 0xFF;
    }

    public int sw() {
        return sw1() << 8 | sw2();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The status alone: the data may be a plaintext. */
    @Override
    public String toString() {
        return "%04X".formatted(sw());
    }
}
