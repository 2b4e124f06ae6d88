package org.signet.iso7816;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/**
 * Fetches what a card holds back with 61xx (ISO 7816-4, 7.6.1) and repeats a command once with the Le that 6Cxx names; never
 * one that spends a try. Bounded, since a card may say 61xx for ever.
 */
public final class GetResponse implements ApduChannel {
    private static final int INS_GET_RESPONSE = 0xC0;
    private static final int MAX_ROUNDS = 300;
    private static final int MAX_BYTES = 0x10000;

    // VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER: sent twice, they cost two tries.
    private static final Set<Integer> COUNTED = Set.of(0x20, 0x24, 0x2C);

    private final ApduChannel channel;

    public GetResponse(ApduChannel channel) {
        this.channel = channel;
    }

    /** @throws ReaderException PROTOCOL where there is no end, no progress, or more data than was asked for */
    @Override
    public ResponseApdu transmit(CommandApdu command) throws ReaderException {
        ResponseApdu answer = send(command);
        if (answer.sw1() != StatusWord.SW1_MORE_DATA) {
            return answer;
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(answer.data());
        for (int round = 1; answer.sw1() == StatusWord.SW1_MORE_DATA; round++) {
            answer = fetch(command, answer);
            data.writeBytes(answer.data());
            boolean more = answer.sw1() == StatusWord.SW1_MORE_DATA;
            if (more && round == MAX_ROUNDS || data.size() > MAX_BYTES) {
                throw protocol(command, "was answered 61xx without end");
            }
            if (more && answer.nr() == 0) {
                throw protocol(command, "was answered 61xx with nothing to fetch");
            }
        }
        return ResponseApdu.of(data.toByteArray(), answer.sw());
    }

    /** Some cards begin with nothing but 61xx. */
    @Override
    public ResponseApdu transmitOnce(CommandApdu command) throws ReaderException {
        ResponseApdu answer = send(command);
        return answer.sw1() == StatusWord.SW1_MORE_DATA && answer.nr() == 0 ? fetch(command, answer) : answer;
    }

    private ResponseApdu fetch(CommandApdu command, ResponseApdu answer) throws ReaderException {
        int ne = answer.sw2() == 0 ? 0x100 : answer.sw2();
        return send(new CommandApdu(command.cla() & 0x03, INS_GET_RESPONSE, 0, 0, new byte[0], ne));
    }

    private ResponseApdu send(CommandApdu command) throws ReaderException {
        ResponseApdu answer = bounded(command, channel.transmit(command));
        if (answer.sw1() != StatusWord.SW1_WRONG_LE || command.ne() == 0 || COUNTED.contains(command.ins())) {
            return answer;
        }
        int ne = answer.sw2() == 0 ? 0x100 : answer.sw2();
        CommandApdu again =
                new CommandApdu(command.cla(), command.ins(), command.p1(), command.p2(), command.data(), ne);
        return bounded(again, channel.transmit(again));
    }

    private static ResponseApdu bounded(CommandApdu command, ResponseApdu answer) throws ReaderException {
        if (answer.nr() > command.ne()) {
            throw protocol(command, "wants " + command.ne() + " bytes at most and was answered " + answer.nr());
        }
        return answer;
    }

    private static ReaderException protocol(CommandApdu command, String what) {
        return new ReaderException(ReaderException.Status.PROTOCOL, command + " " + what);
    }
}
