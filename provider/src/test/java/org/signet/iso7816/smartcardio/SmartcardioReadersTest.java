package org.signet.iso7816.smartcardio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import javax.smartcardio.TerminalFactorySpi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.iso7816.CardConnection;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.Reader;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;

class SmartcardioReadersTest {
    private static final String NAME = "SmartcardioReadersTest";
    private static boolean present = true;
    private static int looks = Integer.MAX_VALUE; // until it is seen to be out
    private static Optional<CardException> failure = Optional.empty();
    private static byte[] answer = {(byte) 0x90, 0};
    private static String log = "";

    private static SmartcardioReaders fake() {
        Security.addProvider(new FakeProvider());
        return SmartcardioReaders.named("Fake:" + NAME);
    }

    @AfterEach
    void forget() {
        Security.removeProvider(NAME);
        present = true;
        looks = Integer.MAX_VALUE;
        failure = Optional.empty();
        answer = new byte[] {(byte) 0x90, 0};
        log = "";
    }

    @Test
    void sameTypeAndProviderAreEqual() {
        assertEquals(SmartcardioReaders.auto(), SmartcardioReaders.named("smartcardio"));
        assertEquals(SmartcardioReaders.named("Emulator:Kit"), SmartcardioReaders.of("Emulator", "Kit"));
        assertEquals(
                SmartcardioReaders.of("Emulator", "Kit").hashCode(),
                SmartcardioReaders.of("Emulator", "Kit").hashCode());
        assertNotEquals(SmartcardioReaders.auto(), SmartcardioReaders.of("PC/SC", "Kit"));
        assertThrows(IllegalArgumentException.class, () -> SmartcardioReaders.named("pcsc"));
    }

    @Test
    void theJdksOwnGetResponseIsOff() {
        SmartcardioReaders.auto();
        assertEquals("false", System.getProperty("sun.security.smartcardio.t0GetResponse"));
        assertEquals("false", System.getProperty("sun.security.smartcardio.t1GetResponse"));
    }

    @Test
    void unknownProviderIsSaid() {
        ReaderException e = assertThrows(
                ReaderException.class,
                () -> SmartcardioReaders.of("Fake", "Nobody").readers());
        assertTrue(e.getMessage().contains("Nobody"), e.getMessage());
    }

    @Test
    void readersAreListedAndChangesSeen() throws ReaderException {
        SmartcardioReaders readers = fake();
        assertEquals(List.of(new Reader("Fake 00", true)), readers.readers());
        assertTrue(readers.awaitChange(Duration.ZERO));
        assertFalse(readers.awaitChange(Duration.ofMillis(1)));
        present = false;
        assertTrue(readers.awaitChange(Duration.ofMillis(1)));
    }

    @Test
    void transactionIsBeginTransmitEnd() throws ReaderException {
        CardConnection card = fake().connect("Fake 00");
        card.begin();
        assertEquals(
                0x9000,
                card.transmit(new CommandApdu(0, 0x20, 0, 0x80, new byte[0], 0)).sw());
        card.end(true);
        card.close();
        assertEquals("connect * begin 00200080 end disconnect true disconnect false ", log);
    }

    @ParameterizedTest
    @CsvSource({
        "SCARD_E_NO_SERVICE, NO_SERVICE",
        "SCARD_W_RESET_CARD, RESET",
        "SCARD_W_REMOVED_CARD, REMOVED",
        "SCARD_E_SHARING_VIOLATION, BUSY",
        "Unknown error 0x8010006a, ACCESS_DENIED", // SCARD_W_SECURITY_VIOLATION, which SunPCSC does not name
        "Unknown error 0x80100027, ACCESS_DENIED",
        "SCARD_W_UNRESPONSIVE_CARD, PROTOCOL",
        "SCARD_E_NO_READERS_AVAILABLE, NO_READERS",
        "SCARD_E_NOT_TRANSACTED, OTHER",
        "SCARD_E_UNHEARD_OF, OTHER"
    })
    void codesAreMapped(String code, Status status) throws ReaderException {
        CardConnection card = fake().connect("Fake 00");
        failure = Optional.of(new CardException("transmit failed", new CardException(code)));
        assertEquals(status, transmit(card).status());
    }

