package org.signet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.SecretRequest.Kind;

/** The Assuan protocol with programs that say what a test wants; the real ones are asked by PromptIT. */
class PinentryPromptTest {
    private static final SecretRequest PIN = new SecretRequest("al%ice\n", "piv:12345678", Kind.PIN, OptionalInt.of(2));

    @TempDir
    private Path temp;

    /** A pinentry that answers OK to everything, and GETPIN by these lines of shell. */
    private Path pinentry(String getPin) throws IOException {
        return program("""
                #!/bin/sh
                echo "OK Pleased to meet you, process $$"
                while read -r line; do
                  printf '%s\\n' "$line" >> "$0.log"
                  case $line in
                    GETPIN) GETPIN_HERE ;;
                    OPTION*) echo "ERR 83886254 Unknown option <Pinentry>" ;;
                    BYE) echo "OK closing connection"; exit 0 ;;
                    *) echo "OK" ;;
                  esac
                done
                """.replace("GETPIN_HERE", getPin));
    }

    private Path program(String text) throws IOException {
        Path program = Files.createTempFile(temp, "pinentry", ".sh");
        Files.writeString(program, text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private static Optional<Secret> ask(Path program, SecretRequest request) {
        return new PinentryPrompt(program.toString(), Duration.ofSeconds(30)).ask(request);
    }

    @Test
    void whatIsTypedComesBackUnescapedAndIsAPersons() throws IOException {
        Path program = pinentry("printf 'S BUTTON\\n# comment\\nD 12%%2534%%0A\\303\\244\\nOK\\n'");
        try (Secret secret = ask(program, PIN).orElseThrow()) {
            assertArrayEquals("12%34\n\u00e4".toCharArray(), secret.value());
            assertEquals(Secret.Origin.HUMAN, secret.origin());
        }
        List<String> said = Files.readAllLines(Path.of(program + ".log"));
        assertTrue(said.contains("SETTIMEOUT 30"), said::toString);
        assertTrue(
                said.contains("SETDESC Signet asks for the PIN of piv:12345678 for al%25ice? (2 tries left)."),
                said::toString);
        assertTrue(said.contains("SETPROMPT PIN:"), said::toString);
        assertTrue(said.indexOf("SETTITLE Signet") < said.indexOf("GETPIN"), said::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"83886179 Operation cancelled <Pinentry>", "83886278 fully cancelled", "83886142 Timeout"})
    void whoGivesUpOrDoesNotComeGivesNothing(String error) throws IOException {
        assertTrue(ask(pinentry("echo 'ERR " + error + "'"), PIN).isEmpty());
    }

    @Test
    void anEmptyAnswerIsNone() throws IOException {
        assertTrue(ask(pinentry("echo OK"), PIN).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'ERR 83886340 No pinentry'",
                "exit 1",
                "echo 'D 12%3'; echo OK",
                "head -c 20000 /dev/zero | tr '\\\\0' x"
            })
    void whatIsNoAnswerIsSaid(String getPin) throws IOException {
        Path program = pinentry(getPin);
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> ask(program, PIN));
        assertEquals(Reason.PIN_NEEDED, e.reason());
        assertTrue(e.getMessage().contains(program.toString()), e.getMessage());
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> ask(temp.resolve("missing"), PIN));
        assertEquals(Reason.PIN_NEEDED, e.reason());
        assertTrue(e.getMessage().contains("missing"), e.getMessage());
    }

    @Test
    void aProgramThatHangsIsKilled() throws IOException {
        Path program = program("#!/bin/sh\necho OK\nexec sleep 60\n");
        long begin = System.nanoTime();
        assertThrows(IOException.class, () -> {
            try (Pinentry hanging = Pinentry.start(program.toString(), Duration.ofMillis(300))) {
                hanging.pin();
            }
        });
        assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 20);
    }

    /** As pinentry's MESSAGE does, it waits until somebody has read it. */
    @Test
    void aTouchIsAskedForBesideTheOperationUntilItIsOver() throws Exception {
        Path program = program("""
                #!/bin/sh
                echo OK
                while read -r line; do
                  printf '%s\\n' "$line" >> "$0.log"
                  case $line in MESSAGE) echo $$ > "$0.new"; mv "$0.new" "$0.pid"; exec sleep 60 ;; esac
                  echo OK
                done
                """);
        try (SecretPrompt.Notice shown = new PinentryPrompt(program.toString()).touchAwaited("piv:1%")) {
            assertNotSame(SecretPrompt.Notice.NONE, shown);
            await(() -> Files.exists(Path.of(program + ".pid")));
            assertTrue(Files.readAllLines(Path.of(program + ".log")).contains("SETDESC Signet: touch piv:1%25 now."));
        }
        long pid = Long.parseLong(Files.readString(Path.of(program + ".pid")).strip());
        await(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aPinentryThatIsNotThereHindersNobody() {
        new PinentryPrompt(temp.resolve("missing").toString())
                .touchAwaited("piv:1")
                .close();
    }

    private static void await(BooleanSupplier happened) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!happened.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited 20 s");
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    void aNewPassphraseIsTypedTwice() throws IOException {
        SecretRequest fresh = new SecretRequest("bob", "file", Kind.NEW_PASSPHRASE, OptionalInt.empty());
        try (Secret secret = ask(pinentry("echo 'D correct'; echo OK"), fresh).orElseThrow()) {
            assertArrayEquals("correct".toCharArray(), secret.value());
        }
        Path forgetful = pinentry(
                "if [ -e \"$0.again\" ]; then echo 'D zweimal'; else echo 'D einmal'; touch \"$0.again\"; fi; echo OK");
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> ask(forgetful, fresh));
        assertEquals(Reason.REFUSED, e.reason());
        assertFalse(e.getMessage().contains("einmal"), e.getMessage());
    }
}
