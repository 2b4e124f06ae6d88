package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.UserFilesTest.assertReason;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.KeyAccess;
import org.signet.key.Reason;
import org.signet.key.UserChange;
import org.signet.userfile.UserFilesCare.Report;

/** The folder as a whole: checked, copied and put back while others use it. */
class UserFilesCareTest {
    @TempDir
    private Path temp;

    @Test
    void aWholeFolderIsWellAndAMissingOneToo() {
        assertEquals(new Report(0, List.of()), care().check(done -> {}));
        enrol("bob");
        enrol("carol");
        List<Integer> progress = new ArrayList<>();
        assertEquals(new Report(2, List.of()), care().check(progress::add));
        assertEquals(List.of(1, 2), progress);
    }

    @Test
    void eachTroubleNamesItsFileAndTheLineWhereThatCanBeTold() throws Exception {
        enrol("bob");
        enrol("carol");
        enrol("dan");
        Files.writeString(file("bob"), Files.readString(file("bob")).replace("gid: 1001", "gid: 01001"));
        Files.writeString(file("carol"), Files.readString(file("carol")).replace("uid: 1001", "uid: 1002"));
        Files.setPosixFilePermissions(file("dan"), PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(users().resolve("a b"), "");
        List<String> said = care().check(done -> {}).troubles().stream()
                .map(UserFilesCare.Trouble::what)
                .toList();
        assertEquals(4, said.size(), said::toString);
        assertTrue(said.get(0).contains("bob.user, line 5"), said.get(0));
        assertTrue(said.get(1).contains("carol.user"), said.get(1));
        assertTrue(said.get(2).contains("dan.user has mode 0640"), said.get(2));
        assertTrue(said.get(3).contains("a%20b is no user's file"), said.get(3));
    }

    @Test
    void whatWasBackedUpComesBackByteForByte() throws Exception {
        enrol("bob");
        enrol("Zoë/..");
        byte[] bob = Files.readAllBytes(file("bob"));
        Path backup = temp.resolve("backup");
        assertEquals(2, care().backUp(backup.toFile(), done -> {}).users());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));
        assertReason(Reason.REFUSED, () -> care().backUp(backup.toFile(), done -> {}));

