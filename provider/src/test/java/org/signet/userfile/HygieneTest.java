package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.userfile.TestFiles.call;
import static org.signet.userfile.TestFiles.newKey;
import static org.signet.userfile.UserFilesTest.assertReason;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** Threats U09: refused before anything is read, and nothing changed. */
class HygieneTest {
    @TempDir
    private Path temp;

    private Path folder;
    private Path file;

    @BeforeEach
    void enrol() {
        folder = temp.resolve("signet");
        file = folder.resolve("users").resolve("bob.user");
        try (KeyAccess access = TestFiles.login(TestFiles.files(folder), "bob")) {
            access.create(newKey("k", TestKeys.p256()), call(""));
        }
    }

    @Test
    void whatSignetMakesIsItsOwnersAlone() throws Exception {
        assertMode("rwx------", folder);
        assertMode("rwx------", folder.resolve("users"));
        assertMode("rw-------", file);
        assertMode("rw-------", folder.resolve(".lock"));
        assertEquals("bob", read());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw--w----", "rw-----w-", "rwx-----x", "rw-rw-rw-"})
    void aFileOpenToOthersIsRefused(String mode) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        KeyAccessException e = assertReason(Reason.UNSAFE, this::read);
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        assertReason(Reason.UNSAFE, this::write);
    }

    @Test
    void aChangeOfModeIsSeenByAnOpenSession() throws Exception {
        UserFiles files = TestFiles.files(folder);
        KeyAccess access = TestFiles.login(files, "bob");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertReason(Reason.UNSAFE, () -> files.directory().user("bob"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertEquals(1, access.keys(List.of()).size());
        access.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"signet", "signet/users"})
    void aFolderOpenToOthersIsRefused(String name) throws Exception {
        Files.setPosixFilePermissions(temp.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertReason(Reason.UNSAFE, this::read);
        assertReason(Reason.UNSAFE, this::write);
        assertReason(Reason.UNSAFE, () -> TestFiles.files(folder).directory().user("nobody"));
        assertReason(Reason.UNSAFE, () -> TestFiles.files(folder).directory().users());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-"})
    void anAncestorThatOthersMayChangeIsRefusedUnlessItIsSticky(String mode) throws Exception {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString(mode));
        assertReason(Reason.UNSAFE, this::read);
        int octal = mode.equals("rwxrwx---") ? 01770 : 01702;
        Files.setAttribute(temp, "unix:mode", octal);
        assertEquals("bob", read());
    }

    @Test
    void linksAndSpecialFilesAreRefused() throws Exception {
        Path real = temp.resolve("elsewhere");
        Files.move(file, real);
        Files.createSymbolicLink(file, real);
        assertReason(Reason.UNSAFE, this::read);
        Files.delete(file);
        Files.createLink(file, real);
        assertReason(Reason.UNSAFE, this::read);
        Files.delete(file);
        Files.createDirectory(file);
        assertReason(Reason.UNSAFE, this::read);
        Files.delete(file);
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", "-m", "600", file.toString())
                        .start()
                        .waitFor());
        assertReason(Reason.UNSAFE, this::read);
        Files.delete(file);
        Files.move(real, file);
        assertEquals("bob", read());
    }

    @Test
    void aFolderThatIsALinkIsRefused() throws Exception {
        Path link = temp.resolve("link");
        Files.createSymbolicLink(link, folder);
        assertReason(Reason.UNSAFE, () -> TestFiles.files(link).directory().user("bob"));
    }

    @Test
    void aFileOfSomebodyElseIsRefused() throws Exception {
        assumeTrue(ProcessOwner.self().uid() == 0, "only root can give a file away");
        Files.setAttribute(file, "unix:uid", 1234);
        assertReason(Reason.UNSAFE, this::read);
    }

    @Test
    void aFileOfMoreThanOneMebibyteIsNotReadIntoMemory() throws Exception {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(1L << 33).write(ByteBuffer.wrap(new byte[1])); // sparse
        }
        assertReason(Reason.DAMAGED, this::read);
    }

    private String read() {
        return TestFiles.files(folder).directory().user("bob").orElseThrow().name();
    }

    private void write() {
        try (KeyAccess access = TestFiles.login(TestFiles.files(folder), "eve")) {
            access.create(newKey("k", TestKeys.p256()), call(""));
        }
        read();
    }

    private static void assertMode(String mode, Path path) throws Exception {
        assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), path.toString());
    }
}
