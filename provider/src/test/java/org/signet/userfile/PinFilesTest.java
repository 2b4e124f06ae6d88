package org.signet.userfile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.signet.userfile.UserFilesTest.assertReason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.SecretRequest.Kind;

/** What a file with a PIN must be, whom it serves, and that a refused one costs one try however many processes have it. */
class PinFilesTest {
    private static final String CARD = "piv:12345678";

    @TempDir
    private Path temp;

    private Path file;
    private Path state;

    @BeforeEach
    void write() throws IOException {
        file = temp.resolve("pin");
        state = temp.resolve("state");
        write("739154\n");
    }

    private void write(String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, LocalDisk.MODE_0600);
        Files.writeString(file, text);
    }

    private SecretPrompt prompt(Map<String, Path> byToken, SecretPrompt next) {
        return prompt(temp, state, Optional.of(file), byToken, next);
    }

    static SecretPrompt prompt(
            Path users, Path state, Optional<Path> usual, Map<String, Path> byToken, SecretPrompt next) {
        PinFiles.Configured configured = new PinFiles.Configured(
                "bob",
                usual.map(Path::toFile),
                byToken.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> e.getValue().toFile())));
        return new PinFiles(
                configured,
                state.toFile(),
                TestFiles.files(users.resolve("users")).directory(),
                next);
    }

    static SecretRequest pin(String user, String token) {
        return new SecretRequest(user, token, Kind.PIN, OptionalInt.empty());
    }

    private Optional<Secret> ask(String user, String token) {
        return prompt(Map.of(), SecretPrompt.NOBODY).ask(pin(user, token));
    }

    @ParameterizedTest
    @CsvSource({
        "'739154',739154",
        "'739154\n',739154",
        "'739154\r\n',739154",
        "' 12\n34\n\n',' 12\n34\n'",
        "'p\u00e4\u00df',p\u00e4\u00df"
    })
    void oneLineEndIsNoPartOfTheSecret(String text, String secret) throws IOException {
        write(text);
        try (Secret read = ask("bob", CARD).orElseThrow()) {
            assertArrayEquals(secret.toCharArray(), read.value());
            assertEquals(Secret.Origin.PROGRAM, read.origin(), "it never spends the last try");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"})
    void aFileThatOthersMayTouchIsRefused(String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        KeyAccessException e = assertReason(Reason.UNSAFE, () -> ask("bob", CARD));
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }

    @Test
    void aLinkASecondNameAFolderAndAnotherOnesFileAreRefused() throws IOException {
        Path real = Files.move(file, temp.resolve("real"));
        Files.createSymbolicLink(file, real);
        assertReason(Reason.UNSAFE, () -> ask("bob", CARD));
        Files.delete(file);
        Files.createLink(file, real);
        assertReason(Reason.UNSAFE, () -> ask("bob", CARD));
        Files.delete(file);
        Files.createDirectory(file, LocalDisk.MODE_0700);
        assertReason(Reason.UNSAFE, () -> ask("bob", CARD));
        Files.delete(file);
        assertReason(Reason.IO, () -> ask("bob", CARD));
        write("739154");
        assumeTrue(ProcessOwner.self().uid() == 0, "only root can give a file away");
        Files.setAttribute(file, "unix:uid", 65534);
        assertReason(Reason.UNSAFE, () -> ask("bob", CARD));
    }

    @Test
    void aFolderInWhichOthersMayReplaceItIsRefusedAndAStickyOneIsNot() throws IOException {
        Path open = Files.createDirectory(temp.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        file = Files.move(file, open.resolve("pin"));
        assertReason(Reason.UNSAFE, () -> ask("bob", CARD));
        Files.setAttribute(open, "unix:mode", 01777);
        ask("bob", CARD).orElseThrow().close();
    }

    @Test
    void whatIsNoSecretIsRefused() throws IOException {
        write("\n");
        assertReason(Reason.REFUSED, () -> ask("bob", CARD));
        write("x".repeat(1025));
        assertReason(Reason.REFUSED, () -> ask("bob", CARD));
        Files.write(file, new byte[] {'1', (byte) 0xFF});
        assertReason(Reason.REFUSED, () -> ask("bob", CARD));
        assertEquals("", System.getProperty("org.signet.tries"), "no try is left open");
    }

    @Test
    void theUsualFileServesTheProgramsOwnUsersOnlyCardAndAnotherTokenItsOwn() throws IOException {
        Path carols = temp.resolve("carol");
        Files.createFile(carols, LocalDisk.MODE_0600);
        Files.writeString(carols, "654321");
        SecretPrompt prompt = prompt(Map.of("piv:99", carols, "file", carols), SecretPrompt.NOBODY);
        assertTrue(prompt.ask(pin("carol", CARD)).isEmpty(), "another user's card is not tried with it");
        for (SecretRequest request : List.of(
                pin("carol", "piv:99"), new SecretRequest("bob", "file", Kind.PASSPHRASE, OptionalInt.empty()))) {
            try (Secret read = prompt.ask(request).orElseThrow()) {
                assertEquals("654321", new String(read.value()));
            }
        }
        assertTrue(prompt.ask(new SecretRequest("carol", "file", Kind.PASSPHRASE, OptionalInt.empty()))
                .isEmpty());
        assertTrue(prompt.ask(new SecretRequest("bob", "file", Kind.NEW_PASSPHRASE, OptionalInt.empty()))
                .isEmpty());
        assertTrue(ask("bob", "file").isEmpty(), "several cards and nobody enrolled: whose would it be?");
    }

    @Test
    void aRefusedFileIsNotTriedAgainUntilItChangesAndWhoComesNextIsAsked() throws IOException {
        try (Secret read = ask("bob", CARD).orElseThrow()) {
            read.refused();
        }
        KeyAccessException e = assertReason(Reason.PIN_WRONG, () -> ask("bob", CARD));
        assertTrue(e.getMessage().contains(CARD) && e.getMessage().contains(file.toString()), e.getMessage());
        SecretPrompt person = r -> Optional.of(new Secret("1".toCharArray(), Secret.Origin.HUMAN));
        assertEquals(
                Secret.Origin.HUMAN,
                prompt(Map.of(), person).ask(pin("bob", CARD)).orElseThrow().origin());
        assertEquals("1 refused", marks());
        try (Stream<Path> kept = Files.list(state)) {
            for (Path path : kept.toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
                assertTrue(!Files.readString(path).contains("739154"), "nothing of the PIN is kept");
            }
        }
        write("739154\n"); // the same again: its owner may mean another card's new PIN
        ask("bob", CARD).orElseThrow().close();
    }

    private String marks() throws IOException {
        try (Stream<Path> kept = Files.list(state)) {
            long refused = kept.filter(f -> f.toString().endsWith(".refused")).count();
            return refused + " refused";
        }
    }

    @Test
    void whereNothingCanBeWrittenThisProcessKnows() throws IOException {
        Path noFolder = Files.createFile(temp.resolve("occupied"));
        SecretPrompt prompt = prompt(temp, noFolder.resolve("state"), Optional.of(file), Map.of(), SecretPrompt.NOBODY);
        try (Secret read = prompt.ask(pin("bob", CARD)).orElseThrow()) {
            read.refused();
        }
        assertReason(Reason.PIN_WRONG, () -> prompt.ask(pin("bob", CARD)));
    }

    @Test
    void twentyProcessesWithAStaleFileTryItOnceAndWithAGoodOneEachInItsTurn() throws Exception {
        assertEquals(oneTriedAndTheOthersTold(20), outcomes("refused", 20));
        write("739154\n");
        List<String> good = outcomes("accepted", 3);
        assertEquals(List.of("accepted", "accepted", "accepted"), good);
    }

    private static List<String> oneTriedAndTheOthersTold(int processes) {
        List<String> expected = new ArrayList<>(Collections.nCopies(processes - 1, "PIN_WRONG"));
        expected.add("refused");
        return expected;
    }

    /** The processes' last words, sorted; that no two were at it at once is their own assertion. */
    private List<String> outcomes(String card, int processes) throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            all.add(ChildJvm.of(PinFileMain.class, temp.toString(), card)
                    .redirectErrorStream(true)
                    .start());
        }
        List<String> said = new ArrayList<>();
        for (Process process : all) {
            said.add(new String(process.getInputStream().readAllBytes(), US_ASCII).strip());
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        }
        said.sort(null);
        return said;
    }
}
