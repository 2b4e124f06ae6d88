package org.signet.testkit.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import javax.smartcardio.TerminalFactory;

/** The other side: a program that knows its card and does the least that PIV asks, by javax.smartcardio alone. */
final class BarePiv {
    static final int RSA_2048 = 0x07;
    static final int P_256 = 0x11;

    private static final byte[] AID = HexFormat.of().parseHex("a000000308000010000100");
    private static final int MOST = 65536;

    private final Card card;
    private final CardChannel channel;

    /** Takes the first card there is, selects PIV and verifies the PIN. */
    BarePiv(TerminalFactory factory, String pin) throws CardException {
        CardTerminal terminal =
                factory.terminals().list(CardTerminals.State.CARD_PRESENT).get(0);
        card = terminal.connect("*");
        channel = card.getBasicChannel();
        transmit(new CommandAPDU(0x00, 0xA4, 0x04, 0x00, AID, 256));
        byte[] padded = Arrays.copyOf(pin.getBytes(StandardCharsets.US_ASCII), 8);
        Arrays.fill(padded, pin.length(), 8, (byte) 0xFF);
        transmit(new CommandAPDU(0x00, 0x20, 0x00, 0x80, padded));
    }

    /** GENERAL AUTHENTICATE with a challenge (SP 800-73-4 part 2, 3.2.4), one command. @return the response's value */
    synchronized byte[] authenticate(int algorithm, int slot, byte[] challenge) throws CardException {
        ByteArrayOutputStream template = new ByteArrayOutputStream();
        template.writeBytes(new byte[] {(byte) 0x82, 0x00});
        template.writeBytes(tlv(0x81, challenge));
        byte[] data = tlv(0x7C, template.toByteArray());
        int expected = data.length > 255 ? MOST : 256;
        byte[] answer = transmit(new CommandAPDU(0x00, 0x87, algorithm, slot, data, expected));
        return value(value(answer));
    }

    /** @return the response's data */
    private byte[] transmit(CommandAPDU command) throws CardException {
        ResponseAPDU response = channel.transmit(command);
        if (response.getSW() != 0x9000) {
            throw new CardException("%02X answered %04X".formatted(command.getINS(), response.getSW()));
        }
        return response.getData();
    }

    private static byte[] tlv(int tag, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (value.length > 255) {
            out.writeBytes(new byte[] {(byte) 0x82, (byte) (value.length >> 8), (byte) value.length});
        } else if (value.length > 127) {
            out.writeBytes(new byte[] {(byte) 0x81, (byte) value.length});
        } else {
            out.write(value.length);
        }
        out.writeBytes(value);
        return out.toByteArray();
    }

    private static byte[] value(byte[] tlv) {
        int first = tlv[1] & 0xFF;
        int header = first < 0x80 ? 2 : 2 + (first & 0x7F);
        return Arrays.copyOfRange(tlv, header, tlv.length);
    }

    void disconnect() throws CardException {
        card.disconnect(false);
    }
}
