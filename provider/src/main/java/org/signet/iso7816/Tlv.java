package org.signet.iso7816;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A BER-TLV data object (ISO 7816-4, 5.2.2; ISO 8825-1): a tag of up to three bytes, a definite length, a value. What is
 * read is hostile: every length is compared with what is left before anything is allocated.
 */
public final class Tlv {
    /** The most bytes that are read. */
    public static final int MAX_BYTES = 0x10000;

    /** The deepest nesting that is read. */
    public static final int MAX_DEPTH = 16;

    /** The most data objects side by side. */
    public static final int MAX_OBJECTS = 256;

    private final int tag;
    private final byte[] value;
    private final int depth;

    private Tlv(int tag, byte[] value, int depth) {
        this.tag = tag;
        this.value = value;
        this.depth = depth;
    }

    /** @param tag its bytes as one number, for instance {@code 0x7F49} */
    public static Tlv of(int tag, byte[] value) {
        return new Tlv(tag, value.clone(), 0);
    }

    public static Tlv of(int tag, Tlv... children) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Tlv child : children) {
            out.writeBytes(child.bytes());
        }
        return new Tlv(tag, out.toByteArray(), 0);
    }

    /** Reads data objects side by side, which must fill the bytes. */
    public static List<Tlv> all(byte[] bytes) throws TlvException {
        return all(bytes, 1);
    }

    /** Reads the one data object that must fill the bytes. */
    public static Tlv one(byte[] bytes) throws TlvException {
        List<Tlv> all = all(bytes);
        if (all.size() != 1) {
            throw new TlvException("one data object was expected, not " + all.size());
        }
        return all.get(0);
    }

    private static List<Tlv> all(byte[] bytes, int depth) throws TlvException {
        if (bytes.length > MAX_BYTES) {
            throw new TlvException(bytes.length + " bytes of TLV are more than " + MAX_BYTES);
        }
        if (depth > MAX_DEPTH) {
            throw new TlvException("TLV nested deeper than " + MAX_DEPTH);
        }
        Cursor cursor = new Cursor(bytes);
        List<Tlv> found = new ArrayList<>();
        while (cursor.left() > 0) {
            if (found.size() == MAX_OBJECTS) {
                throw new TlvException("more than " + MAX_OBJECTS + " data objects side by side");
            }
            int tag = cursor.tag();
            found.add(new Tlv(tag, cursor.take(cursor.length()), depth));
        }
        return found;
    }

    public int tag() {
        return tag;
    }

    public byte[] value() {
        return value.clone();
    }

    /** How many bytes of value. */
    public int length() {
        return value.length;
    }

    /** The data objects of which the value consists. */
    public List<Tlv> children() throws TlvException {
        return all(value, depth + 1);
    }

    /** The only child with this tag; two are an error. */
    public Optional<Tlv> child(int wanted) throws TlvException {
        List<Tlv> found = children().stream().filter(c -> c.tag == wanted).toList();
        if (found.size() > 1) {
            throw new TlvException("tag %X stands %d times in %X".formatted(wanted, found.size(), tag));
        }
        return found.stream().findFirst();
    }

    /** The child with this tag, which must be there. */
    public Tlv need(int wanted) throws TlvException {
        return child(wanted).orElseThrow(() -> new TlvException("no tag %X in %X".formatted(wanted, tag)));
    }

    /** The encoding, with the shortest length. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + 8);
        writeNumber(out, tag);
        if (value.length > 0x7F) {
            out.write(0x80 | bytesOf(value.length));
        }
        writeNumber(out, value.length);
        out.writeBytes(value);
        return out.toByteArray();
    }

    private static void writeNumber(ByteArrayOutputStream out, int number) {
        for (int i = bytesOf(number) - 1; i >= 0; i--) {
            out.write(number >>> 8 * i);
        }
    }

    private static int bytesOf(int number) {
        return Math.max(1, (39 - Integer.numberOfLeadingZeros(number)) / 8);
    }

    /** Tag and length: the value may be a plaintext. */
    @Override
    public String toString() {
        return "%X(%d)".formatted(tag, value.length);
    }

    /** Where the reader stands. */
    private static final class Cursor {
        private final byte[] bytes;
        private int at;

        Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        int left() {
            return bytes.length - at;
        }

        private int next() throws TlvException {
            if (at == bytes.length) {
                throw new TlvException("TLV ends in the middle of a tag or length, at byte " + at);
            }
            return bytes[at++] & 0xFF;
        }

        // ISO 8825-1, 8.1.2: five low bits set means that the number follows, bit 8 that more follows.
        int tag() throws TlvException {
            int tag = next();
            if ((tag & 0x1F) != 0x1F) {
                return tag;
            }
            for (int i = 0; i < 2; i++) {
                int more = next();
                tag = tag << 8 | more;
                if ((more & 0x80) == 0) {
                    return tag;
                }
            }
            throw new TlvException("a tag of more than three bytes, at byte " + at);
        }

        // ISO 7816-4, 5.2.2.2: 81 to 84 say how many length bytes follow; 80, the indefinite form, is not for cards.
        long length() throws TlvException {
            int first = next();
            if (first <= 0x7F) {
                return first;
            }
            int count = first & 0x7F;
            if (count == 0 || count > 4) {
                throw new TlvException("length byte %02X at byte %d".formatted(first, at - 1));
            }
            long length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | next();
            }
            return length;
        }

        byte[] take(long length) throws TlvException {
            if (length > left()) {
                throw new TlvException("a length of " + length + " where " + left() + " bytes are left");
            }
            int from = at;
            at += (int) length;
            return Arrays.copyOfRange(bytes, from, at);
        }
    }
}
