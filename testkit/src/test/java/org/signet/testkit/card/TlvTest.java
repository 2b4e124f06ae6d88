package org.signet.testkit.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.testkit.Wire;

class TlvTest {
    @Test
    void tagsOfOneTwoAndThreeBytesAreReadAsWritten() throws StatusException {
        List<Tlv> objects = Tlv.parse(Wire.bytes("530155 7F490166 5FC105810177"));
        assertEquals(
                List.of(0x53, 0x7F49, 0x5FC105), objects.stream().map(Tlv::tag).toList());
        assertArrayEquals(new byte[] {0x77}, objects.get(2).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "53",
                "5305",
                "530501",
                "5380",
                "5F",
                "5FC1",
                "5FC1C10101",
                "53840000000100",
                "5382FF",
                "53820100AA"
            })
    void whatIsCutShortIs6A80(String hex) {
        StatusException e = assertThrows(StatusException.class, () -> Tlv.parse(Wire.bytes(hex)));
        assertEquals(Sw.WRONG_DATA, e.sw());
    }

    @Property
    void whatIsWrittenIsRead(@ForAll @Size(max = 700) byte[] value) throws StatusException {
        for (int tag : new int[] {0x53, 0x7F49, 0x5FC105}) {
            List<Tlv> objects = Tlv.parse(Tlv.of(tag, value));
            assertEquals(1, objects.size());
            assertEquals(tag, objects.get(0).tag());
            assertArrayEquals(value, objects.get(0).value());
        }
    }
}
