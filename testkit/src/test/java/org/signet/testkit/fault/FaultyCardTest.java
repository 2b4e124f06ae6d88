package org.signet.testkit.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.signet.iso7816.CardConnection;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.ReaderException;
import org.signet.testkit.Wire;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.reader.EmulatedReaders;

class FaultyCardTest {
    private static final String VERSION = "00FD000000";

    private final EmulatedPivCard card = EmulatedPivCard.builder().build();
    private final FaultyCard faulty = new FaultyCard(card);
    private final Wire wire = Wire.on(faulty).selected();

    @Test
    void aFaultHappensOnceAtItsCommand() {
        faulty.at(2, Fault.status(0x6F00));
        assertEquals("0504039000", wire.send(VERSION));
        assertEquals("0504036F00", wire.send(VERSION));
        assertEquals("0504039000", wire.send(VERSION));
    }

    @Test
    void answersAreCutStretchedAndFlipped() {
        faulty.at(1, Fault.truncate(1))
                .at(2, Fault.extra(2))
                .at(3, Fault.flip(8))
                .at(4, Fault.answer(new byte[0]));
        assertEquals("05", wire.send(VERSION));
        assertEquals("05040300009000", wire.send(VERSION));
        assertEquals("0505039000", wire.send(VERSION));
        assertEquals("", wire.send(VERSION));
    }

    @Test
    void aChosenInstructionFailsUntilHealed() {
        faulty.always(0xFD, Fault.status(0x6581));
        assertEquals("9000", wire.send(Wire.VERIFY + Wire.PIN));
        assertEquals("0504036581", wire.send(VERSION));
        assertEquals("0504036581", wire.send(VERSION));
        faulty.heal();
        assertEquals("0504039000", wire.send(VERSION));
    }

    @Test
    void aSilentResetLosesWhatWasSelected() {
        faulty.at(1, Fault.silentReset());
        assertEquals("6D00", wire.send(VERSION));
    }

    @Test
    void aCardThatGoesAfterVerifyHasCountedTheTry() throws Exception {
        EmulatedReaders readers = new EmulatedReaders("A");
        readers.insert("A", faulty);
        CardConnection connection = readers.connect("A");
        connection.transmit(new CommandApdu(0, 0xA4, 4, 0, Wire.bytes("A000000308"), 256));
        faulty.at(1, 0x20, Fault.after(() -> readers.remove("A")));
        CommandApdu wrong = new CommandApdu(0, 0x20, 0, 0x80, Wire.bytes(Wire.WRONG), 0);
        ReaderException e = assertThrows(ReaderException.class, () -> connection.transmit(wrong));
        assertEquals(ReaderException.Status.REMOVED, e.status());
        assertEquals(2, card.pinTries());
    }
}
