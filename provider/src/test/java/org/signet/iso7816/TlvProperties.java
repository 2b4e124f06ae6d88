package org.signet.iso7816;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TlvProperties {
    @Provide
    Arbitrary<Integer> tags() {
        return Arbitraries.of(0x53, 0x70, 0x7C, 0x82, 0x5C, 0x7F49, 0x5FC105, 0x01);
    }

    @Property
    void whatIsWrittenIsRead(@ForAll @From("tags") int tag, @ForAll @Size(max = 70_000) byte[] value) throws TlvException {
        byte[] bytes = Tlv.of(tag, value).bytes();
        if (bytes.length > Tlv.MAX_BYTES) {
            assertThrows(TlvException.class, () -> Tlv.one(bytes));
        } else {
            Tlv read = Tlv.one(bytes);
            assertEquals(tag, read.tag());
            assertArrayEquals(value, read.value());
        }
    }

    @Property
    void anyBytesAreReadWholeOrRefused(@ForAll @Size(max = 300) byte[] bytes) {
        try {
            for (Tlv object : Tlv.all(bytes)) {
                assertTrue(object.length() < bytes.length);
                anyBytesAreReadWholeOrRefused(object.value());
            }
        } catch (TlvException e) {
            assertTrue(bytes.length > 0);
        }
    }

    @Property
    void oneChangedByteIsReadOrRefused(
            @ForAll @Size(max = 200) byte[] value, @ForAll int where, @ForAll byte what) {
        byte[] bytes = Tlv.of(0x53, Tlv.of(0x70, value), Tlv.of(0x71, new byte[] {0})).bytes();
        bytes[Math.floorMod(where, bytes.length)] = what;
        try {
            Tlv.one(bytes).child(0x70);
        } catch (TlvException e) {
            assertTrue(e.getMessage().length() < 200);
        }
    }

    @Property
    void everyCommandCanBeReadBack(
            @ForAll @IntRange(max = 255) int cla,
            @ForAll @Size(max = 600) byte[] data,
            @ForAll @IntRange(max = 65_536) int ne) {
        byte[] bytes = new CommandApdu(cla, 0xCB, 0x3F, 0xFF, data, ne).bytes();
        javax.smartcardio.CommandAPDU read = new javax.smartcardio.CommandAPDU(bytes); // an independent reader
        assertEquals(cla, read.getCLA());
        assertArrayEquals(data, read.getData());
        assertEquals(ne, read.getNe());
    }

    @Example
    void lengthBombsAreRefusedBeforeAnythingIsAllocated() {
        for (String bomb : List.of(
                "5384FFFFFFFF", "53847FFFFFFF00", "5385010000000000", "5380", "5382FFFF00", "53", "5381", "5F", "7FFFFFFF01")) {
            assertThrows(TlvException.class, () -> Tlv.all(HexFormat.of().parseHex(bomb)), bomb);
        }
    }

    @Example
    void nestingEndsAtSixteen() throws TlvException {
        Tlv nested = Tlv.of(0x04, new byte[0]);
        for (int i = 0; i < 40; i++) {
            nested = Tlv.of(0x30, nested);
        }
        Tlv deepest = Tlv.one(nested.bytes());
        for (int depth = 1; depth < Tlv.MAX_DEPTH; depth++) {
            deepest = deepest.need(0x30);
        }
        assertThrows(TlvException.class, deepest::children);
    }

    @Example
    void manyObjectsSideBySideAreRefused() {
        assertThrows(TlvException.class, () -> Tlv.all(new byte[2 * (Tlv.MAX_OBJECTS + 1)]));
    }

    @Example
    void anObjectThatStandsTwiceIsRefused() throws TlvException {
        Tlv twice = Tlv.of(0x53, Tlv.of(0x70, new byte[1]), Tlv.of(0x70, new byte[1]));
        assertThrows(TlvException.class, () -> twice.child(0x70));
        assertTrue(twice.child(0x71).isEmpty());
        assertThrows(TlvException.class, () -> twice.need(0x71));
    }
}
