package org.signet.testkit.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.testkit.Wire.PIN;
import static org.signet.testkit.Wire.PUK;
import static org.signet.testkit.Wire.VERIFY;
import static org.signet.testkit.Wire.WRONG;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.Wire;

/** A card that outlives its process. */
class StateFileTest {
    private static final String NEW_PIN = "363534333231FFFF";
    private static final String AES_KEY = "000102030405060708090A0B0C0D0E0F";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("card");
    }

    /** The same command line, again and again. */
    private EmulatedPivCard card() {
        return EmulatedPivCard.builder()
                .serial("12345678")
                .key("9a", "p256")
                .key("9c", "rsa1024")
                .keptIn(file)
                .build();
    }

    private static String metadata(Wire wire, String slot) {
        return Wire.hex(wire.follow("00F700" + slot + "00"));
    }

    @Test
    void keysCertificatesAndSerialAreTheSameOnes() {
        Wire before = Wire.on(card()).selected();
        Wire after = Wire.on(EmulatedPivCard.builder().keptIn(file).build()).selected();
        for (String slot : List.of("9A", "9C")) {
            assertEquals(metadata(before, slot), metadata(after, slot));
        }
        for (String object : List.of("00CB3FFF055C035FC10500", "00CB3FFF055C035FC10A00", "00CB3FFF055C035FC10200")) {
            assertEquals(Wire.hex(before.follow(object)), Wire.hex(after.follow(object)));
        }
        assertEquals("123456789000", after.send("00F8000000"));
    }

    @Test
    void triesPinPukAndManagementKeyAreKept() throws Exception {
        Wire wire = Wire.on(card()).selected();
        assertEquals("9000", wire.send("0024008010" + PIN + NEW_PIN));
        assertEquals("63C2", wire.send(VERIFY + WRONG));
        assertEquals("9000", wire.send("0024008110" + PUK + "3837363534333231"));
        assertEquals("63C2", wire.send("002C008010" + PUK + PIN));
        Administrator administrator = Administrator.of(wire);
        administrator.authenticate();
        administrator.setKey(0x08, AES_KEY);
        EmulatedPivCard again = card();
        assertEquals(2, again.pinTries());
        assertEquals(2, again.pukTries());
        Wire later = Wire.on(again).selected();
        Administrator.aes(later, 0x08, AES_KEY).authenticate();
        assertEquals("9000", later.send("002C008010" + "3837363534333231" + PIN));
        assertEquals("9000", later.send(VERIFY + PIN));
    }

    @Test
    void whatAnAdministratorMadeIsKept() throws Exception {
        Wire wire = Wire.on(card()).selected();
        Administrator.of(wire).authenticate();
        assertEquals("9000", wire.status("0047009D05AC0380011100"));
        assertEquals("9000", wire.send("00DB3FFF095C035FC10B5302AABB"));
        String key = metadata(wire, "9D");
        assertTrue(key.endsWith("9000"), key);
        Wire later = Wire.on(card()).selected();
        assertEquals(key, metadata(later, "9D"));
        assertEquals("5302AABB9000", later.send("00CB3FFF055C035FC10B00"));
    }

    @Test
    void aBlockedCardStaysBlocked() {
        Wire wire = Wire.on(card()).selected();
        IntStream.range(0, 3).forEach(i -> wire.send(VERIFY + WRONG));
        assertEquals("6983", Wire.on(card()).selected().send(VERIFY + PIN));
    }

    @Test
    void whatOnlyAPowerCycleForgetsIsNotKept() {
        Wire.on(card()).selected().verified();
        assertEquals("63C3", Wire.on(card()).selected().send("00200080"));
    }

    @Test
    void aFileThatSomebodyChangedIsRefusedAndStaysAsItIs() throws Exception {
        card();
        String good = Files.readString(file);
        for (int i = 0; i < good.length(); i += 97) {
            String bad = good.substring(0, i) + (good.charAt(i) == '7' ? '8' : '7') + good.substring(i + 1);
            refused(bad);
        }
        refused("");
        refused(good.substring(0, good.length() / 2));
        refused(good + "more\n");
    }

    private void refused(String bad) throws Exception {
        Files.writeString(file, bad);
        UncheckedIOException e = assertThrows(UncheckedIOException.class, this::card);
        String said = e.getCause().getMessage();
        assertTrue(said.contains("the card's state " + file + " is damaged: "), said);
        assertEquals(bad, Files.readString(file));
    }

    @Test
    void itIsItsOwnersAloneAndNothingIsLeftBesideIt() throws Exception {
        Wire.on(card()).selected().send(VERIFY + WRONG);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aFolderThatIsNotThereSaysSo() {
        file = folder.resolve("nowhere/card");
        UncheckedIOException e = assertThrows(UncheckedIOException.class, this::card);
        assertTrue(e.getCause().getMessage().startsWith("cannot keep the card's state " + file), e::toString);
    }

    @Test
    void anotherCardIsAnotherFile() {
        card();
        String first = metadata(Wire.on(card()).selected(), "9A");
        file = folder.resolve("other");
        EmulatedPivCard other = EmulatedPivCard.builder()
                .serial("87654321")
                .key("9a", "p256")
                .keptIn(file)
                .build();
        assertNotEquals(first, metadata(Wire.on(other).selected(), "9A"));
    }
}
