package org.signet.testkit.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.iso7816.CommandApdu;
import org.signet.testkit.Wire;

class CommandTest {
    @ParameterizedTest
    @CsvSource({
        "00200080, '', 0",
        "0020008000, '', 256",
        "0020008005, '', 5",
        "00200080021122, 1122, 0",
        "0020008002112207, 1122, 7",
        "0020008002112200, 1122, 256",
        "00200080000000, '', 65536",
        "00200080000102, '', 258",
        "002000800000021122, 1122, 0",
        "0020008000000211220100, 1122, 256",
        "0020008000000211220000, 1122, 65536"
    })
    void eachOfTheSevenCasesIsRead(String apdu, String data, int ne) throws StatusException {
        Command command = Command.parse(Wire.bytes(apdu), true);
        assertEquals(data, Wire.hex(command.data()));
        assertEquals(ne, command.ne());
        assertEquals(0x0080, command.p1p2());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "002000",
                "002000800211",
                "00200080021122330000",
                "0020008000000311220000",
                "00200080000000AA"
            })
    void lengthsThatDoNotAddUpAre6700(String apdu) {
        StatusException e = assertThrows(StatusException.class, () -> Command.parse(Wire.bytes(apdu), true));
        assertEquals(Sw.WRONG_LENGTH, e.sw());
    }

    @Test
    void aCardWithShortLengthsRefusesExtendedOnes() {
        StatusException e =
                assertThrows(StatusException.class, () -> Command.parse(Wire.bytes("002000800000021122"), false));
        assertEquals(Sw.WRONG_LENGTH, e.sw());
    }

    @Property
    void whatTheProviderWritesIsWhatTheCardReads(
            @ForAll @Size(max = 600) byte[] data, @ForAll @IntRange(max = 0x10000) int ne) throws StatusException {
        Command command = Command.parse(new CommandApdu(0, 0xCB, 0x3F, 0xFF, data, ne).bytes(), true);
        assertArrayEquals(data, command.data());
        assertEquals(ne, command.ne());
    }
}
