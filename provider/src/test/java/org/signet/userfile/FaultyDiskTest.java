package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.signet.userfile.TestFiles.call;
import static org.signet.userfile.TestFiles.newKey;
import static org.signet.userfile.UserFilesTest.assertReason;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** Each step of a replacement fails once (threats U03), and at each step nothing secret stands in the folder. */
class FaultyDiskTest {
    @TempDir
    private Path temp;

    private final KeyPair pair = TestKeys.p256();

    @Test
    void aStepThatFailsLeavesTheOldStateAndNoTemporaryFile() throws Exception {
        Path folder = temp.resolve("signet");
        enrol(folder);
        Path file = folder.resolve("users").resolve("bob.user");
        byte[] old = Files.readAllBytes(file);
        boolean failed = true;
        int steps = 0;
        for (; failed; steps++) {
            StepDisk disk = new StepDisk(folder, steps);
            UserFiles files = new UserFiles(folder, TestFiles.options(Optional.empty(), disk));
            KeyAccess access = TestFiles.login(files, "bob");
            try {
                access.create(newKey("second", pair), call(""));
                failed = false;
            } catch (KeyAccessException e) {
                assertEquals(Reason.IO, e.reason());
                assertTrue(e.getMessage().contains("no space"), e.getMessage());
                assertFalse(Files.exists(folder.resolve("users").resolve(".new")), "step " + steps);
                if (!disk.renamed) {
                    assertArrayEquals(old, Files.readAllBytes(file), "step " + steps);
                }
                assertEquals(1, TestFiles.files(folder).directory().keys("bob").size());
                assertEquals(1, access.keys(List.of()).size());
            }
            access.close();
            if (disk.renamed && failed) { // only the folder's fsync failed: put the old state back for the next step
                Files.write(file, old);
            }
        }
        assertTrue(steps > 4, "only " + steps + " steps");
        assertEquals(
                List.of("k", "second"),
                TestFiles.files(folder).directory().keys("bob").get(0).aliases());
    }

    @Test
    void noStepOfAReplacementShowsAKeyOrAPassphrase() throws Exception {
        Path folder = temp.resolve("signet");
        StepDisk disk = new StepDisk(folder, Integer.MAX_VALUE);
        UserFiles files = new UserFiles(folder, TestFiles.options(Optional.empty(), disk));
        KeyAccess access = TestFiles.login(files, "bob");
        access.create(newKey("k", pair), call(""));
        access.create(newKey("k2", pair), call(""));
        assertTrue(disk.seen.size() > 10);
        byte[] scalar = ((ECPrivateKey) pair.getPrivate()).getS().toByteArray();
        for (byte[] contents : disk.seen) {
            String text = new String(contents, StandardCharsets.ISO_8859_1);
            assertFalse(text.contains(TestFiles.PASSPHRASE));
            for (byte[] secret : List.of(pair.getPrivate().getEncoded(), scalar)) {
                assertNowhere(text, secret);
            }
        }
    }

    @Test
    void aKilledWritersLeftOverIsSwept() throws Exception {
        Path folder = temp.resolve("signet");
        enrol(folder);
        Path left = folder.resolve("users").resolve(".new");
        Files.writeString(left, "half a file");
        TestFiles.login(TestFiles.files(folder), "bob").create(newKey("k2", pair), call(""));
        assertFalse(Files.exists(left));
        assertEquals(List.of("bob"), TestFiles.files(folder).directory().users());
    }

