package org.signet.testkit.apps.jsign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A program for 32-bit Windows that does nothing: "PE Format", of Microsoft's documentation. */
final class PortableExecutable {
    /** Where its only instruction is. */
    static final int CODE = 0x200;

    private static final int HEADERS = 0x200;
    private static final int SECTION = 0x1000;
    private static final byte RETURN = (byte) 0xC3;

    private PortableExecutable() {}

    // spotless:off
    static byte[] empty() {
        ByteBuffer out = ByteBuffer.allocate(HEADERS + 0x200).order(ByteOrder.LITTLE_ENDIAN);
        out.put("MZ".getBytes(US_ASCII)).putInt(0x3C, 0x40).position(0x40);       // MS-DOS: where the next header is
        out.put("PE\0\0".getBytes(US_ASCII));
        shorts(out, 0x14C, 1);                                                    // i386, one section
        ints(out, 0, 0, 0);                                                       // no time, no symbols
        shorts(out, 0xE0, 0x0102);                                                // the optional header's size; executable, 32 bits
        shorts(out, 0x10B, 0);                                                    // PE32, no linker
        ints(out, 0x200, 0, 0, SECTION, SECTION, 2 * SECTION);                    // size of code and data; entry; base of code and data
        ints(out, 0x400000, SECTION, 0x200);                                      // base of the image, alignment there and in the file
        shorts(out, 4, 0, 0, 0, 4, 0);                                            // Windows NT 4.0
        ints(out, 0, 2 * SECTION, HEADERS, 0);                                    // size of the image and of the headers; no checksum
        shorts(out, 3, 0);                                                        // for the console
        ints(out, 0x100000, 0x1000, 0x100000, 0x1000, 0, 16);                     // stack, heap; 16 directories, all empty
        out.position(out.position() + 16 * 8);
        out.put(".text\0\0\0".getBytes(US_ASCII));
        ints(out, 1, SECTION, 0x200, CODE, 0, 0, 0, 0x60000020);                  // size and place there and in the file; code
        return out.put(CODE, RETURN).array();
    }
    // spotless:on

    private static void shorts(ByteBuffer out, int... values) {
        for (int value : values) {
            out.putShort((short) value);
        }
    }

    private static void ints(ByteBuffer out, int... values) {
        for (int value : values) {
            out.putInt(value);
        }
    }
}
