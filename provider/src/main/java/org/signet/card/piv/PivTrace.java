package org.signet.card.piv;

import java.util.HexFormat;
import java.util.Set;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.ResponseApdu;
import org.signet.iso7816.TraceText;

/**
 * A PIV card's APDUs for other people's eyes. Closed by default: data are shown of the commands that look at a card without a
 * secret, and every other byte of a command or an answer is {@code XX}, but for headers, lengths and status words.
 */
public final class PivTrace implements TraceText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int SELECT = 0xA4;
    private static final int VERIFY = 0x20;
    private static final int GET_DATA = 0xCB;
    private static final int GET_RESPONSE = 0xC0;
    private static final int METADATA = 0xF7;
    private static final int SERIAL = 0xF8;

    private static final int CHUID = 0x5FC102;
    private static final int DISCOVERY = 0x7E;
    private static final int KEY_HISTORY = 0x5FC10C;

    /** Of the CHUID: FASC-N, GUID, expiration date. Not the issuer's signature, nor whose card it is. */
    private static final Set<Integer> SHOWN_OF_CHUID = Set.of(0x30, 0x34, 0x35);

    private final boolean withCertificates;
    private Shown answers = Shown.NOTHING;

    private enum Shown {
        NOTHING,
        NUMBERS,
        ALL
    }

    /** @param withCertificates whether the cards' certificates are shown, and with them whose the cards are */
    public PivTrace(boolean withCertificates) {
        this.withCertificates = withCertificates;
    }

    @Override
    public String command(CommandApdu command) {
        if (command.ins() != GET_RESPONSE) {
            answers = shown(command);
        } else if (answers == Shown.NUMBERS) {
            answers = Shown.NOTHING; // the numbers come first
        }
        int from = command.nc() == 0 ? 4 : command.isExtended() ? 7 : 5;
        boolean open = answers != Shown.NOTHING || command.ins() == GET_DATA;
        return open ? HEX.formatHex(command.bytes()) : hidden(command.bytes(), from, from + command.nc());
    }

    private Shown shown(CommandApdu command) {
        boolean asks = command.nc() == 0;
        return switch (command.ins()) {
            case SELECT -> Shown.ALL;
            case GET_DATA -> object(HEX.formatHex(command.data()));
            case VERIFY, SERIAL -> asks ? Shown.ALL : Shown.NOTHING;
            case METADATA -> asks && PivSlot.ofKey(command.p2()).isPresent() ? Shown.ALL : Shown.NOTHING;
            default -> Shown.NOTHING;
        };
    }

    /** @param name a tag list 5C of one object, in hex */
    private Shown object(String name) {
        if (!name.matches("5C(01..|03.{6})")) {
            return Shown.NOTHING;
        }
        int object = Integer.parseInt(name.substring(4), 16);
        if (object == CHUID) {
            return Shown.NUMBERS;
        }
        boolean certificate = withCertificates && PivSlot.ofCertificate(object).isPresent();
        return certificate || object == DISCOVERY || object == KEY_HISTORY ? Shown.ALL : Shown.NOTHING;
    }

    @Override
    public String answer(ResponseApdu answer) {
        return switch (answers) {
            case ALL -> HEX.formatHex(answer.bytes());
            case NUMBERS -> numbers(answer.bytes(), answer.nr());
            case NOTHING -> hidden(answer.bytes(), 0, answer.nr());
        };
    }

    /** 53, then data objects of one-byte tags; from the first thing that is none on, nothing is shown. */
    private static String numbers(byte[] answer, int end) {
        StringBuilder text = new StringBuilder(hidden(answer, 0, end));
        if (answer[0] != 0x53) {
            return text.toString();
        }
        int at = 1 + lengthBytes(answer, 1);
        show(text, answer, 0, Math.min(at, end));
        while (at + 1 < end) {
            int value = at + 1 + lengthBytes(answer, at + 1);
            int next = answer[at + 1] >= 0 ? value + answer[at + 1] : end;
            boolean shown = SHOWN_OF_CHUID.contains(answer[at] & 0xFF) && next <= end;
            show(text, answer, at, Math.min(shown ? next : value, end));
            at = next;
        }
        return text.toString();
    }

    private static void show(StringBuilder text, byte[] answer, int from, int to) {
        text.replace(2 * from, 2 * to, HEX.formatHex(answer, from, to));
    }

    private static int lengthBytes(byte[] bytes, int at) {
        int first = at < bytes.length ? bytes[at] & 0xFF : 0;
        return first > 0x80 && first <= 0x83 ? 1 + (first & 0x3) : 1;
    }

    private static String hidden(byte[] bytes, int from, int to) {
        return HEX.formatHex(bytes, 0, from) + "XX".repeat(to - from) + HEX.formatHex(bytes, to, bytes.length);
    }
}