    @Test
    void failureWithoutCardIsARemoval() throws ReaderException {
        CardConnection card = fake().connect("Fake 00");
        failure = Optional.of(new CardException("transmit failed", new CardException("SCARD_E_NOT_TRANSACTED")));
        present = false;
        assertEquals(Status.REMOVED, transmit(card).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCARD_E_NOT_TRANSACTED", ""})
    void aCardThatIsSeenOutAMomentAfterItsFailureWasRemoved(String code) throws ReaderException {
        CardConnection card = fake().connect("Fake 00");
        answer = new byte[0];
        failure = Optional.of(code)
                .filter(c -> !c.isEmpty())
                .map(c -> new CardException("transmit failed", new CardException(c)));
        looks = 3;
        assertEquals(Status.REMOVED, transmit(card).status());
    }

    @Test
    void exclusiveAccessOfAnotherThreadIsBusy() throws ReaderException {
        CardConnection card = fake().connect("Fake 00");
        failure = Optional.of(new CardException("Exclusive access has been assigned to Thread[other]"));
        assertEquals(
                Status.BUSY, assertThrows(ReaderException.class, card::begin).status());
    }

    @Test
    void missingCardAndReaderAreSaid() {
        SmartcardioReaders readers = fake();
        failure = Optional.of(new CardNotPresentException("no card"));
        assertEquals(
                Status.NO_CARD,
                assertThrows(ReaderException.class, () -> readers.connect("Fake 00"))
                        .status());
        assertEquals(
                Status.REMOVED,
                assertThrows(ReaderException.class, () -> readers.connect("Fake 99"))
                        .status());
    }

    @Test
    void answersOfNoOrOneByteAreProtocolErrors() throws ReaderException {
        CardConnection card = fake().connect("Fake 00");
        for (int length = 0; length < 2; length++) {
            answer = new byte[length];
            assertEquals(Status.PROTOCOL, transmit(card).status());
        }
    }

    @Test
    void collectedAnswerNamesTheProperties() throws ReaderException {
        CardConnection card = fake().connect("Fake 00");
        answer = new byte[300];
        assertTrue(transmit(card).getMessage().contains("t1GetResponse=false"));
    }

    private static ReaderException transmit(CardConnection card) {
        return assertThrows(
                ReaderException.class, () -> card.transmit(new CommandApdu(0, 0xCB, 0x3F, 0xFF, new byte[0], 256)));
    }

    private static void failIfTold() throws CardException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private static final class FakeProvider extends Provider {
        private static final long serialVersionUID = 1;

        FakeProvider() {
            super(NAME, "1", "a TerminalFactory of one reader");
            put("TerminalFactory.Fake", Factory.class.getName());
        }
    }

    /** Made by name, with the parameter that getInstance was given. */
    public static final class Factory extends TerminalFactorySpi {
        public Factory(Object parameter) {
            assertEquals(null, parameter);
        }

        @Override
        protected CardTerminals engineTerminals() {
            return new CardTerminals() {
                @Override
                public List<CardTerminal> list(State state) {
                    return List.of(new FakeTerminal());
                }

                @Override
                public boolean waitForChange(long timeout) {
                    throw new IllegalStateException("it would stop every transmit of the JVM");
                }
            };
        }
    }

    private static final class FakeTerminal extends CardTerminal {
        @Override
        public String getName() {
            return "Fake 00";
        }

        @Override
        public Card connect(String protocol) throws CardException {
            failIfTold();
            log += "connect " + protocol + " ";
            return new FakeCard();
        }

        @Override
        public boolean isCardPresent() {
            return present && looks-- > 0;
        }

        @Override
        public boolean waitForCardPresent(long timeout) {
            throw new IllegalStateException();
        }

        @Override
        public boolean waitForCardAbsent(long timeout) {
            throw new IllegalStateException();
        }
    }

    private static final class FakeCard extends Card {
        @Override
        public ATR getATR() {
            return new ATR(new byte[] {0x3B, 0});
        }

        @Override
        public String getProtocol() {
            return "T=1";
        }

        @Override
        public CardChannel getBasicChannel() {
            return new FakeChannel(this);
        }

        @Override
        public CardChannel openLogicalChannel() {
            throw new IllegalStateException();
        }

        @Override
        public void beginExclusive() throws CardException {
            failIfTold();
            log += "begin ";
        }

        @Override
        public void endExclusive() {
            log += "end ";
        }

        @Override
        public byte[] transmitControlCommand(int code, byte[] command) {
            throw new IllegalStateException();
        }

        @Override
        public void disconnect(boolean reset) {
            log += "disconnect " + reset + " ";
        }
    }

    private static final class FakeChannel extends CardChannel {
        private final Card card;

        FakeChannel(Card card) {
            this.card = card;
        }

        @Override
        public Card getCard() {
            return card;
        }

        @Override
        public int getChannelNumber() {
            return 0;
        }

        @Override
        public ResponseAPDU transmit(CommandAPDU command) throws CardException {
            failIfTold();
            log += HexFormat.of().formatHex(command.getBytes()) + " ";
            return new ResponseAPDU(Arrays.copyOf(answer, answer.length));
        }

        @Override
        public int transmit(java.nio.ByteBuffer command, java.nio.ByteBuffer response) {
            throw new IllegalStateException();
        }

        @Override
        public void close() {}
    }
}
