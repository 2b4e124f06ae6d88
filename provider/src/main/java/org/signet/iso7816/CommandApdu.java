package org.signet.iso7816;

import java.util.Arrays;

/** A command APDU (ISO 7816-4, 5.2), short where that is enough, extended else. */
public final class CommandApdu {
    /** Expected length: no answer data is expected, so that there is no Le. */
    public static final int NO_LE = 0;

    private final int cla;
    private final int ins;
    private final int p1;
    private final int p2;
    private final byte[] data;
    private final int ne;

    /**
     * @param data up to 65,535 bytes; copied
     * @param ne the most bytes expected, 0 for none, up to 65,536
     */
    public CommandApdu(int cla, int ins, int p1, int p2, byte[] data, int ne) {
        if (data.length > 0xFFFF || ne < 0 || ne > 0x10000) {
            throw new IllegalArgumentException("no APDU has " + data.length + " bytes of data and Ne " + ne);
        }
        this.cla = cla & 0xFF;
        this.ins = ins & 0xFF;
        this.p1 = p1 & 0xFF;
        this.p2 = p2 & 0xFF;
        this.data = data.clone();
        this.ne = ne;
    }

    public int cla() {
        return cla;
    }

    public int ins() {
        return ins;
    }

    public int p1() {
        return p1;
    }

    public int p2() {
        return p2;
    }

    public byte[] data() {
        return data.clone();
    }

    /** How many bytes of data. */
    public int nc() {
        return data.length;
    }

    public int ne() {
        return ne;
    }

    public boolean isExtended() {
        return data.length > 0xFF || ne > 0x100;
    }

    /** The bytes as they go to the reader. */
    public byte[] bytes() {
        boolean extended = isExtended();
        int lc = data.length == 0 ? 0 : extended ? 3 : 1;
        int le = ne == 0 ? 0 : !extended ? 1 : data.length == 0 ? 3 : 2;
        byte[] out = new byte[4 + lc + data.length + le];
        out[0] = (byte) cla;
        out[1] = (byte) ins;
        out[2] = (byte) p1;
        out[3] = (byte) p2;
        if (lc == 1) {
            out[4] = (byte) data.length;
        } else if (lc == 3) {
            out[5] = (byte) (data.length >> 8);
            out[6] = (byte) data.length;
        }
        System.arraycopy(data, 0, out, 4 + lc, data.length);
        if (le == 1) {
            out[out.length - 1] = (byte) ne;
        } else if (le > 1) {
            out[out.length - 2] = (byte) (ne >> 8);
            out[out.length - 1] = (byte) ne;
        }
        return out;
    }

    /** Overwrites the data, for a command that carried a secret. */
    public void wipe() {
        Arrays.fill(data, (byte) 0);
    }

    /** The header alone: the data may be a PIN. */
    @Override
    public String toString() {
        return "%02X%02X%02X%02X".formatted(cla, ins, p1, p2);
    }
}
