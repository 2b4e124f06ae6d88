package org.signet.userfile.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.wrap.KdfLimits;

/** userfile.md, Grammar, line by line: each row is one edit of a good file, and where the complaint points. */
class GrammarTest {
    private final String bob = vector("bob.user");
    private final String alice = vector("alice.user");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user: bob             | user: Bob                | 2",
                "user: bob             | user: %62ob              | 2",
                "id: 7a54              | id: 7A54                 | 3",
                "uid: 1001             | uid: 01001               | 4",
                "uid: 1001             | uid: 9007199254740992    | 4",
                "uid: 1001             | uid: -1                  | 4",
                "uid: 1001             | uid:  1001               | 4",
                "gid: 1001             | Gid: 1001                | 5",
                "custody: file         | custody: File            | 6",
                "login: passphrase     | login: pin               | 7",
                "ozETccDMCc=           | ozETccDMCd=              | 8",
                "enrolled: 1           | enrolled: 1 1            | 9",
                "body: 7               | body: 07                 | 11",
                "enrolment: 1 1d       | enrolment: 1  1d         | 12",
                "m=65536               | m=65535                  | 13",
                "m=65536               | m=1048577                | 13",
                "m=65536               | m=2147483648             | 13",
                "t=3                   | t=11                     | 13",
                "p=4                   | p=0                      | 13",
                "v=19                  | v=16                     | 13",
                "salt=q4sZJ3TUC6L2TSzWeqRg3A== | salt=q4sZJ3TUC6L2TSzWeqRg3B== | 13",
                "Cgr2w==               | Cgr2wAA=                 | 14",
                "key: f140             | key: F140                | 16",
                "place: file           | place: facility          | 18",
                "place: file           | place: card              | 18",
                "place: file           | place: card piv:1 9a x   | 18",
                "place: file           | place: facility a b c    | 18",
                "origin: imported      | origin: found            | 19",
                "can: ecdsa ecdh       | can: ecdh ecdsa          | 20",
                "can: ecdsa ecdh       | can: ecdsa ecdsa         | 20",
                "can: ecdsa ecdh       | can: ecdsa  ecdh         | 20",
                "11-24T10:00:00Z       | 13-24T10:00:00Z          | 21",
                "11-24T10:00:00Z       | 11-24T10:00:00.0Z        | 21",
                "WRAPPED KEY-----      | WRAPPED SECRET-----      | 22",
                "alias: old%20name     | alias: bobkey            | 36",
                "alias: old%20name     | alias: old name          | 36",
                "alias: old%20name     | alias: old%2Dname        | 36",
                "alias: old%20name     | alias: %FF               | 36",
            })
    void anEditedLineIsNamed(String from, String to, int line) {
        KeyAccessException e = refused("bob", bob.replace(from, to));
        assertEquals(Reason.DAMAGED, e.reason());
        assertTrue(e.getMessage().startsWith("bob.user, line " + line + ":"), line + ", but: " + e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n\n", "\n ", " \n", "\t\n", "\n# a comment\n", "é\n", "\0\n"})
    void noLineMayEndOtherwise(String end) {
        assertEquals(Reason.DAMAGED, refused("bob", bob.replaceFirst("\n", end)).reason());
        assertEquals(Reason.DAMAGED, refused("bob", "\uFEFF" + bob).reason());
    }

    @Test
    void aNewerFormatIsCalledSo() {
        KeyAccessException e = refused("bob", bob.replace("signet-user: 1", "signet-user: 2"));
        assertEquals(Reason.CANNOT, e.reason());
        assertTrue(e.getMessage().contains("newer format"), e.getMessage());
    }

    @Test
    void cardsStandByTokenAtMostSixteenAndAcceptOnlyWithoutAdministrator() {
        String card =
                alice.lines().filter(l -> l.startsWith("card: ")).findFirst().orElseThrow() + "\n";
        String other = card.replace("piv:12345678", "piv:12345679");
        assertDoesNotThrow(() -> parse("alice", alice.replace(card, card + other)));
        refused("alice", alice.replace(card, other + card));
        refused("alice", alice.replace(card, card + card));
        StringBuilder many = new StringBuilder();
        for (int i = 10; i < 26; i++) {
            many.append(card.replace("piv:12345678", "piv:" + i));
        }
        String sixteen = many.toString();
        assertDoesNotThrow(() -> parse("alice", alice.replace(card, sixteen)));
        refused("alice", alice.replace(card, sixteen + card.replace("piv:12345678", "piv:26")));
        refused("alice", alice.replace(card, card + "accept: AAAA\n"));
    }

    @Test
    void everyOptionalLineIsWrittenAgain() {
        List<String> variants = List.of(
                bob.replace("can: ecdsa ecdh\n", "can: ecdsa ecdh\nuse: enrolment login\n"),
                bob.replace("00Z\n-----BEGIN SIGNET", "00Z\nrejection: AAAA\n-----BEGIN SIGNET"),
                bob.replace("place: file", "place: facility pkcs12 SunJSSE %2Fhome%2Fbob a%20b"),
                bob.replace("place: file", "place: facility pkcs12 SunJSSE %2Fhome%2Fbob a%20b")
                        .replace("SIGNET WRAPPED KEY", "SIGNET WRAPPED SECRET"),
                bob.replace("place: file", "place: card openpgp:D2760001 sign"),
                bob.replace("login: passphrase", "login: card"),
                bob.replace("login: passphrase\n", "login: passphrase\n")
                        .replace("enrolled: 1\n", "enrolled: 1\npolicy: a b-1\n"));
        for (String variant : variants) {
            assertEquals(variant, new String(parse("bob", variant).bytes(), US_ASCII));
        }
        refused("bob", bob.replace("can: ecdsa ecdh\n", "can: ecdsa ecdh\nuse: login enrolment\n"));
        refused("bob", bob.replace("enrolled: 1\n", "enrolled: 1\nwas: AAAA\n"));
    }

    @Test
    void moreThanOneMebibyteIsRefused() {
        assertEquals(
                Reason.DAMAGED, refused("bob", bob + "x".repeat(1 << 20) + "\n").reason());
    }

    @Test
    void base64HasOneText() {
        for (String bad : new String[] {
            "", "A", "AA", "AAA", "AAB=", "AB==", "AAA=AAAA", "A===", "====", "AA==AA==", "AA A", "AA-_"
        }) {
            assertEquals(Optional.empty(), Octets.parse(bad), bad);
        }
        for (String good : new String[] {"AA==", "AAA=", "AAAA", "/+A="}) {
            assertEquals(
                    good, Octets.of(Octets.parse(good).orElseThrow().bytes()).base64());
        }
    }

    @Test
    void namesHaveOneEncoding() {
        assertEquals("J%C3%BCrgen%20X", Names.encodeAlias("Jürgen X"));
        assertEquals("%4A%C3%BCrgen", Names.encodeUser("Jürgen"));
        assertEquals(Optional.of("Jürgen"), Names.decodeUser("%4A%C3%BCrgen"));
        for (String bad :
                new String[] {"", "%", "%4", "%4a", "%41", "%C3", "%00%", "a/b", ".", ".a", "%c3%bc", "x".repeat(201)
                }) {
            assertEquals(Optional.empty(), Names.decodeUser(bad).filter(n -> !bad.equals("%41")), bad);
        }
        assertEquals("caf\u00E9", Names.alias("cafe\u0301"));
        for (String bad : new String[] {"", "a\u202Eb", "a\u0000", "\uD83D", "x".repeat(129), "a\u2028"}) {
            assertEquals(
                    Reason.REFUSED,
                    assertThrows(KeyAccessException.class, () -> Names.alias(bad))
                            .reason());
        }
    }

    private static KeyAccessException refused(String name, String text) {
        return assertThrows(KeyAccessException.class, () -> parse(name, text));
    }

    private static UserText parse(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return UserParser.parse(name + ".user", name, bytes, KdfLimits.STANDARD);
    }

    private static String vector(String name) {
        try (var in = GrammarTest.class.getResourceAsStream("/userfile-v1/" + name)) {
            return new String(in.readAllBytes(), US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
