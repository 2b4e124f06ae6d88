package org.signet.testkit.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.signet.testkit.Wire;
import org.signet.testkit.fault.Fault;
import org.signet.testkit.fault.FaultyCard;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.reader.EmulatedReaders;

class TestkitProviderTest {
    private static final CommandAPDU SELECT = new CommandAPDU(Wire.bytes(Wire.SELECT));

    private final EmulatedReaders readers = new EmulatedReaders("A", "B");
    private final EmulatedPivCard emulated =
            EmulatedPivCard.builder().key("9a", "rsa2048").build();
    private CardTerminals terminals;
    private CardTerminal terminal;

    @BeforeEach
    void insert() throws Exception {
        readers.insert("A", emulated);
        terminals = TerminalFactory.getInstance(TestkitProvider.TYPE, readers, new TestkitProvider())
                .terminals();
        terminal = terminals.getTerminal("A");
    }

    private static void assertCode(String code, Executable step) {
        assertEquals(code, assertThrows(CardException.class, step).getCause().getMessage());
    }

    @Test
    void withoutAParameterItIsTheSharedReaders() throws Exception {
        TerminalFactory factory = TerminalFactory.getInstance(TestkitProvider.TYPE, null, new TestkitProvider());
        assertEquals("Emulated 0", factory.terminals().list().get(0).getName());
        assertEquals("SignetTestkit", factory.getProvider().getName());
    }

    @Test
    void aCardAnswersThroughTheTerminal() throws Exception {
        Card card = terminal.connect("*");
        assertEquals("T=1", card.getProtocol());
        assertEquals(0x9000, card.getBasicChannel().transmit(SELECT).getSW());
        assertEquals(1, terminals.list(CardTerminals.State.CARD_PRESENT).size());
        assertThrows(
                CardNotPresentException.class, () -> terminals.getTerminal("B").connect("*"));
        assertThrows(CardException.class, () -> terminal.connect("T=0"));
    }

    @Test
    void noReaderIsAnExceptionAndNotAnEmptyList() {
        readers.removeReader("A");
        readers.removeReader("B");
        assertCode("SCARD_E_NO_READERS_AVAILABLE", () -> terminals.list());
    }

    @Test
    void connectSharesOneCardUntilItIsGone() throws Exception {
        Card card = terminal.connect("*");
        assertSame(card, terminal.connect("*"));
        readers.swap("A", EmulatedPivCard.builder().build());
        assertCode("SCARD_W_REMOVED_CARD", () -> card.getBasicChannel().transmit(SELECT));
        assertThrows(IllegalStateException.class, card::getBasicChannel);
        assertNotSame(card, terminal.connect("*"));
    }

    @Test
    void aResetByAnotherProgramStaysUntilANewConnect() throws Exception {
        Card card = terminal.connect("*");
        readers.reset("A");
        assertCode("SCARD_W_RESET_CARD", () -> card.getBasicChannel().transmit(SELECT));
        assertCode("SCARD_W_RESET_CARD", card::beginExclusive);
        assertEquals(
                0x9000, terminal.connect("*").getBasicChannel().transmit(SELECT).getSW());
    }

    @Test
    void exclusiveAccessBelongsToAThreadAndIsNotReentrant() throws Exception {
        Card card = terminal.connect("*");
        card.beginExclusive();
        assertThrows(CardException.class, card::beginExclusive);
        CompletableFuture.runAsync(() -> {
                    assertThrows(
                            CardException.class, () -> card.getBasicChannel().transmit(SELECT));
                    assertThrows(CardException.class, card::beginExclusive);
                    assertThrows(IllegalStateException.class, card::endExclusive);
                    assertThrows(CardException.class, () -> card.disconnect(false));
                })
                .get(20, TimeUnit.SECONDS);
        card.endExclusive();
        assertThrows(IllegalStateException.class, card::endExclusive);
    }

    @Test
    void anAnswerOfOneByteIsAnUncheckedException() throws Exception {
        readers.swap("A", new FaultyCard(emulated).at(1, Fault.truncate(1)));
        Card card = terminal.connect("*");
        assertThrows(
                IllegalArgumentException.class, () -> card.getBasicChannel().transmit(SELECT));
    }

    @Test
    void whoWaitsSeesTheCardGoAndCome() throws Exception {
        assertTrue(terminal.waitForCardPresent(1));
        assertFalse(terminal.waitForCardAbsent(1));
        assertFalse(terminals.waitForChange(1));
        CompletableFuture<Boolean> absent = CompletableFuture.supplyAsync(() -> {
            try {
                return terminal.waitForCardAbsent(20_000);
            } catch (CardException e) {
                return false;
            }
        });
        readers.remove("A");
        assertTrue(absent.get(20, TimeUnit.SECONDS));
        assertTrue(terminals.waitForChange(20_000));
        assertEquals(
                "A", terminals.list(CardTerminals.State.CARD_REMOVAL).get(0).getName());
    }

    @Test
    void disconnectWithResetForgetsThePin() throws Exception {
        Card card = terminal.connect("*");
        card.getBasicChannel().transmit(SELECT);
        card.getBasicChannel().transmit(new CommandAPDU(Wire.bytes(Wire.VERIFY + Wire.PIN)));
        assertTrue(emulated.isPinVerified());
        card.disconnect(true);
        assertFalse(emulated.isPinVerified());
        assertThrows(IllegalStateException.class, card::getBasicChannel);
    }
}
