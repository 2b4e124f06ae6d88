package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.PrivateKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** A program that nobody watches: its PIN is in a file. */
class PinFileTest {
    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;
    private Path file;
    private String home;

    @BeforeEach
    void begin() throws IOException {
        home = System.setProperty("user.home", temporary.toString()); // where a refusal is remembered
        world = new World(temporary);
        card = world.card();
        world.insert(card);
        file = Files.createFile(
                temporary.resolve("pin"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    @AfterEach
    void end() {
        world.close();
        System.setProperty("user.home", home);
    }

    private void pin(String text) throws IOException {
        Files.writeString(file, text + "\n");
    }

    @Test
    void theFirstOperationLogsInAndTheNextOneAfterARemovalLogsInAgain() throws Exception {
        pin(World.PIN);
        world.with("user=alice").with("pin.file=" + file);
        world.enrol("alice", card);
        KeyStore keys = world.load(null);
        PrivateKey handle = App.key(keys, "piv-9a");
        assertEquals(0, world.sessions().size(), "a listing logs nobody in");
        App.assertSigns(handle, keys.getCertificate("piv-9a"));
        assertEquals(1, world.sessions().size());
        world.takeOut(card);
        world.awaitNoSession();
        App.failure(handle, Reason.NO_CARD);
        world.insert(card);
        App.assertSigns(handle, card.certificate("9a").orElseThrow());
        ((AuthProvider) world.provider()).logout();
        App.failure(handle, Reason.NOT_CONNECTED);
        assertEquals(0, world.sessions().size(), "who logged out stays logged out");
        world.load(World.PIN);
        App.assertSigns(handle, card.certificate("9a").orElseThrow());
    }

    @Test
    void nobodyNeedsToBeEnrolled() throws Exception {
        pin(World.PIN);
        world.with("pin.file=" + file);
        KeyStore keys = world.load(null);
        App.assertSigns(keys, "piv-9a");
        App.assertSigns(keys, "piv-9c");
    }

    /** For programs that insist on a password; without the file it is refused as what cannot be a PIN. */
    @Test
    void anEmptyPasswordIsNoneWhereTheFileIs() throws Exception {
        pin(World.PIN);
        world.with("pin.file=" + file);
        App.assertSigns(world.load(""), "piv-9a");
    }

    @Test
    void aStaleFileCostsOneTryOverAllProvidersUntilItIsMended() throws Exception {
        pin(World.WRONG_PIN);
        world.with("user=alice").with("pin.file=" + file);
        world.enrol("alice", card);
        PrivateKey handle = App.key(world.load(null), "piv-9a");
        App.failure(handle, Reason.PIN_WRONG);
        for (int i = 0; i < 3; i++) {
            world.restart();
            PrivateKey again = App.key(world.load(null), "piv-9a");
            App.assertSays(App.failure(again, Reason.PIN_WRONG), file.toString(), "not tried again");
        }
        assertEquals(2, World.pinsSent(card), "the enrolment's own, and the wrong one");
        world.expectTries(card, 2);
        pin(World.PIN);
        App.assertSigns(world.load(null), "piv-9a");
        world.expectTries(card, 3);
    }

    @Test
    void itNeverSpendsTheLastTry() throws Exception {
        pin(World.PIN);
        world.with("user=alice").with("pin.file=" + file);
        world.enrol("alice", card);
        World.spoilATry(card, world.reader(card));
        World.spoilATry(card, world.reader(card));
        App.assertSays(App.failure(App.key(world.load(null), "piv-9a"), Reason.REFUSED), "1 try left");
        world.expectTries(card, 1);
    }

    @Test
    void itMayBeAPassphrase() throws Exception {
        Files.writeString(file, World.PASSPHRASE);
        world.with("user=bob").with("pin.file.file=" + file);
        world.enrolBob();
        App.assertSigns(world.load(null), "bobkey");
    }

    @Test
    void anUnsafeFileIsNamedAndNothingIsSent() throws Exception {
        pin(World.PIN);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        world.with("user=alice").with("pin.file=" + file);
        world.enrol("alice", card);
        App.assertSays(App.failure(App.key(world.load(null), "piv-9a"), Reason.UNSAFE), file.toString(), "0644");
        assertEquals(1, World.pinsSent(card), "the enrolment's own");
    }

    @Test
    void eachTokenMayHaveAFileOfItsOwn() throws Exception {
        pin(World.PIN);
        EmulatedPivCard carols = world.card();
        world.insert(carols);
        world.with("user=alice").with("pin.file." + World.token(carols) + "=" + file);
        world.enrol("alice", card);
        world.enrol("carol", carols);
        App.assertSigns(world.loadAs("carol", null), "piv-9a");
        App.failure(App.key(world.loadAs("alice", null), "piv-9a"), Reason.NOT_CONNECTED);
        assertTrue(world.sessions().get(0).contains("carol"), "her session and no other");
    }
}
