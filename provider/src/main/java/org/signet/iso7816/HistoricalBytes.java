package org.signet.iso7816;

import java.util.Arrays;
import java.util.Optional;

/** What a card says of itself in its answer to reset (ISO 7816-3, 8.2; ISO 7816-4, 8.1.1): as far as it can be read. */
final class HistoricalBytes {
    private static final int CARD_CAPABILITIES = 0x7;
    private static final int EXTENDED_LENGTH = 0x40;
    private static final int STATUS_BYTES = 3;
    private static final byte[] NONE = {};

    private HistoricalBytes() {}

    /** ISO 7816-4, table 88: bit 7 of the third byte of the card capabilities; empty where the card does not say. */
    static Optional<Boolean> extendedLength(byte[] atr) {
        byte[] bytes = of(atr);
        int end = compactEnd(bytes);
        for (int at = 1; at < end; ) {
            int length = bytes[at] & 0x0F;
            if (length >= end - at) {
                return Optional.empty();
            }
            if ((bytes[at] & 0xF0) >> 4 == CARD_CAPABILITIES && length == 3) {
                return Optional.of((bytes[at + 3] & EXTENDED_LENGTH) != 0);
            }
            at += 1 + length;
        }
        return Optional.empty();
    }

    // Category 80: compact TLVs to the end; 00: the last three bytes are a status; others are the card's own.
    private static int compactEnd(byte[] bytes) {
        if (bytes.length == 0) {
            return 0;
        }
        return switch (bytes[0] & 0xFF) {
            case 0x80 -> bytes.length;
            case 0x00 -> bytes.length - STATUS_BYTES;
            default -> 0;
        };
    }

    // T0 and each TD say in their high half which of TA, TB, TC and TD follow; T0's low half counts the historical
    // bytes.
    private static byte[] of(byte[] atr) {
        int at = 1;
        int follows = 0x8;
        while ((follows & 0x8) != 0) {
            if (at >= atr.length) {
                return NONE;
            }
            follows = (atr[at] & 0xF0) >> 4;
            at += 1 + Integer.bitCount(follows & 0x7);
        }
        int count = atr[1] & 0x0F;
        return count > atr.length - at ? NONE : Arrays.copyOfRange(atr, at, at + count);
    }
}
