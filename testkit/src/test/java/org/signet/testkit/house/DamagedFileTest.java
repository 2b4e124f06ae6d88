package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Reason;

/** Not one byte of a user's file is changed without a word to its user, and nothing of his is lost by saying so. */
class DamagedFileTest {
    @TempDir
    private Path temporary;

    private World world;
    private Path file;
    private byte[] good;

    @BeforeEach
    void bobIsEnrolled() throws IOException {
        world = new World(temporary).with("user=bob");
        world.enrolBob();
        file = world.userFile("bob");
        good = Files.readAllBytes(file);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private String refused() {
        String message = App.refusal(() -> world.load(World.PASSPHRASE));
        App.assertSays(message, file.toString());
        App.assertSays(App.refusal(() -> world.load(null)), file.toString());
        return message;
    }

    private void opensAgain() throws Exception {
        Files.write(file, good);
        App.assertSigns(world.load(World.PASSPHRASE), "bobkey");
        assertArrayEquals(good, Files.readAllBytes(file));
    }

    @Test
    void everyChangedByteIsSaid() throws Exception {
        int changed = 0;
        for (int at = 0; at < good.length; at += 97) {
            for (int bit : new int[] {0x01, 0x20, 0x80}) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) bit;
                Files.write(file, bad);
                refused();
                assertArrayEquals(bad, Files.readAllBytes(file));
                changed++;
            }
        }
        assertTrue(changed > 60, changed + " changes");
        assertEquals(List.of(), world.sessions());
        opensAgain();
    }

    @Test
    void aTruncatedFileIsSaid() throws Exception {
        for (int length = 0; length < good.length; length += 193) {
            Files.write(file, Arrays.copyOf(good, length));
            assertEquals(Reason.DAMAGED, reasonNow());
        }
        Files.write(file, Arrays.copyOf(good, good.length - 1));
        assertEquals(Reason.DAMAGED, reasonNow());
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        assertEquals(Reason.DAMAGED, reasonNow());
        opensAgain();
    }

    private Reason reasonNow() {
        refused();
        return App.reason(assertThrows(IOException.class, () -> world.load(World.PASSPHRASE)));
    }

    @Test
    void aFileThatOthersMayReadIsRefusedAndSaysTheCure() throws Exception {
        for (String mode : List.of("rw-r--r--", "rw-rw----", "rw----r--")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertEquals(Reason.UNSAFE, reasonNow());
            App.assertSays(refused(), "chmod go=");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        opensAgain();
    }

    @Test
    void aFolderThatOthersMayReadIsRefused() throws Exception {
        for (Path folder : List.of(world.folder(), file.getParent())) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            App.assertSays(
                    App.refusal(Reason.UNSAFE, () -> world.load(World.PASSPHRASE)), folder.toString(), "0755", "chmod");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        opensAgain();
    }

    @Test
    void aLinkInTheFilesPlaceIsRefused() throws Exception {
        Path elsewhere = temporary.resolve("elsewhere");
        Files.move(file, elsewhere);
        Files.createSymbolicLink(file, elsewhere);
        assertEquals(Reason.UNSAFE, reasonNow());
        Files.delete(file);
        Files.createLink(file, elsewhere);
        App.assertSays(refused(), "hard links");
        Files.delete(elsewhere);
        opensAgain();
    }

    @Test
    void aLinkInTheFoldersPlaceIsRefused() throws Exception {
        Path users = file.getParent();
        Path elsewhere = temporary.resolve("elsewhere");
        Files.move(users, elsewhere);
        Files.createSymbolicLink(users, elsewhere);
        App.assertSays(App.refusal(Reason.UNSAFE, () -> world.load(World.PASSPHRASE)), users.toString());
        Files.delete(users);
        Files.move(elsewhere, users);
        opensAgain();
    }

    @Test
    void aNewerFormatIsSaidToBeNewer() throws Exception {
        byte[] newer = good.clone();
        newer["signet-user: ".length()] = '2';
        Files.write(file, newer);
        App.assertSays(refused(), "newer");
        opensAgain();
    }

    @Test
    void anotherUsersFileUnderHisNameIsRefused() throws Exception {
        Files.move(file, world.userFile("mallory"));
        App.assertSays(App.refusal(Reason.DAMAGED, () -> world.loadAs("mallory", World.PASSPHRASE)), "mallory.user");
    }
}
