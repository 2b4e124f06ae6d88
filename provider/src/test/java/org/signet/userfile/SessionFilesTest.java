package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.UserFilesTest.assertReason;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.ConnectedUser;
import org.signet.key.ConnectedUser.Proof;
import org.signet.key.Reason;

class SessionFilesTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String ID2 = "fedcba9876543210fedcba9876543210";

    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = temp.resolve("signet");
        Files.createDirectory(folder, LocalDisk.MODE_0700);
    }

    @Test
    void aSessionIsSeenByOthersUntilItEnds() {
        UserFiles mine = TestFiles.files(folder);
        UserFiles others = TestFiles.files(folder);
        mine.sessions().begin(session(ID));
        mine.sessions().begin(session(ID2));
        assertEquals(List.of(session(ID), session(ID2)), others.sessions().list());
        assertTrue(mine.sessions().stands(ID));
        others.sessions().end(ID); // "signet session end"
        assertFalse(mine.sessions().stands(ID));
        assertEquals(List.of(session(ID2)), mine.sessions().list());
        mine.close();
        assertEquals(List.of(), others.sessions().list());
        assertEquals(List.of(), names());
    }

    @Test
    void withoutAFolderASessionStandsAndNothingIsMade() throws Exception {
        Files.delete(folder);
        UserFiles files = TestFiles.files(folder);
        files.sessions().begin(session(ID));
        assertTrue(files.sessions().stands(ID));
        assertEquals(List.of(), files.sessions().list());
        files.sessions().end(ID);
        assertFalse(files.sessions().stands(ID));
        files.close();
        assertFalse(Files.exists(folder));
    }

    @Test
    void aKilledProcessesSessionsAreSweptAndALivingOnesAreNot() throws Exception {
        UserFiles mine = TestFiles.files(folder);
        mine.sessions().begin(session(ID));
        Process other = ChildJvm.of(OtherMain.class, folder.toString(), ID2).start();
        assertEquals('!', other.getInputStream().read());
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of(session(ID), session(ID2)), mine.sessions().list());
        }
        other.destroyForcibly();
        assertTrue(other.waitFor(10, TimeUnit.SECONDS));
        assertEquals(List.of(session(ID)), mine.sessions().list());
        assertEquals(2, names().size()); // my session and my lock
        mine.close();
    }

    /** jca-facts 46: another class loader's sweep must not open, and so free, a lock that this JVM holds. */
    @Test
    void aSweepFromAnotherClassLoaderOfThisJvmFreesNoLock() throws Exception {
        UserFiles mine = TestFiles.files(folder);
        mine.sessions().begin(session(ID));
        URL[] urls = ChildJvm.urls().toArray(new URL[0]);
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Class<?> other = loader.loadClass(OtherMain.class.getName());
            assertEquals(1, other.getMethod("count", String.class).invoke(null, folder.toString()));
        }
        Process process = ChildJvm.of(OtherMain.class, folder.toString(), ID2).start();
        assertEquals('!', process.getInputStream().read());
        process.getOutputStream().close();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals("2", new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim());
        assertTrue(mine.sessions().stands(ID));
        mine.close();
    }

    @Test
    void everyFieldSurvivesAndNothingElseIsASession() {
        ConnectedUser odd = new ConnectedUser(
                ID,
                "Jörg\n x",
                0,
                4294967294L,
                "host",
                "",
                Optional.of(22),
                7,
                Instant.parse("2026-11-24T09:00:00.01Z"),
                Instant.parse("2026-11-24T10:00:00.123Z"),
                true,
                Proof.CHALLENGE,
                "Reader 0: x\u0007",
                "piv:1",
                List.of("rsa-raw", "ecdsa"));
        byte[] bytes = new SessionText(odd, "0".repeat(32) + ".lock").bytes();
        assertEquals(odd, SessionText.parse(bytes).orElseThrow().session());
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 0x20;
            SessionText.parse(flipped); // whatever it is, no exception
            SessionText.parse(Arrays.copyOf(bytes, i));
        }
        assertEquals(Optional.empty(), SessionText.parse(new byte[0]));
    }

    @Test
    void anIdMakesNoPath() {
        UserFiles files = TestFiles.files(folder);
        assertReason(Reason.UNKNOWN, () -> files.sessions().stands("../users/bob"));
        assertReason(Reason.UNKNOWN, () -> files.sessions().end("x"));
    }

    static ConnectedUser session(String id) {
        return new ConnectedUser(
                id,
                "bob",
                1001,
                1001,
                "host",
                "pts/0",
                Optional.empty(),
                4711,
                Instant.parse("2026-11-24T09:00:00Z"),
                Instant.parse("2026-11-24T10:00:00Z"),
                false,
                Proof.PASSPHRASE,
                "",
                "file",
                List.of());
    }

    private List<String> names() {
        String[] names = folder.resolve("sessions").toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    /** A manager of another process: begins a session, says so, and at the end of its input counts what it sees. */
    public static final class OtherMain {
        private OtherMain() {}

        public static void main(String[] args) throws Exception {
            try (UserFiles files = TestFiles.files(Path.of(args[0]))) {
                files.sessions().begin(session(args[1]));
                System.out.print("!");
                System.out.flush();
                while (System.in.read() >= 0) {}
                System.out.println(files.sessions().list().size());
            }
        }

        public static int count(String folder) {
            return TestFiles.files(Path.of(folder)).sessions().list().size();
        }
    }
}
