package org.signet.userfile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.UserFilesTest.assertReason;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;

/** A wrong passphrase is counted for all processes, and the next try waits; nobody is locked out. */
class FailedTriesTest {
    @TempDir
    private Path temp;

    private Path folder;
    private Snapshot bob;
    private Instant now = TestFiles.NOW;
    private final List<Long> waited = new ArrayList<>();

    @BeforeEach
    void enrol() {
        folder = temp.resolve("signet");
        try (KeyAccess access = TestFiles.login(TestFiles.files(folder), "bob")) {
            access.create(TestFiles.newKey("k", TestKeys.p256()), TestFiles.call(""));
        }
        UserStore store = new UserStore(folder, TestFiles.options(Optional.empty(), new LocalDisk()));
        bob = store.read("bob").orElseThrow();
    }

    private void open(String passphrase) {
        FailedTries tries =
                new FailedTries(Clock.fixed(now, ZoneOffset.UTC), new LocalDisk(), time -> waited.add(time.toMillis()));
        try (Secret secret = new Secret(passphrase.toCharArray(), Secret.Origin.PROGRAM)) {
            tries.open(folder, bob, secret).close();
        }
    }

    private void guess() {
        assertReason(Reason.PASSPHRASE_WRONG, () -> open("not this one"));
    }

    @Test
    void theThirdFailureSlowsTheNextTryAndEachOneDoublesThatUpToTenSeconds() {
        for (int i = 0; i < 10; i++) {
            guess();
        }
        assertEquals(List.of(0L, 0L, 0L, 500L, 1000L, 2000L, 4000L, 8000L, 10_000L, 10_000L), waited);
        now = now.plus(Duration.ofSeconds(4));
        waited.clear();
        open(TestFiles.PASSPHRASE);
        assertEquals(List.of(6000L), waited, "what has passed already counts, and the right one is let in");
        guess();
        guess();
        assertEquals(List.of(6000L, 0L, 0L), waited, "after it everything is forgotten");
    }

    @Test
    void aDayIsRememberedAndAClockThatWentBackDoesNotWaitLonger() {
        for (int i = 0; i < 5; i++) {
            guess();
        }
        waited.clear();
        now = now.minus(Duration.ofDays(30));
        guess();
        now = now.plus(Duration.ofDays(60));
        guess();
        assertEquals(List.of(2000L, 0L), waited);
    }

    @Test
    void anotherProcessCountsToo() throws Exception {
        for (int i = 0; i < 3; i++) {
            Process other = ChildJvm.of(Guesser.class, folder.toString())
                    .redirectErrorStream(true)
                    .start();
            assertEquals("PASSPHRASE_WRONG", new String(other.getInputStream().readAllBytes(), US_ASCII).strip());
            assertTrue(other.waitFor(30, TimeUnit.SECONDS));
        }
        guess();
        assertEquals(List.of(500L), waited);
        Files.writeString(folder.resolve("sessions").resolve("bob.tries"), "failed: many\n");
        waited.clear();
        guess();
        assertEquals(1, waited.size(), "whatever stands there, nobody is kept out");
        open(TestFiles.PASSPHRASE);
        assertTrue(Files.notExists(folder.resolve("sessions").resolve("bob.tries")));
    }

    /** As any program. */
    public static final class Guesser {
        private Guesser() {}

        public static void main(String[] args) {
            try (KeyAccess access = TestFiles.access(TestFiles.files(Path.of(args[0])), "bob")) {
                access.login(TestFiles.call("not this one"));
            } catch (KeyAccessException e) {
                System.out.println(e.reason());
            }
        }
    }
}