    @Test
    void aLockHeldTooLongIsBusyAndNothingIsWritten() throws Exception {
        Path folder = temp.resolve("signet");
        enrol(folder);
        UserFiles files =
                new UserFiles(folder, TestFiles.options(Optional.empty(), new LocalDisk(), Duration.ofMillis(100)));
        KeyAccess access = TestFiles.login(files, "bob");
        try (FileChannel other = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.WRITE)) {
            other.lock(); // somebody without our string: seen as another process would be
            assertReason(Reason.BUSY, () -> access.create(newKey("k2", pair), call("")));
        }
        access.create(newKey("k2", pair), call(""));
        assertEquals(List.of("k", "k2"), files.directory().keys("bob").get(0).aliases());
    }

    @Test
    void aReadOnlyFolderIsReadAndUsedAndEachWriteSaysWhy() throws Exception {
        Path folder = temp.resolve("signet");
        enrol(folder);
        Process mount = new ProcessBuilder(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\" && shift && exec \"$@\"",
                        "sh",
                        folder.toString(),
                        ChildJvm.JAVA,
                        "-cp",
                        ChildJvm.classPath(),
                        ReadOnlyMain.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        mount.waitFor();
        assumeFalse(output.startsWith("unshare:") || output.startsWith("mount:"), "no mounts here: " + output);
        assertEquals("read, signed, stands, IO\n", output);
    }

    @Test
    void aFullDiskLeavesTheOldStateAndOneClearError() throws Exception {
        Process mount = new ProcessBuilder(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=64k,mode=700 tmpfs \"$1\" && shift && exec \"$@\"",
                        "sh",
                        Files.createDirectory(temp.resolve("small")).toString(),
                        ChildJvm.JAVA,
                        "-cp",
                        ChildJvm.classPath(),
                        FullDiskMain.class.getName(),
                        temp.resolve("small").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        mount.waitFor();
        assumeFalse(output.startsWith("unshare:") || output.startsWith("mount:"), "no mounts here: " + output);
        assertEquals("full: IO, as it was, signed, and written again with room\n", output);
    }

    /** In a process of its own, on a file system of 64 KiB that somebody fills. */
    static final class FullDiskMain {
        private FullDiskMain() {}

        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0], "signet");
            KeyPair pair = TestKeys.p256();
            StringBuilder said = new StringBuilder("full: ");
            UserFiles files = TestFiles.files(folder);
            try (KeyAccess access = TestFiles.login(files, "bob")) {
                access.create(newKey("k", pair), call(""));
                Path file = folder.resolve("users").resolve("bob.user");
                byte[] old = Files.readAllBytes(file);
                Path ballast = Path.of(args[0], "ballast");
                try (var out = Files.newOutputStream(ballast)) {
                    while (true) {
                        out.write(new byte[4096]);
                    }
                } catch (IOException e) {
                    // no space left on device
                }
                try {
                    access.create(newKey("k2", pair), call(""));
                } catch (KeyAccessException e) {
                    said.append(e.reason());
                }
                boolean same = Arrays.equals(old, Files.readAllBytes(file))
                        && !Files.exists(folder.resolve("users").resolve(".new"));
                said.append(same ? ", as it was" : ", CHANGED");
                var key = access.keys(List.of()).get(0);
                access.perform(key, UserFilesTest.operation(Primitive.ECDSA, new byte[32]));
                Files.delete(ballast);
                access.create(newKey("k2", pair), call(""));
                int aliases = access.keys(List.of()).get(0).aliases().size();
                said.append(", signed, and ").append(aliases == 2 ? "written again with room" : "NOT WRITTEN");
            }
            System.out.println(said);
        }
    }

    private void enrol(Path folder) {
        try (KeyAccess access = TestFiles.login(TestFiles.files(folder), "bob")) {
            access.create(newKey("k", pair), call(""));
        }
    }

    private static void assertNowhere(String text, byte[] secret) {
        String hex = HexFormat.of().formatHex(secret);
        String packed = text.replaceAll("\\s", "");
        assertFalse(text.contains(new String(secret, StandardCharsets.ISO_8859_1)));
        assertFalse(packed.toLowerCase(Locale.ROOT).contains(hex));
        for (int skip = 0; skip < 3; skip++) {
            byte[] part = Arrays.copyOfRange(secret, skip, skip + (secret.length - skip) / 3 * 3);
            assertFalse(packed.contains(Base64.getEncoder().encodeToString(part)));
        }
    }

    /** In a process of its own, on a read-only mount. */
    static final class ReadOnlyMain {
        private ReadOnlyMain() {}

        public static void main(String[] args) {
            UserFiles files = TestFiles.files(Path.of(args[0]));
            StringBuilder said = new StringBuilder();
            try (KeyAccess access = TestFiles.login(files, "bob")) {
                said.append("read");
                var key = access.keys(List.of()).get(0);
                access.perform(key, UserFilesTest.operation(Primitive.ECDSA, new byte[32]));
                said.append(", signed");
                var session = SessionFilesTest.session("0123456789abcdef0123456789abcdef");
                files.sessions().begin(session);
                said.append(files.sessions().stands(session.id()) ? ", stands" : ", gone");
                files.sessions().end(session.id());
                access.create(newKey("x", TestKeys.p256()), call(""));
                said.append(", written");
            } catch (KeyAccessException e) {
                said.append(", ").append(e.reason());
            }
            System.out.println(said);
        }
    }

    /** Fails at one step, and keeps what stood in the folder before and after each. */
    private static final class StepDisk implements Disk {
        private final LocalDisk disk = new LocalDisk();
        private final List<byte[]> seen = new ArrayList<>();
        private final Path folder;
        private final int fails;
        private int step;
        private boolean renamed;

        private StepDisk(Path folder, int fails) {
            this.folder = folder;
            this.fails = fails;
        }

        private void step(boolean mayFail) throws IOException {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        seen.add(Files.readAllBytes(file));
                    }
                }
            }
            if (mayFail && step++ == fails) {
                throw new IOException("no space left on device");
            }
        }

        @Override
        public void write(Path file, byte[] bytes) throws IOException {
            if (step++ == fails) {
                disk.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                throw new IOException("no space left on device");
            }
            disk.write(file, bytes);
            step(true);
        }

        @Override
        public void setTime(Path file, FileTime time) throws IOException {
            step(true);
            disk.setTime(file, time);
        }

        @Override
        public void sync(Path path) throws IOException {
            step(true);
            disk.sync(path);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            step(true);
            disk.rename(from, to);
            renamed = true;
        }

        @Override
        public void deleteIfExists(Path file) throws IOException {
            step(false);
            disk.deleteIfExists(file);
        }
    }
}
