package org.signet.testkit.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.testkit.Wire.PIN;
import static org.signet.testkit.Wire.PUK;
import static org.signet.testkit.Wire.VERIFY;
import static org.signet.testkit.Wire.WRONG;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.testkit.Wire;

/** SP 800-73-4 part 2, 3.2.1 to 3.2.3. */
class PinCommandsTest {
    private static final String EMPTY = "00200080";
    private static final String LOG_OUT = "0020FF80";
    private static final String CHANGE = "0024008010";
    private static final String CHANGE_PUK = "0024008110";
    private static final String RESET = "002C008010";
    private static final String NEW = "363534333231FFFF";

    private final EmulatedPivCard card = EmulatedPivCard.builder().plain().build();
    private final Wire wire = Wire.on(card).selected();

    @Test
    void wrongPinsCountDownToBlockedAndTheRightOneComesTooLate() {
        assertEquals("63C2", wire.send(VERIFY + WRONG));
        assertEquals("63C1", wire.send(VERIFY + WRONG));
        assertEquals("63C0", wire.send(VERIFY + WRONG));
        assertEquals("6983", wire.send(VERIFY + PIN));
        assertEquals("6983", wire.send(EMPTY));
        assertEquals(0, card.pinTries());
    }

    @Test
    void theRightPinGivesBackAllTries() {
        wire.send(VERIFY + WRONG);
        assertEquals("9000", wire.send(VERIFY + PIN));
        assertEquals(3, card.pinTries());
    }

    @Test
    void aWrongPukEndsItToo() {
        wire.verified();
        assertEquals("63C2", wire.send(RESET + "3030303030303030" + NEW));
        assertFalse(card.isPinVerified());
        assertEquals(2, card.pukTries());
    }

    @Test
    void aWrongPinEndsTheVerifiedState() {
        wire.verified();
        assertEquals("63C2", wire.send(VERIFY + WRONG));
        assertFalse(card.isPinVerified());
    }

    @Test
    void anEmptyVerifyAsksAndCostsNothing() {
        assertEquals("63C3", wire.send(EMPTY));
        assertEquals("63C3", wire.send(EMPTY + "00"));
        wire.verified();
        assertEquals("9000", wire.send(EMPTY));
        assertEquals(3, card.pinTries());
    }

    @Test
    void loggingOutLeavesTheCounter() {
        wire.send(VERIFY + WRONG);
        wire.verified();
        wire.send("00200080");
        assertEquals("9000", wire.send(LOG_OUT));
        assertFalse(card.isPinVerified());
        assertEquals("63C3", wire.send(EMPTY));
        assertEquals("6A80", wire.send("0020FF8008" + PIN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00200080 06 313233343536",
                "00200080 08 3132333435FFFFFF",
                "00200080 08 313233343536FF37",
                "00200080 08 6368616E67656974",
                "00200080 09 313233343536373839"
            })
    void whatCannotBeAPinIs6A80AndCostsNoTry(String apdu) {
        assertEquals("6A80", wire.send(apdu));
        assertEquals(3, card.pinTries());
    }

    @Test
    void otherReferencesAndParametersAreRefused() {
        assertEquals("6A88", wire.send("0020008108" + PUK));
        assertEquals("6A86", wire.send("0020018008" + PIN));
        assertEquals("6A88", wire.send("0024009B10" + PIN + NEW));
        assertEquals("6A88", wire.send("002C008110" + PUK + NEW));
    }

    @Test
    void theStandardsCardStaysVerifiedWhenSelectedAgainAndAYubiKeyDoesNot() {
        wire.verified().selected();
        assertTrue(card.isPinVerified());
        assertEquals("6A82", wire.status("00A4040006D27600012401"));
        assertTrue(card.isPinVerified());
        EmulatedPivCard yubiKey = EmulatedPivCard.builder().build();
        Wire.on(yubiKey).selected().verified().selected();
        assertFalse(yubiKey.isPinVerified());
    }

    @Test
    void aResetForgets() {
        wire.verified();
        card.reset();
        assertFalse(card.isPinVerified());
    }

    @Test
    void changingThePinWantsTheOldOne() {
        assertEquals("63C2", wire.send(CHANGE + WRONG + NEW));
        assertEquals("6A80", wire.send(CHANGE + PIN + "31323334FFFFFFFF"));
        assertEquals(2, card.pinTries());
        assertEquals("9000", wire.send(CHANGE + PIN + NEW));
        assertEquals("63C2", wire.send(VERIFY + PIN));
        assertEquals("9000", wire.send(VERIFY + NEW));
    }

    @Test
    void thePukOpensABlockedPin() {
        for (int i = 0; i < 3; i++) {
            wire.send(VERIFY + WRONG);
        }
        assertEquals("63C2", wire.send(RESET + WRONG + NEW));
        assertEquals("9000", wire.send(RESET + PUK + NEW));
        assertEquals(3, card.pinTries());
        assertEquals(3, card.pukTries());
        assertFalse(card.isPinVerified());
        assertEquals("9000", wire.send(VERIFY + NEW));
    }

    @Test
    void thePukBlocksTooAndIsChangedByItself() {
        assertEquals("9000", wire.send(CHANGE_PUK + PUK + "4142434445464748"));
        for (String sw : new String[] {"63C2", "63C1", "63C0", "6983"}) {
            assertEquals(sw, wire.send(RESET + PUK + NEW));
        }
        assertEquals(3, card.pinTries());
    }
}
