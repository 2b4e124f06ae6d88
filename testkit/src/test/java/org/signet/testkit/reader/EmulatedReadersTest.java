package org.signet.testkit.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.signet.iso7816.CardConnection;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.Reader;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.testkit.Wire;
import org.signet.testkit.fault.FaultyCard;
import org.signet.testkit.fault.Hang;
import org.signet.testkit.piv.EmulatedPivCard;

class EmulatedReadersTest {
    private static final String A = "Reader A";
    private static final CommandApdu SELECT = new CommandApdu(0, 0xA4, 4, 0, Wire.bytes("A000000308000010000100"), 256);
    private static final CommandApdu TRIES = new CommandApdu(0, 0x20, 0, 0x80, new byte[0], 0);

    private final EmulatedReaders readers = new EmulatedReaders(A, "Reader B");
    private final EmulatedPivCard card = EmulatedPivCard.builder().build();

    @BeforeEach
    void insert() {
        readers.insert(A, card);
    }

    private static void assertStatus(Status expected, Executable step) {
        assertEquals(expected, assertThrows(ReaderException.class, step).status());
    }

    @Test
    void readersSayWhereACardIs() throws Exception {
        assertEquals(List.of(new Reader(A, true), new Reader("Reader B", false)), readers.readers());
        assertStatus(Status.NO_CARD, () -> readers.connect("Reader B"));
        assertStatus(Status.NO_CARD, () -> readers.connect("Reader Z"));
        assertStatus(Status.NO_READERS, () -> new EmulatedReaders().readers());
    }

    @Test
    void aCardAnswersAndKeepsItsStateBetweenConnections() throws Exception {
        try (CardConnection first = readers.connect(A)) {
            assertEquals(0x9000, first.transmit(SELECT).sw());
        }
        try (CardConnection second = readers.connect(A)) {
            assertEquals(0x63C3, second.transmit(TRIES).sw());
        }
        assertEquals("! on", card.log().get(0));
    }

    @Test
    void aCardThatIsTakenOutIsRemovedForGood() throws Exception {
        CardConnection connection = readers.connect(A);
        connection.begin();
        readers.remove(A);
        assertStatus(Status.REMOVED, () -> connection.transmit(SELECT));
        assertStatus(Status.REMOVED, () -> connection.end(false));
        readers.insert(A, card);
        assertStatus(Status.REMOVED, connection::begin);
        assertEquals(0x9000, readers.connect(A).transmit(SELECT).sw());
    }

    @Test
    void aResetByAnotherProgramIsToldOnce() throws Exception {
        CardConnection connection = readers.connect(A);
        connection.begin();
        connection.transmit(SELECT);
        connection.end(false);
        readers.reset(A);
        assertStatus(Status.RESET, connection::begin);
        connection.begin();
        assertEquals(0x6D00, connection.transmit(TRIES).sw(), "nothing is selected after a reset");
        connection.end(false);
    }

    @Test
    void ourOwnResetIsASurpriseToOthersOnly() throws Exception {
        CardConnection ours = readers.connect(A);
        CardConnection theirs = readers.connect(A);
        ours.begin();
        ours.end(true);
        ours.begin();
        ours.end(false);
        assertStatus(Status.RESET, theirs::begin);
    }

    @Test
    void anUnseenSwapGivesTheOldConnectionAnotherCard() throws Exception {
        EmulatedPivCard other = EmulatedPivCard.builder().serial("00000002").build();
        CardConnection connection = readers.connect(A);
        connection.transmit(SELECT);
        readers.swapUnseen(A, other);
        assertEquals(0x6D00, connection.transmit(TRIES).sw());
        assertEquals(1, other.count(EmulatedPivCard.VERIFY));
    }

    @Test
    void oneTransactionAtATime() throws Exception {
        readers.patience(Duration.ZERO);
        CardConnection ours = readers.connect(A);
        try (EmulatedReaders.Held held = readers.hold(A)) {
            assertStatus(Status.BUSY, ours::begin);
            assertStatus(Status.BUSY, () -> ours.transmit(SELECT));
            assertTrue(held != null);
        }
        ours.begin();
        assertEquals(0x9000, ours.transmit(SELECT).sw());
        assertStatus(Status.BUSY, () -> readers.connect(A).begin());
        ours.end(false);
        readers.connect(A).begin();
    }

    @Test
    void aChangeWakesWhoWaits() throws Exception {
        assertTrue(readers.awaitChange(Duration.ZERO), "the card in the beginning");
        assertFalse(readers.awaitChange(Duration.ofMillis(1)));
        CompletableFuture<Boolean> changed = CompletableFuture.supplyAsync(() -> {
            try {
                return readers.awaitChange(Duration.ofSeconds(20));
            } catch (ReaderException e) {
                return false;
            }
        });
        readers.remove(A);
        assertTrue(changed.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aHangingCardIsTakenOut() throws Exception {
        Hang hang = new Hang();
        readers.swap(A, new FaultyCard(card).at(1, hang));
        CardConnection connection = readers.connect(A);
        CompletableFuture<Status> status = CompletableFuture.supplyAsync(
                () -> assertThrows(ReaderException.class, () -> connection.transmit(SELECT))
                        .status());
        assertTrue(hang.awaitReached(Duration.ofSeconds(20)));
        readers.remove(A);
        readers.insert(A, EmulatedPivCard.builder().build());
        assertEquals(0x9000, readers.connect(A).transmit(SELECT).sw(), "another card works meanwhile");
        hang.release();
        assertEquals(Status.REMOVED, status.get(20, TimeUnit.SECONDS));
    }

    @Test
    void aServiceThatStopsTakesEveryConnectionWithIt() throws Exception {
        CardConnection connection = readers.connect(A);
        readers.stopService();
        assertStatus(Status.NO_SERVICE, readers::readers);
        assertStatus(Status.REMOVED, connection::begin);
        readers.startService();
        assertEquals(0x9000, readers.connect(A).transmit(SELECT).sw());
    }
}
