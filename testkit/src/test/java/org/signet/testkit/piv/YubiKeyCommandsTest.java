package org.signet.testkit.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.signet.testkit.Wire.PIN;
import static org.signet.testkit.Wire.PUK;
import static org.signet.testkit.Wire.VERIFY;
import static org.signet.testkit.Wire.WRONG;

import org.junit.jupiter.api.Test;
import org.signet.testkit.Wire;

/** Yubico's PIV extensions: how many tries there are, and the way back to the factory. */
class YubiKeyCommandsTest {
    private static final String RESET = "00FB0000";
    private static final String RETRIES = "00FA0502";
    private static final String OTHER_PIN = "3733393135323836";

    private final EmulatedPivCard card =
            EmulatedPivCard.builder().pin("73915286").key("9a", "p256").build();
    private final Wire wire = Wire.on(card).selected();

    @Test
    void versionAndSerialAreTold() {
        assertEquals("0504039000", wire.send("00FD000000"));
        assertEquals("00BC614E9000", wire.send("00F8000000"));
        assertEquals("6A86", wire.send("00F8010000"));
    }

    @Test
    void newTriesWantTheManagementKeyAndThePinAndBringTheFactorysValues() throws Exception {
        assertEquals("6982", wire.send(RETRIES));
        Administrator.of(wire).authenticate();
        assertEquals("6982", wire.send(RETRIES));
        assertEquals("9000", wire.send(VERIFY + OTHER_PIN));
        assertEquals("6A86", wire.send("00FA0005"));
        assertEquals("9000", wire.send(RETRIES));
        assertEquals(5, card.pinTries());
        assertEquals(2, card.pukTries());
        assertEquals("63C4", wire.send(VERIFY + WRONG));
        assertEquals("9000", wire.send(VERIFY + PIN));
        assertEquals("0101FF0501010602" + "0505" + "9000", wire.send("00F7008000"), "the PIN's metadata");
    }

    @Test
    void moreTriesThanAStatusWordCanSayAreFifteen() throws Exception {
        Administrator.of(wire).authenticate();
        wire.send(VERIFY + OTHER_PIN);
        assertEquals("9000", wire.send("00FA2020"));
        assertEquals("63CF", wire.send(VERIFY + WRONG));
        assertEquals(31, card.pinTries());
    }

    @Test
    void aResetWantsPinAndPukBlockedAndLeavesAnEmptyCard() throws Exception {
        assertEquals("6985", wire.send(RESET));
        Administrator.of(wire).authenticate();
        block(VERIFY + WRONG);
        assertEquals("6985", wire.send(RESET));
        block("002C008010" + "3030303030303030" + PIN);
        assertEquals("9000", wire.send(RESET));
        assertEquals("6A88", wire.send("00F7009A00"), "the key is gone");
        assertEquals("6A82", wire.send("00CB3FFF055C035FC10500"), "its certificate is gone");
        assertEquals("6A82", wire.send("00CB3FFF055C035FC10200"), "the CHUID is gone");
        assertEquals("00BC614E9000", wire.send("00F8000000"), "the serial stays");
        assertEquals("6982", wire.send("00DB3FFF095C035FC1025302AABB"), "nobody is an administrator");
        assertEquals("9000", wire.send(VERIFY + PIN));
        assertEquals("9000", wire.send("0024008110" + PUK + PUK));
        Administrator.of(wire).authenticate();
    }

    private void block(String wrong) {
        for (String status : new String[] {"63C2", "63C1", "63C0", "6983"}) {
            assertEquals(status, wire.send(wrong));
        }
    }
}