        files().register().apply(new UserChange.Remove("bob"), Optional.empty());
        assertEquals(List.of("Zoë/.. NOTHING", "bob BRINGS_BACK"), effects(backup));
        restore(backup, "bob");
        assertArrayEquals(bob, Files.readAllBytes(file("bob")));
        TestFiles.login(files(), "bob").close();
    }

    @Test
    void aNewerFileAnotherUserAndADamagedOneAreSaidToBeLostAndAnOlderOneIsNot() throws Exception {
        enrol("bob");
        Path older = temp.resolve("older");
        care().backUp(older.toFile(), done -> {});
        addKey("bob");
        Path newer = temp.resolve("newer");
        care().backUp(newer.toFile(), done -> {});
        assertEquals(List.of("bob DESTROYS"), effects(older));
        assertEquals(List.of("bob NOTHING"), effects(newer));
        restore(older, "bob");
        assertEquals(List.of("bob RENEWS"), effects(newer));
        Files.writeString(file("bob"), "rubbish\n");
        assertEquals(List.of("bob DESTROYS"), effects(newer));
        restore(newer, "bob");
        assertEquals(2, files().directory().keys("bob").size());
        files().register().apply(new UserChange.Remove("bob"), Optional.empty());
        enrol("bob");
        assertEquals(List.of("bob DESTROYS"), effects(newer));
    }

    @Test
    void whoChangedSinceTheComparisonIsLeftAsHeIs() throws Exception {
        enrol("bob");
        Path backup = temp.resolve("backup");
        care().backUp(backup.toFile(), done -> {});
        addKey("bob");
        UserFilesCare care = care();
        Restorable decided = care.compare(backup.toFile()).get(0);
        addKey("bob");
        byte[] now = Files.readAllBytes(file("bob"));
        assertReason(Reason.BUSY, () -> care.restore(decided));
        assertArrayEquals(now, Files.readAllBytes(file("bob")));
    }

    @Test
    void anAnchorRefusesWhatIsOlder() throws Exception {
        Path anchor = temp.resolve("anchor");
        UserFileOptions anchored =
                TestFiles.options(Optional.empty(), new LocalDisk()).withAnchor(Optional.of(anchor.toFile()));
        UserFiles files = new UserFiles(folder(), anchored);
        enrol(files, "bob");
        Path backup = temp.resolve("backup");
        files.care().backUp(backup.toFile(), done -> {});
        addKey(files, "bob");
        assertReason(Reason.DAMAGED, () -> files.care().compare(backup.toFile()));
        Files.delete(file("bob"));
        List<UserFilesCare.Trouble> gone = files.care().check(done -> {}).troubles();
        assertEquals(1, gone.size());
        assertTrue(gone.get(0).what().contains("his file is gone"), gone.get(0).what());
    }

    @Test
    void aBackupThatIsCutShortOrChangedIsDamagedAndOneThatOthersMayReadIsUnsafe() throws Exception {
        enrol("bob");
        Path backup = temp.resolve("backup");
        care().backUp(backup.toFile(), done -> {});
        byte[] whole = Files.readAllBytes(backup);
        for (int length : new int[] {0, 10, 20, 40, whole.length / 2, whole.length - 80, whole.length - 1}) {
            Files.write(backup, Arrays.copyOf(whole, length));
            assertReason(Reason.DAMAGED, () -> care().compare(backup.toFile()));
        }
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        Files.write(backup, changed);
        assertReason(Reason.DAMAGED, () -> care().compare(backup.toFile()));
        Files.write(backup, whole);
        Files.setPosixFilePermissions(backup, PosixFilePermissions.fromString("rw-r--r--"));
        assertReason(Reason.UNSAFE, () -> care().compare(backup.toFile()));
        Files.delete(backup);
        assertReason(Reason.IO, () -> care().compare(backup.toFile()));
    }

    @SuppressWarnings("try") // the open door seals
    @Test
    void aBackupTakenWhileOthersWriteHasEachFileWhole() throws Exception {
        enrol("bob");
        enrol("carol");
        AtomicBoolean go = new AtomicBoolean(true);
        Thread writer = new Thread(() -> {
            UserFiles files = files();
            try (KeyAccess door = TestFiles.login(files, "bob")) {
                for (int n = 0; go.get(); n++) {
                    files.register()
                            .apply(
                                    new UserChange.SetEntry(
                                            "bob",
                                            "alias" + n % 9,
                                            files.directory().keys("bob").get(0),
                                            List.of()),
                                    Optional.empty());
                }
            }
        });
        writer.start();
        for (int i = 0; i < 10; i++) {
            Path backup = temp.resolve("backup" + i);
            assertEquals(new Report(2, List.of()), care().backUp(backup.toFile(), done -> {}));
            assertEquals(2, care().compare(backup.toFile()).size());
            assertEquals(List.of(), care().check(done -> {}).troubles());
        }
        go.set(false);
        writer.join();
        assertFalse(Files.exists(temp.resolve("backup0.new")));
    }

    private static void restore(UserFilesCare care, Path backup, String user) {
        care.restore(care.compare(backup.toFile()).stream()
                .filter(r -> r.user().equals(user))
                .findFirst()
                .orElseThrow());
    }

    private void restore(Path backup, String user) {
        restore(care(), backup, user);
    }

    private List<String> effects(Path backup) {
        return care().compare(backup.toFile()).stream()
                .map(r -> r.user() + " " + r.effect())
                .toList();
    }

    private void enrol(String name) {
        enrol(files(), name);
    }

    private static void enrol(UserFiles files, String name) {
        try (KeyAccess door = TestFiles.access(files, name)) {
            door.login(TestFiles.call(TestFiles.PASSPHRASE));
            door.create(TestFiles.newKey("first", TestKeys.p256(), List.of()), TestFiles.call(""));
        }
    }

    private void addKey(String name) {
        addKey(files(), name);
    }

    private static void addKey(UserFiles files, String name) {
        try (KeyAccess door = TestFiles.login(files, name)) {
            String alias = "key" + files.directory().keys(name).size();
            door.create(TestFiles.newKey(alias, TestKeys.p256(), List.of()), TestFiles.call(""));
        }
    }

    private UserFilesCare care() {
        return files().care();
    }

    private UserFiles files() {
        return TestFiles.files(folder());
    }

    private Path folder() {
        return temp.resolve("signet");
    }

    private Path users() {
        return folder().resolve("users");
    }

    private Path file(String name) {
        return users().resolve(name + ".user");
    }
}
