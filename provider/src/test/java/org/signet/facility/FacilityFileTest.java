package org.signet.facility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.TestKeys;
import org.signet.key.Facility;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Operation;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** A PKCS#12 on a path: whose it must be, and what happens when it changes, goes or holds something else. */
class FacilityFileTest {
    @TempDir
    private Path folder;

    private Facilities facilities;

    @BeforeEach
    void begin() {
        facilities = new Facilities(folder);
    }

    private static Facility facility(Path file) {
        return Facility.file("PKCS12", file.toString());
    }

    private KeyAccessException refused(Path file) {
        return assertThrows(KeyAccessException.class, () -> facilities.open(facility(file), Facilities.PASSWORD));
    }

    @Test
    void aFileThatOthersMayChangeOrThatALinkLeadsToIsRefusedBeforeAnybodyIsAsked() throws Exception {
        Path file = facilities.pkcs12("a.p12", TestKeys.ec(), Facilities.PASSWORD);
        Facilities.mode(file, "rw-rw----");
        assertEquals(Reason.UNSAFE, refused(file).reason());
        Facilities.mode(file, "rw-----w-");
        assertEquals(Reason.UNSAFE, refused(file).reason());
        Facilities.mode(file, "rw-r-----");
        Path link = Files.createSymbolicLink(folder.resolve("link.p12"), file);
        assertEquals(Reason.UNSAFE, refused(link).reason());
        assertEquals(Reason.UNSAFE, refused(folder).reason());
        assertEquals(List.of(), facilities.asked);
        facilities.open(facility(file), Facilities.PASSWORD).close(); // others may read what is encrypted
    }

    @Test
    void aFolderOnTheWayThatOthersMayWriteToIsRefused() throws Exception {
        Path way = Files.createDirectory(folder.resolve("way"));
        Path file = Files.move(facilities.pkcs12("a.p12", TestKeys.ec(), Facilities.PASSWORD), way.resolve("a.p12"));
        Facilities.mode(way, "rwxrwxrwx");
        KeyAccessException e = refused(file);
        assertEquals(Reason.UNSAFE, e.reason());
        assertTrue(e.getMessage().contains("way lies above"), e.getMessage());
    }

    @Test
    void aKeyInTheOpenThatEverybodyMayReadIsRefused() throws Exception {
        Path file = Facilities.mode(facilities.pem("open.pem", "ec-pkcs8.pem"), "rw-r--r--");
        Facility open = Facility.file("PEM", file.toString());
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> facilities.open(open, null));
        assertEquals(Reason.UNSAFE, e.reason());
        Facilities.mode(file, "rw-r-----");
        facilities.open(open, null).close();
    }

    @Test
    void aPathIsAbsoluteAndPlain() {
        for (String path : List.of("a.p12", "../a.p12", folder + "/x/../a.p12", folder + "/./a.p12")) {
            assertEquals(Reason.REFUSED, refused(Path.of(path)).reason(), path);
        }
    }

    @Test
    void aFileThatIsGoneIsNamedAndOneThatIsBackIsUsed() throws Exception {
        Path file = facilities.pkcs12("a.p12", TestKeys.rsa(), Facilities.PASSWORD);
        KeyAccess door = facilities.open(facility(file), Facilities.PASSWORD);
        KeyRecord key = door.key("mine").orElseThrow();
        Path away = Files.move(file, folder.resolve("away"));
        KeyAccessException gone =
                assertThrows(KeyAccessException.class, () -> Facilities.sign(key, door, facilities.call(null)));
        assertEquals(Reason.IO, gone.reason());
        assertTrue(gone.getMessage().contains(file + " does not exist"), gone.getMessage());
        Files.move(away, file);
        assertEquals(256, Facilities.sign(key, door, facilities.call(null)).length);
    }

    @Test
    void aChangedFileIsReadAnewByTheSameSecretElseByWhoeverIsAsked() throws Exception {
        Path file = facilities.pkcs12("a.p12", TestKeys.rsa(), Facilities.PASSWORD);
        KeyAccess door = facilities.open(facility(file), Facilities.PASSWORD);
        KeyRecord key = door.key("mine").orElseThrow();
        facilities.asked.clear();
        facilities.pkcs12("a.p12", TestKeys.rsa(), Facilities.PASSWORD);
        Facilities.sign(key, door, facilities.call(null));
        assertEquals(0, facilities.asked.size(), "the same secret opened it");
        facilities.pkcs12("a.p12", TestKeys.rsa(), "another one");
        KeyAccessException needed =
                assertThrows(KeyAccessException.class, () -> Facilities.sign(key, door, facilities.call(null)));
        assertEquals(Reason.PIN_NEEDED, needed.reason());
        Facilities.sign(key, door, facilities.call("another one"));
        assertEquals(2, facilities.asked.size());
    }

    @Test
    void anotherKeyUnderTheSameNameIsNotUsed() throws Exception {
        Path file = facilities.pkcs12("a.p12", TestKeys.ec(), Facilities.PASSWORD);
        KeyAccess door = facilities.open(facility(file), Facilities.PASSWORD);
        KeyRecord key = door.key("mine").orElseThrow();
        facilities.pkcs12("a.p12", TestKeys.freshEc(), Facilities.PASSWORD);
        KeyAccessException e =
                assertThrows(KeyAccessException.class, () -> Facilities.sign(key, door, facilities.call(null)));
        assertEquals(Reason.DAMAGED, e.reason());
    }

    @Test
    void theKeyIsLentForOneFunctionAndTheDoorShutsForGood() throws Exception {
        KeyAccess door = facilities.open(
                facility(facilities.pkcs12("a.p12", TestKeys.ec(), Facilities.PASSWORD)), Facilities.PASSWORD);
        KeyRecord key = door.key("mine").orElseThrow();
        assertEquals(TestKeys.ec().getPrivate(), door.<PrivateKey>lend(key, lent -> lent));
        door.close();
        for (Reason reason : List.of(
                assertThrows(KeyAccessException.class, () -> door.lend(key, lent -> lent))
                        .reason(),
                assertThrows(KeyAccessException.class, () -> door.login(facilities.call(Facilities.PASSWORD)))
                        .reason(),
                assertThrows(
                                KeyAccessException.class,
                                () -> door.perform(
                                        key, new Operation(Primitive.ECDSA, new byte[32], facilities.call(null))))
                        .reason())) {
            assertEquals(Reason.NOT_CONNECTED, reason);
        }
    }

    @Test
    void nothingIsEverWrittenToAFacility() throws Exception {
        Path file = facilities.pkcs12("a.p12", TestKeys.ec(), Facilities.PASSWORD);
        byte[] before = Files.readAllBytes(file);
        KeyAccess door = facilities.open(facility(file), Facilities.PASSWORD);
        KeyRecord key = door.key("mine").orElseThrow();
        assertEquals(
                Reason.CANNOT,
                assertThrows(KeyAccessException.class, () -> door.destroy(key)).reason());
        assertEquals(
                Reason.CANNOT,
                assertThrows(KeyAccessException.class, () -> door.create(null, facilities.call(null)))
                        .reason());
        assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(file)));
    }
}
