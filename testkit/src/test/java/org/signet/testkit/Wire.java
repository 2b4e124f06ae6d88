package org.signet.testkit;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.signet.testkit.card.SmartCard;

/** A card at the other end of a wire, in hex; spaces are for the reader of a test. */
public final class Wire {
    public static final String SELECT = "00A4 0400 0B A000000308000010000100 00";
    public static final String VERIFY = "00 20 00 80 08 ";
    public static final String PIN = "313233343536FFFF";
    public static final String WRONG = "303030303030FFFF";
    public static final String PUK = "3132333435363738";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final SmartCard card;

    private Wire(SmartCard card) {
        this.card = card;
    }

    /** Powered on, nothing selected. */
    public static Wire on(SmartCard card) {
        card.powerOn();
        return new Wire(card);
    }

    public Wire selected() {
        send(SELECT);
        return this;
    }

    public Wire verified() {
        send(VERIFY + PIN);
        return this;
    }

    /** The answer's bytes in hex. */
    public String send(String hex) {
        return HEX.formatHex(card.process(bytes(hex)));
    }

    /** The last four hex digits. */
    public String status(String hex) {
        String answer = send(hex);
        return answer.substring(answer.length() - 4);
    }

    /** Sends in parts of 255 bytes, follows 61xx, and gives the whole answer. */
    public byte[] whole(int ins, int p1, int p2, byte[] data) {
        int at = 0;
        for (; data.length - at > 0xFF; at += 0xFF) {
            String part = HEX.formatHex(data, at, at + 0xFF);
            card.process(bytes("10%02X%02X%02XFF".formatted(ins, p1, p2) + part));
        }
        String last = HEX.formatHex(data, at, data.length);
        return follow("00%02X%02X%02X%02X%s00".formatted(ins, p1, p2, data.length - at, last));
    }

    /** @return data and status of the last answer */
    public byte[] follow(String hex) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] answer = card.process(bytes(hex));
        while (answer[answer.length - 2] == 0x61) {
            out.write(answer, 0, answer.length - 2);
            answer = card.process(bytes("00C00000%02X".formatted(answer[answer.length - 1])));
        }
        out.writeBytes(answer);
        return out.toByteArray();
    }

    public static byte[] bytes(String hex) {
        return HEX.parseHex(hex.replace(" ", ""));
    }

    public static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }
}
