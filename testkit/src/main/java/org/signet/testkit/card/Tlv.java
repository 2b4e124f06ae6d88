package org.signet.testkit.card;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One BER-TLV object (ISO 7816-4, 5.2.2): tags of 1 to 3 bytes, lengths of up to 65,535.
 *
 * @param tag as written, 5FC105 for 5F C1 05
 */
public record Tlv(int tag, byte[] value) {
    public Tlv {
        value = value.clone();
    }

    @Override
    public byte[] value() {
        return value.clone();
    }

    public static byte[] of(int tag, byte[]... values) {
        byte[] value = concat(values);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int shift = 16; shift >= 0; shift -= 8) {
            if (tag >> shift != 0) {
                out.write(tag >> shift);
            }
        }
        if (value.length > 0xFF) {
            out.write(0x82);
            out.write(value.length >> 8);
        } else if (value.length > 0x7F) {
            out.write(0x81);
        }
        out.write(value.length);
        out.writeBytes(value);
        return out.toByteArray();
    }

    /** @throws StatusException 6A80 where the bytes are no sequence of objects */
    public static List<Tlv> parse(byte[] bytes) throws StatusException {
        List<Tlv> all = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int lengthAt = at + tagSize(bytes, at);
            int sizeOfLength = lengthSize(bytes, lengthAt);
            int start = lengthAt + sizeOfLength;
            int length = sizeOfLength == 1 ? bytes[lengthAt] : number(bytes, lengthAt + 1, start);
            if (length > bytes.length - start) {
                throw new StatusException(Sw.WRONG_DATA);
            }
            all.add(new Tlv(number(bytes, at, lengthAt), Arrays.copyOfRange(bytes, start, start + length)));
            at = start + length;
        }
        return all;
    }

    /** The value of the first object with this tag. */
    public static Optional<byte[]> find(List<Tlv> objects, int tag) {
        return objects.stream().filter(t -> t.tag == tag).map(Tlv::value).findFirst();
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static int tagSize(byte[] bytes, int at) throws StatusException {
        int size = 1;
        if ((bytes[at] & 0x1F) == 0x1F) {
            do {
                if (size == 3 || at + size >= bytes.length) {
                    throw new StatusException(Sw.WRONG_DATA);
                }
            } while ((bytes[at + size++] & 0x80) != 0);
        }
        return size;
    }

    private static int lengthSize(byte[] bytes, int at) throws StatusException {
        if (at >= bytes.length) {
            throw new StatusException(Sw.WRONG_DATA);
        }
        int first = bytes[at] & 0xFF;
        int size = first < 0x80 ? 1 : 1 + (first & 0x7F);
        if (first == 0x80 || size > 3 || at + size > bytes.length) {
            throw new StatusException(Sw.WRONG_DATA);
        }
        return size;
    }

    private static int number(byte[] bytes, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number << 8 | bytes[i] & 0xFF;
        }
        return number;
    }
}
