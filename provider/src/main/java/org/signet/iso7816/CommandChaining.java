package org.signet.iso7816;

import java.util.Arrays;

/** Sends a command of more than 255 bytes as a chain of short ones (ISO 7816-4, 5.3.3): CLA bit 5 is set on all but the last. */
public final class CommandChaining implements ApduChannel {
    private static final int MORE_FOLLOWS = 0x10;
    private static final int SHORT_DATA = 0xFF;
    private static final int SHORT_LE = 0x100;

    private final ApduChannel channel;

    public CommandChaining(ApduChannel channel) {
        this.channel = channel;
    }

    /** The answer to the last link, or to the first that was not answered 9000. */
    @Override
    public ResponseApdu transmit(CommandApdu command) throws ReaderException {
        if (!command.isExtended()) {
            return channel.transmit(command);
        }
        byte[] data = command.data();
        try {
            int from = 0;
            for (; data.length - from > SHORT_DATA; from += SHORT_DATA) {
                ResponseApdu answer = send(command, MORE_FOLLOWS, data, from, from + SHORT_DATA, CommandApdu.NO_LE);
                if (answer.sw() != StatusWord.OK) {
                    return answer;
                }
            }
            return send(command, 0, data, from, data.length, Math.min(command.ne(), SHORT_LE));
        } finally {
            Arrays.fill(data, (byte) 0);
        }
    }

    private ResponseApdu send(CommandApdu command, int more, byte[] data, int from, int to, int ne)
            throws ReaderException {
        byte[] part = Arrays.copyOfRange(data, from, to);
        CommandApdu link = new CommandApdu(command.cla() | more, command.ins(), command.p1(), command.p2(), part, ne);
        try {
            return channel.transmit(link);
        } finally {
            link.wipe();
            Arrays.fill(part, (byte) 0);
        }
    }
}
