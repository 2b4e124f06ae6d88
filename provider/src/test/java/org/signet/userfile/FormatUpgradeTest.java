package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.TestFiles.call;
import static org.signet.userfile.TestFiles.newKey;
import static org.signet.userfile.UserFilesTest.assertReason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.userfile.format.Formats;
import org.signet.userfile.format.MadeUpVersion2;
import org.signet.userfile.format.UserParser;
import org.signet.wrap.KdfLimits;

/** Threats U08: files of version 1 under a Signet that knows a version 2, which is made up here. */
class FormatUpgradeTest {
    private static final int STEPS = 8; // of a replacement, at most

    @TempDir
    private Path temp;

    private final KeyPair pair = TestKeys.p256();
    private Path folder;

    @BeforeEach
    void bobAndCarolAreOfVersion1() {
        folder = temp.resolve("signet");
        for (String user : List.of("bob", "carol")) {
            try (KeyAccess access = TestFiles.login(TestFiles.files(folder), user)) {
                access.create(newKey("k", pair), call(""));
            }
        }
    }

    @AfterEach
    void forget() {
        MadeUpVersion2.forget();
    }

    @Test
    void aFileIsUpgradedWhenItIsNextWrittenAndAFolderOfBothVersionsWorks() throws Exception {
        MadeUpVersion2.install();
        UserFiles files = TestFiles.files(folder);
        KeyAccess bob = TestFiles.login(files, "bob");
        assertEquals("signet-user: 1", version("bob"));
        String before = Files.readString(file("bob"));
        bob.create(newKey("k2", pair), call(""));
        assertEquals("signet-user: 2", version("bob"));
        assertTrue(Files.readString(file("bob")).contains("\nborn: 2026"));
        assertEquals("signet-user: 1", version("carol"));
        assertEquals(List.of("bob", "carol"), files.directory().users());
        assertTrue(before.contains("\nbody: 1\n"), before);
        assertTrue(Files.readString(file("bob")).contains("\nbody: 2\n"));

        sign(bob);
        bob.close();
        for (String user : List.of("bob", "carol")) {
            try (KeyAccess again = TestFiles.login(TestFiles.files(folder), user)) {
                sign(again);
            }
        }
        try (KeyAccess dave = TestFiles.login(files, "dave")) {
            dave.create(newKey("k", pair), call(""));
        }
        assertEquals("signet-user: 2", version("dave"));
    }

    @Test
    void anOlderSignetRefusesTheNewerFileAloneAndWritesNothing() throws Exception {
        MadeUpVersion2.install();
        try (KeyAccess bob = TestFiles.login(TestFiles.files(folder), "bob")) {
            bob.create(newKey("k2", pair), call(""));
        }
        MadeUpVersion2.forget();
        String newer = Files.readString(file("bob"));
        UserFiles files = TestFiles.files(folder);
        KeyAccessException e =
                assertReason(Reason.CANNOT, () -> files.directory().user("bob"));
        assertTrue(e.getMessage().contains("newer format (signet-user: 2)"), e.getMessage());
        assertReason(Reason.CANNOT, () -> TestFiles.login(files, "bob"));
        assertEquals(newer, Files.readString(file("bob")));
        try (KeyAccess carol = TestFiles.login(files, "carol")) {
            sign(carol);
        }
    }

    @Test
    void aVersionThatNobodyKnowsIsNewerToThatSignetToo() throws Exception {
        MadeUpVersion2.install();
        Files.writeString(file("bob"), Files.readString(file("bob")).replaceFirst("signet-user: 1", "signet-user: 3"));
        KeyAccessException e = assertReason(
                Reason.CANNOT, () -> TestFiles.files(folder).directory().user("bob"));
        assertTrue(e.getMessage().contains("(signet-user: 3) than this Signet reads (2)"), e.getMessage());
    }

    @Test
    void killedAtAnyStepOfTheUpgradeTheFileIsWholeAndOfOneVersion() throws Exception {
        MadeUpVersion2.install();
        byte[] old = Files.readAllBytes(file("bob"));
        int killed = 0;
        for (int step = 0; step < STEPS; step++) {
            Files.write(file("bob"), old);
            KillingDisk disk = new KillingDisk(step);
            UserFiles files = new UserFiles(folder, TestFiles.options(Optional.empty(), disk));
            KeyAccess bob = TestFiles.login(files, "bob");
            disk.armed = true; // the login forgets the tries that failed
            try {
                bob.create(newKey("k2", pair), call(""));
                break; // no step is left to be killed at
            } catch (Killed e) {
                killed++;
            }
            boolean renamed = disk.renamed;
            assertEquals(renamed ? "signet-user: 2" : "signet-user: 1", version("bob"));
            try (KeyAccess next = TestFiles.login(TestFiles.files(folder), "bob")) {
                assertEquals(
                        renamed ? 2 : 1, next.keys(List.of()).get(0).aliases().size());
                sign(next);
                next.create(newKey("k3", pair), call(""));
                assertEquals("signet-user: 2", version("bob"));
                assertFalse(Files.exists(folder.resolve("users").resolve(".new")));
            }
        }
        assertTrue(killed >= 4, killed + " steps only");
    }

    @Test
    void whatAnAdministratorSignedKeepsItsVersion() throws Exception {
        byte[] alice;
        try (var in = FormatUpgradeTest.class.getResourceAsStream("/userfile-v1/alice.user")) {
            alice = in.readAllBytes();
        }
        MadeUpVersion2.install();
        var text = UserParser.parse("alice.user", "alice", alice, KdfLimits.STANDARD);
        assertEquals(1, Formats.next(text, true).number());
        assertEquals(
                1,
                Draft.next(text, List.of())
                        .enrolmentText()
                        .lines()
                        .filter("signet-user: 1"::equals)
                        .count());
    }

    private void sign(KeyAccess access) {
        access.perform(access.keys(List.of()).get(0), UserFilesTest.operation(Primitive.ECDSA, new byte[32]));
    }

    private Path file(String user) {
        return folder.resolve("users").resolve(user + ".user");
    }

    private String version(String user) throws IOException {
        return Files.readAllLines(file(user)).get(0);
    }

    /** Nothing is swept up after it, as after SIGKILL. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final class KillingDisk implements Disk {
        private final LocalDisk disk = new LocalDisk();
        private int stepsLeft;
        private boolean armed;
        private boolean renamed;

        KillingDisk(int steps) {
            stepsLeft = steps;
        }

        private void step() {
            if (armed && stepsLeft-- == 0) {
                throw new Killed();
            }
        }

        @Override
        public void write(Path file, byte[] bytes) throws IOException {
            if (armed && stepsLeft == 0) {
                disk.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
            step();
            disk.write(file, bytes);
        }

        @Override
        public void setTime(Path file, FileTime time) throws IOException {
            step();
            disk.setTime(file, time);
        }

        @Override
        public void sync(Path path) throws IOException {
            step();
            disk.sync(path);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            step();
            disk.rename(from, to);
            renamed = true;
        }

        @Override
        public void deleteIfExists(Path file) throws IOException {
            step();
            disk.deleteIfExists(file);
        }
    }
}
