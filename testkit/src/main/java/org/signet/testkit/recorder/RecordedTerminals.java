package org.signet.testkit.recorder;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import org.signet.testkit.card.ApduLog;

/** Another factory's terminals, cards and channels, each call passed on and each APDU written down. */
final class RecordedTerminals extends CardTerminals {
    private final CardTerminals terminals;
    private final ApduLog log;
    private final Map<String, CardTerminal> known = new ConcurrentHashMap<>();

    RecordedTerminals(CardTerminals terminals, ApduLog log) {
        this.terminals = Objects.requireNonNull(terminals);
        this.log = Objects.requireNonNull(log);
    }

    @Override
    public List<CardTerminal> list(State state) throws CardException {
        return terminals.list(state).stream()
                .map(t -> known.computeIfAbsent(t.getName(), n -> new Terminal(t)))
                .toList();
    }

    @Override
    public boolean waitForChange(long timeout) throws CardException {
        return terminals.waitForChange(timeout);
    }

    private final class Terminal extends CardTerminal {
        private final CardTerminal terminal;

        Terminal(CardTerminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public String getName() {
            return terminal.getName();
        }

        @Override
        public Card connect(String protocol) throws CardException {
            return new RecordedCard(terminal.connect(protocol));
        }

        @Override
        public boolean isCardPresent() throws CardException {
            return terminal.isCardPresent();
        }

        @Override
        public boolean waitForCardPresent(long timeout) throws CardException {
            return terminal.waitForCardPresent(timeout);
        }

        @Override
        public boolean waitForCardAbsent(long timeout) throws CardException {
            return terminal.waitForCardAbsent(timeout);
        }
    }

    private final class RecordedCard extends Card {
        private final Card card;

        RecordedCard(Card card) {
            this.card = card;
        }

        @Override
        public ATR getATR() {
            return card.getATR();
        }

        @Override
        public String getProtocol() {
            return card.getProtocol();
        }

        @Override
        public CardChannel getBasicChannel() {
            return new Channel(this, card.getBasicChannel());
        }

        @Override
        public CardChannel openLogicalChannel() throws CardException {
            return new Channel(this, card.openLogicalChannel());
        }

        @Override
        public void beginExclusive() throws CardException {
            card.beginExclusive();
        }

        @Override
        public void endExclusive() throws CardException {
            card.endExclusive();
        }

        @Override
        public byte[] transmitControlCommand(int code, byte[] command) throws CardException {
            return card.transmitControlCommand(code, command);
        }

        @Override
        public void disconnect(boolean reset) throws CardException {
            card.disconnect(reset);
        }
    }

    private final class Channel extends CardChannel {
        private final Card card;
        private final CardChannel channel;

        Channel(Card card, CardChannel channel) {
            this.card = card;
            this.channel = channel;
        }

        @Override
        public Card getCard() {
            return card;
        }

        @Override
        public int getChannelNumber() {
            return channel.getChannelNumber();
        }

        @Override
        public ResponseAPDU transmit(CommandAPDU command) throws CardException {
            log.command(command.getBytes());
            ResponseAPDU answer = channel.transmit(command);
            log.answer(answer.getBytes());
            return answer;
        }

        @Override
        public int transmit(ByteBuffer command, ByteBuffer response) throws CardException {
            byte[] bytes = new byte[command.remaining()];
            command.get(bytes);
            byte[] answer = transmit(new CommandAPDU(bytes)).getBytes();
            response.put(answer);
            return answer.length;
        }

        @Override
        public void close() throws CardException {
            channel.close();
        }
    }
}
