package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.UserFilesTest.assertReason;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.key.UserChange;

/** The newest state of each user kept apart: each process here is a new one, which remembers nothing. */
class AnchorTest {
    @TempDir
    private Path temp;

    @Test
    void anOlderCopyAndAnotherOfTheSameSerialsAreDamagedAndTheNewestIsTaken() throws Exception {
        enrol();
        byte[] first = Files.readAllBytes(file());
        policy("group-a");
        byte[] second = Files.readAllBytes(file());
        Files.write(file(), first);
        assertReason(Reason.DAMAGED, () -> files().directory().user("bob"));
        Files.write(file(), second);
        assertEquals(2, bob().enrolled());
        assertEquals(1, Files.readAllLines(anchor()).size());
        assertTrue(Files.readString(anchor()).startsWith("bob " + bob().id() + " 2 2 "));
    }

    @Test
    void aNewerFileThanTheAnchorsIsTakenAsAfterACrashBetweenTheTwoWrites() throws Exception {
        enrol();
        String before = Files.readString(anchor());
        policy("group-a");
        Files.writeString(anchor(), before);
        assertEquals(2, bob().enrolled());
        policy("group-b");
        assertEquals(3, bob().enrolled());
        assertTrue(Files.readString(anchor()).contains(" 3 3 "));
    }

    @Test
    void aRemovedUsersFileStaysRemovedAndHisNameMayBeEnrolledAnew() throws Exception {
        enrol();
        byte[] copy = Files.readAllBytes(file());
        files().register().apply(new UserChange.Remove("bob"), Optional.empty());
        assertTrue(Files.readString(anchor()).endsWith(" removed\n"));
        assertEquals(Optional.empty(), files().directory().user("bob"));
        Files.createFile(file(), LocalDisk.MODE_0600);
        Files.write(file(), copy);
        assertReason(Reason.DAMAGED, () -> files().directory().user("bob"));
        Files.delete(file());
        enrol();
        assertEquals(2, Files.readAllLines(anchor()).size());
        assertEquals(1, bob().enrolled());
    }

    @Test
    void inTheSameProcessARemovedUsersFileIsNotTakenEither() throws Exception {
        UserFiles withoutAnchor = TestFiles.files(temp.resolve("signet"));
        enrol(withoutAnchor);
        byte[] copy = Files.readAllBytes(file());
        withoutAnchor.register().apply(new UserChange.Remove("bob"), Optional.empty());
        Files.createFile(file(), LocalDisk.MODE_0600);
        Files.write(file(), copy);
        assertReason(Reason.DAMAGED, () -> withoutAnchor.directory().user("bob"));
    }

    @Test
    void aFileThatIsGoneAndOneThatWasReplacedWholeAreDamaged() throws Exception {
        enrol();
        Path apart = temp.resolve("apart");
        Files.move(file(), apart);
        assertReason(Reason.DAMAGED, () -> files().directory().user("bob"));
        enrol(TestFiles.files(temp.resolve("signet"))); // by who does not know the anchor
        assertReason(Reason.DAMAGED, () -> files().directory().user("bob"));
    }

    @Test
    void aDamagedUserIsRemovedHisFileIsKeptAndTheAnchorKnows() throws Exception {
        enrol();
        byte[] good = Files.readAllBytes(file());
        assertReason(Reason.REFUSED, () -> files().register().setAside("bob"));
        assertReason(Reason.UNKNOWN, () -> files().register().setAside("eve"));
        assertArrayEquals(good, Files.readAllBytes(file()));
        for (String name : List.of("bob.user", "bob.user.2")) {
            byte[] bad = good.clone();
            bad[good.length / 2] ^= 1;
            Files.write(file(), bad);
            Path kept = temp.resolve("signet").resolve("damaged").resolve(name);
            assertEquals(Optional.of(kept.toString()), files().register().setAside("bob"));
            assertArrayEquals(bad, Files.readAllBytes(kept));
            assertFalse(Files.exists(file()));
            assertEquals(Optional.empty(), files().directory().user("bob"));
            assertTrue(Files.readString(anchor()).endsWith(" removed\n"));
            Files.createFile(file(), LocalDisk.MODE_0600);
            Files.write(file(), good);
            assertReason(Reason.DAMAGED, () -> files().directory().user("bob"));
        }
    }

    @Test
    void aUserWhoseFileIsGoneIsRemovedFromTheAnchor() throws Exception {
        enrol();
        Files.delete(file());
        assertEquals(Optional.empty(), files().register().setAside("bob"));
        assertTrue(Files.readString(anchor()).endsWith(" removed\n"));
        assertEquals(Optional.empty(), files().directory().user("bob"));
    }

    @Test
    void aForeignLineInTheAnchorIsDamagedAndNamed() throws Exception {
        enrol();
        Files.writeString(anchor(), Files.readString(anchor()) + "eve\n");
        String said = assertReason(Reason.DAMAGED, () -> files().directory().user("bob"))
                .getMessage();
        assertTrue(said.contains("line 2"), said);
    }

    private void enrol() {
        enrol(files());
    }

    private static void enrol(UserFiles files) {
        try (KeyAccess door = files.keys()
                .open(
                        User.unenrolled("bob", 1, 1, Custody.FILE),
                        files.keys().tokens().get(0),
                        l -> {})) {
            door.login(TestFiles.call(TestFiles.PASSPHRASE));
            User bob = new User(
                    "bob",
                    "",
                    1,
                    1,
                    Custody.FILE,
                    User.LoginBy.PASSPHRASE,
                    Optional.empty(),
                    1,
                    List.of(),
                    List.of(),
                    false);
            files.register().apply(new UserChange.Enrol(bob, List.of(), Map.of()), Optional.empty());
        }
    }

    @SuppressWarnings("try") // the open door seals
    private void policy(String word) {
        UserFiles files = files();
        try (KeyAccess door = TestFiles.login(files, "bob")) {
            User next = files.directory().user("bob").orElseThrow().withPolicy(List.of(word));
            files.register().apply(new UserChange.Amend(next, Map.of(), List.of()), Optional.empty());
        }
    }

    private User bob() {
        return files().directory().user("bob").orElseThrow();
    }

    private UserFiles files() {
        UserFileOptions options =
                TestFiles.options(Optional.empty(), new LocalDisk()).withAnchor(Optional.of(anchor().toFile()));
        return new UserFiles(temp.resolve("signet"), options);
    }

    private Path anchor() {
        return temp.resolve("anchor");
    }

    private Path file() {
        return temp.resolve("signet").resolve("users").resolve("bob.user");
    }
}
