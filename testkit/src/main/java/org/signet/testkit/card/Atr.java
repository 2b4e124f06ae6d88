package org.signet.testkit.card;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The answer to reset of a T=1 card (ISO 7816-3, 8.2) with historical bytes as ISO 7816-4, 8.1.1 has them. */
final class Atr {
    private static final int CHAINING = 0x80;
    private static final int EXTENDED = 0x40;

    private Atr() {}

    /** @param name up to 9 ASCII characters, told as pre-issuing data */
    static byte[] t1(String name, boolean extended) {
        byte[] historical = historical(name.getBytes(StandardCharsets.US_ASCII), extended);
        ByteArrayOutputStream atr = new ByteArrayOutputStream();
        atr.write(0x3B); // TS: direct convention
        atr.write(0x80 | historical.length); // T0: TD1 follows
        atr.write(0x81); // TD1: T=1, TD2 follows
        atr.write(0x31); // TD2: T=1, TA3 and TB3 follow
        atr.write(0xFE); // TA3: the card takes blocks of 254 bytes
        atr.write(0x45); // TB3: waiting times
        atr.writeBytes(historical);
        atr.write(checksum(atr.toByteArray()));
        return atr.toByteArray();
    }

    private static byte[] historical(byte[] name, boolean extended) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x80); // compact TLVs, no status indicator
        out.write(0x73); // card capabilities, 3 bytes
        out.write(0xC0); // selection by full and by partial DF name
        out.write(0x21); // data coding byte: proprietary writes, quartets of 2
        out.write(CHAINING | (extended ? EXTENDED : 0));
        out.write(0x60 | name.length);
        out.writeBytes(name);
        return out.toByteArray();
    }

    /** TCK: T0 to TCK together are zero under exclusive or (ISO 7816-3, 8.2.5). */
    private static int checksum(byte[] atr) {
        int tck = 0;
        for (int i = 1; i < atr.length; i++) {
            tck ^= atr[i] & 0xFF;
        }
        return tck;
    }
}
