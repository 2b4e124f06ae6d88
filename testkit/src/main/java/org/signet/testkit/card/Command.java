package org.signet.testkit.card;

import java.util.Arrays;

/** A command APDU read from bytes: the seven cases of ISO 7816-4, 5.1, and nothing between them. */
public final class Command {
    private static final int CHAINED = 0x10;

    private final byte[] header;
    private final byte[] data;
    private final int ne;

    private Command(byte[] header, byte[] data, int ne) {
        this.header = header;
        this.data = data;
        this.ne = ne;
    }

    /**
     * @param extended whether extended lengths are understood
     * @throws StatusException 6700 where the lengths do not add up
     */
    static Command parse(byte[] apdu, boolean extended) throws StatusException {
        if (apdu.length < 4) {
            throw new StatusException(Sw.WRONG_LENGTH);
        }
        if (apdu.length >= 7 && apdu[4] == 0) {
            return parseExtended(apdu, extended);
        }
        int lc = apdu.length <= 5 ? 0 : apdu[4] & 0xFF;
        int start = lc == 0 ? 4 : 5;
        return cut(apdu, start, lc, 1, 0x100);
    }

    private static Command parseExtended(byte[] apdu, boolean extended) throws StatusException {
        if (!extended) {
            throw new StatusException(Sw.WRONG_LENGTH);
        }
        int length = (apdu[5] & 0xFF) << 8 | apdu[6] & 0xFF;
        if (apdu.length == 7) {
            return cut(apdu, 5, 0, 2, 0x10000);
        }
        if (length == 0) {
            throw new StatusException(Sw.WRONG_LENGTH);
        }
        return cut(apdu, 7, length, 2, 0x10000);
    }

    private static Command cut(byte[] apdu, int start, int lc, int leSize, int all) throws StatusException {
        int rest = apdu.length - start - lc;
        if (rest != 0 && rest != leSize) {
            throw new StatusException(Sw.WRONG_LENGTH);
        }
        int le = 0;
        for (int i = apdu.length - rest; i < apdu.length; i++) {
            le = le << 8 | apdu[i] & 0xFF;
        }
        int ne = rest == 0 ? 0 : le == 0 ? all : le;
        return new Command(Arrays.copyOf(apdu, 4), Arrays.copyOfRange(apdu, start, start + lc), ne);
    }

    public int cla() {
        return header[0] & 0xFF;
    }

    public int ins() {
        return header[1] & 0xFF;
    }

    public int p1() {
        return header[2] & 0xFF;
    }

    public int p2() {
        return header[3] & 0xFF;
    }

    public int p1p2() {
        return p1() << 8 | p2();
    }

    public byte[] data() {
        return data.clone();
    }

    /** How many bytes of data. */
    public int nc() {
        return data.length;
    }

    /** The most bytes of answer that are wanted; 0 where there is no Le. */
    public int ne() {
        return ne;
    }

    boolean isChained() {
        return (cla() & CHAINED) != 0;
    }

    /** Same INS, P1 and P2 (ISO 7816-4, 5.3.3). */
    boolean continues(Command earlier) {
        return Arrays.equals(header, 1, 4, earlier.header, 1, 4);
    }

    Command withData(byte[] whole) {
        return new Command(header, whole, ne);
    }

    /** The header alone: the data may be a PIN. */
    @Override
    public String toString() {
        return "%02X%02X%04X".formatted(cla(), ins(), p1p2());
    }
}
