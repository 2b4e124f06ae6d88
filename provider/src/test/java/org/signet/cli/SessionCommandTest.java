package org.signet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.ConnectedUser;
import org.signet.key.ConnectedUser.Proof;
import org.signet.userfile.UserFileOptions;
import org.signet.userfile.UserFiles;

/** {@code signet session} and {@code signet stub}, as a person types them. */
class SessionCommandTest {
    private static final String ALICES = "0123456789abcdef0123456789abcdef";
    private static final String BOBS = "0123ffffffffffffffffffffffffffff";

    @TempDir
    private Path temp;

    private UserFiles program;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void twoAreConnected() throws IOException {
        Path folder = Files.createDirectory(
                temp.resolve("signet"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        System.setProperty("signet.userfile", folder.toString());
        program = new UserFiles(folder, new UserFileOptions(Optional.empty(), Clock.systemUTC()));
        program.sessions().begin(session(ALICES, "alice", Optional.of(50123), true));
        program.sessions().begin(session(BOBS, "bob", Optional.empty(), false));
    }

    @AfterEach
    void end() {
        program.close();
        System.clearProperty("signet.userfile");
    }

    private static ConnectedUser session(String id, String user, Optional<Integer> port, boolean card) {
        return new ConnectedUser(
                id,
                user,
                1001,
                1002,
                "192.0.2.7",
                "/dev/pts/3",
                port,
                4711,
                Instant.parse("2026-11-24T09:00:00Z"),
                Instant.parse("2026-11-24T10:00:00Z"),
                card,
                card ? Proof.CHALLENGE : Proof.PASSPHRASE,
                card ? "Reader \"1\"\u001b[2J" : "",
                card ? "piv:12345678" : "file",
                card ? List.of("ecdsa", "ecdh") : List.of());
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        return Main.command()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void theListSaysWhoFromWhereAndByWhat() {
        assertEquals(0, run("session", "list"));
        List<String> lines = out.toString().lines().toList();
        assertEquals(2, lines.size());
        for (String word : List.of(
                ALICES, "alice", "1001", "4711", "192.0.2.7:50123", "/dev/pts/3", "card piv:12345678", "challenge")) {
            assertTrue(lines.get(0).contains(word), lines.get(0));
        }
        assertFalse(lines.get(0).contains("\u001b"), "a reader's name does not move the cursor");
        assertTrue(lines.get(1).contains("bob") && lines.get(1).contains("by file (passphrase)"), lines.get(1));
    }

    @Test
    void theJsonHasEveryField() {
        assertEquals(0, run("session", "list", "--json"));
        String first = "{\"id\":\"" + ALICES + "\",\"user\":\"alice\",\"uid\":1001,\"gid\":1002,\"host\":\"192.0.2.7\","
                + "\"terminal\":\"/dev/pts/3\",\"port\":50123,\"pid\":4711,\"process\":\"2026-11-24T09:00:00Z\","
                + "\"started\":\"2026-11-24T10:00:00Z\",\"smartCard\":true,\"proof\":\"challenge\","
                + "\"reader\":\"Reader \\\"1\\\"\\u001b[2J\",\"token\":\"piv:12345678\",\"schemes\":[\"ecdsa\",\"ecdh\"]}";
        assertTrue(out.toString().startsWith("[" + first + ","), out::toString);
    }

    @Test
    void aSessionIsEndedByTheFirstDigitsOfItsIdThatNameNoOther() {
        assertEquals(1, run("session", "end", "0123"));
        assertTrue(err.toString().contains("2 sessions begin with 0123"), err::toString);
        assertEquals(0, run("session", "end", "01234"));
        assertFalse(program.sessions().stands(ALICES));
        assertTrue(program.sessions().stands(BOBS));
        assertEquals(1, run("session", "end", ALICES));
        assertTrue(err.toString().contains("no session " + ALICES + " is connected"), err::toString);
    }

    @Test
    void allSessionsOfAUserAreEnded() {
        assertEquals(0, run("session", "end", "--user", "bob"));
        assertTrue(program.sessions().stands(ALICES));
        assertFalse(program.sessions().stands(BOBS));
        assertEquals(1, run("session", "end", "--user", "bob"));
        assertEquals(2, run("session", "end"), "whose?");
        assertEquals(2, run("session", "end", "--user", "bob", ALICES), "the one or the other");
    }

    @Test
    void aStubIsWrittenOnceAndSaysWhatWasAsked() throws IOException {
        Path stub = temp.resolve("alice.keystore");
        assertEquals(
                0,
                run(
                        "stub",
                        "write",
                        stub.toString(),
                        "--user",
                        "alice",
                        "--card",
                        "12345678",
                        "--userfile",
                        temp.toString(),
                        "--alias",
                        "piv-9a",
                        "--alias",
                        "b c"));
        String text =
                "signet-keystore: 1\nuser: alice\nuserfile: " + temp + "\ncard: 12345678\nalias: piv-9a\nalias: b c\n";
        assertEquals(text, Files.readString(stub));
        assertEquals(1, run("stub", "write", stub.toString()));
        assertEquals(text, Files.readString(stub), "nothing is overwritten");
        assertEquals(0, run("stub", "write", temp.resolve("mine").toString()));
        assertEquals("signet-keystore: 1\n", Files.readString(temp.resolve("mine")));
        assertEquals(1, run("stub", "write", temp.resolve("odd").toString(), "--alias", "x\nuser: bob"));
        assertFalse(Files.exists(temp.resolve("odd")));
    }
}
