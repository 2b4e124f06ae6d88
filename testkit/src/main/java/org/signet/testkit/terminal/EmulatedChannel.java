package org.signet.testkit.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;

/** The basic channel, with SunPCSC's own GET RESPONSE and 6Cxx unless the system property says otherwise. */
final class EmulatedChannel extends CardChannel {
    private static final int MANAGE_CHANNEL = 0x70;
    private static final int MOST_ROUNDS = 32;

    private final EmulatedTerminalCard card;
    private final boolean helps =
            Boolean.parseBoolean(System.getProperty("sun.security.smartcardio.t1GetResponse", "true"));

    EmulatedChannel(EmulatedTerminalCard card) {
        this.card = card;
    }

    @Override
    public Card getCard() {
        return card;
    }

    @Override
    public int getChannelNumber() {
        card.requireAlive();
        return 0;
    }

    /** An answer of fewer than 2 bytes is an IllegalArgumentException, as from SunPCSC. */
    @Override
    public ResponseAPDU transmit(CommandAPDU command) throws CardException {
        return new ResponseAPDU(exchange(command.getBytes()));
    }

    @Override
    public int transmit(ByteBuffer command, ByteBuffer response) throws CardException {
        byte[] bytes = new byte[command.remaining()];
        command.get(bytes);
        byte[] answer = exchange(bytes);
        response.put(answer);
        return answer.length;
    }

    private byte[] exchange(byte[] command) throws CardException {
        if (command.length >= 4 && (command[1] & 0xFF) == MANAGE_CHANNEL) {
            throw new IllegalArgumentException("Manage channel command not allowed, use openLogicalChannel()");
        }
        return helps ? helped(command) : card.transmit(command);
    }

    /** 61xx is collected; after 6Cxx the last byte of the command, whatever that is, becomes xx and all is sent again. */
    private byte[] helped(byte[] first) throws CardException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] command = first.clone();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            byte[] answer = card.transmit(command);
            int data = answer.length - 2;
            if (data == 0 && answer[0] == 0x6C) {
                command[command.length - 1] = answer[1];
            } else if (data >= 0 && answer[data] == 0x61) {
                whole.write(answer, 0, data);
                command = new byte[] {first[0], (byte) 0xC0, 0, 0, answer[data + 1]};
            } else {
                whole.writeBytes(answer);
                return whole.toByteArray();
            }
        }
        throw new CardException("Could not obtain response");
    }

    @Override
    public void close() {
        throw new IllegalStateException("Cannot close basic channel");
    }
}
