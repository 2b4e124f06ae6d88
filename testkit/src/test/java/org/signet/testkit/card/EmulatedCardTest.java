package org.signet.testkit.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.testkit.Wire;

class EmulatedCardTest {
    /** Gives back what it gets, twice. */
    private static final class Echo implements Applet {
        private int deselected;

        @Override
        public byte[] aid() {
            return Wire.bytes("A0000001020304");
        }

        @Override
        public byte[] select() {
            return new byte[] {0x6F, 0};
        }

        @Override
        public void deselect() {
            deselected++;
        }

        @Override
        public boolean chains(int ins) {
            return ins == 0x87;
        }

        @Override
        public byte[] process(Command command) {
            return Tlv.concat(command.data(), command.data());
        }
    }

    private final Echo echo = new Echo();
    private final EmulatedCard card = new EmulatedCard("Echo", true, List.of(echo), new ApduLog(line -> {}));
    private final Wire wire = Wire.on(card);

    private void select() {
        assertEquals("6F009000", wire.send("00A4040007A000000102030400"));
    }

    @Test
    void theCheckByteOfTheAtrIsRight() {
        int all = 0;
        for (int i = 1; i < card.atr().length; i++) {
            all ^= card.atr()[i];
        }
        assertEquals(0, all);
        assertEquals(0x3B, card.atr()[0]);
    }

    @Test
    void nothingIsSelectedAfterPowerOnAndReset() {
        assertEquals("6D00", wire.send("0001000001AA"));
        select();
        assertEquals("AAAA9000", wire.send("0001000001AA"));
        card.reset();
        assertEquals("6D00", wire.send("0001000001AA"));
        assertEquals(1, echo.deselected);
    }

    @Test
    void aTruncatedNameSelectsAndALongerOneDoesNot() {
        assertEquals("6F009000", wire.send("00A4040005A000000102"));
        assertEquals("6A82", wire.send("00A4040008A000000102030405"));
        assertEquals("6A82", wire.send("00A4040004A0000001"));
        assertEquals("6A82", wire.send("00A40400"));
        assertEquals("6A86", wire.send("00A40000023F00"));
        assertEquals("AAAA9000", wire.send("0001000001AA"), "an unknown name leaves the selected application");
        assertEquals(0, echo.deselected);
    }

    @ParameterizedTest
    @CsvSource({"80010000, 6E00", "0C010000, 6882", "01010000, 6881", "41010000, 6881", "10010000, 6884"})
    void classesThatAreNotSpokenAreRefused(String apdu, String sw) {
        select();
        assertEquals(sw, wire.send(apdu));
    }

    @Test
    void partsOfAChainAreJoinedAndAnotherCommandEndsIt() {
        select();
        assertEquals("9000", wire.send("1087000002AABB"));
        assertEquals("AABBCCAABBCC9000", wire.send("0087000001CC"));
        assertEquals("9000", wire.send("1087000002AABB"));
        assertEquals("CCCC9000", wire.send("0087000101CC"), "other parameters are another command");
        assertEquals(2, card.count(0x87));
    }

    @Test
    void aLongAnswerComesInPartsAndIsForgottenByTheNextCommand() {
        select();
        String data = "AB".repeat(200);
        assertEquals("AB".repeat(256) + "6190", wire.send("00010000C8" + data + "00"));
        assertEquals("AB".repeat(16) + "6180", wire.send("00C0000010"));
        assertEquals("AB".repeat(128) + "9000", wire.send("00C0000000"));
        assertEquals("6985", wire.send("00C0000000"));
        wire.send("00010000C8" + data + "00");
        wire.send("0001000001AA");
        assertEquals("6985", wire.send("00C0000000"));
    }

    @Test
    void extendedLengthGivesALongAnswerWhole() {
        select();
        assertEquals("AB".repeat(400) + "9000", wire.send("00010000 0000C8" + "AB".repeat(200) + "0000"));
    }

    @Property
    void noBytesAreTooStrange(@ForAll @Size(max = 300) byte[] apdu) {
        assertTrue(card.process(apdu).length >= 2);
    }
}
