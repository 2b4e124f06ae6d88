package org.signet.testkit.outside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.testkit.demo.DemoCommand;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Ran;
import picocli.CommandLine;

/** The main job as a process, and what openssl and ssh-keygen say of what it leaves. */
class DemoIT {
    private static final String PIN = "123456";
    private static final String CARD = "piv:12345678";
    private static final String PASSPHRASE = "correct horse battery";

    @TempDir
    private static Path folder;

    private static Desk desk;
    private static String told;

    @BeforeAll
    static void play() throws IOException {
        desk = new Desk(folder);
        told = java("-jar", Checkout.TESTKIT.toString(), "demo", "--out", "out").succeeds();
    }

    private static Ran java(String... arguments) {
        return desk.run(Stream.concat(Stream.of(Checkout.tool("java"), "-XX:TieredStopAtLevel=1"), Stream.of(arguments))
                .toList());
    }

    private static Path out(String name) {
        return folder.resolve("out").resolve(name);
    }

    @Test
    void itEndsWithOneLineOfTruth() {
        List<String> lines = told.lines().toList();
        assertTrue(lines.get(lines.size() - 1).matches("Verified: 5 signatures, .*"), told);
        assertTrue(told.lines().anyMatch(l -> l.matches(" *Alice signs the message .* slot 9[AC] .*")), told);
        assertTrue(told.lines().anyMatch(l -> l.matches(" *Alice decrypts the message .* slot 9D .*")), told);
        assertTrue(told.lines().anyMatch(l -> l.matches(" *Alice's handle: .*removed.*")), told);
    }

    @ParameterizedTest
    @CsvSource({"a-to-b, alice", "b-to-a, bob"})
    void opensslVerifiesWhatWasSigned(String message, String signer) throws IOException {
        desk.run(
                        "openssl",
                        "cms",
                        "-verify",
                        "-inform",
                        "DER",
                        "-binary",
                        "-in",
                        "out/" + message + ".p7s",
                        "-CAfile",
                        "out/" + signer + ".pem",
                        "-purpose",
                        "any",
                        "-out",
                        message)
                .succeeds();
        assertEquals(-1, Files.mismatch(desk.at(message), out("message.txt")));
        String enveloped = desk.run(
                        "openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", "out/" + message + ".p7m")
                .succeeds();
        assertTrue(enveloped.contains("envelopedData"), enveloped);
    }

    /** The signature's first 50 bytes, as they crossed the reader. */
    @Test
    void alicesSignatureCameFromTheCard() throws IOException {
        String parsed = desk.run("openssl", "asn1parse", "-inform", "DER", "-in", "out/a-to-b.p7s")
                .succeeds();
        String octets = parsed.lines()
                .filter(l -> l.contains("OCTET STRING") && l.contains("[HEX DUMP]:"))
                .reduce((first, last) -> last)
                .orElseThrow();
        String signature = octets.substring(octets.indexOf("]:") + 2).toUpperCase(Locale.ROOT);
        assertEquals(512, signature.length());
        assertTrue(apduLog().stream().anyMatch(l -> l.startsWith("< ") && l.contains(signature.substring(0, 100))));
        assertTrue(apduLog().stream().anyMatch(l -> l.matches("> [01]087..9[AC].*")), "signed with 9A or 9C");
        assertTrue(apduLog().stream().anyMatch(l -> l.matches("> [01]087..9D.*")), "decrypted with 9D");
    }

    private static List<String> apduLog() throws IOException {
        return Files.readAllLines(out("apdu.log"));
    }

    @Test
    void noSecretStandsInWhatItLeaves() throws IOException {
        List<String> verifies =
                apduLog().stream().filter(l -> l.startsWith("> 0020008008")).toList();
        assertFalse(verifies.isEmpty());
        assertTrue(verifies.stream().allMatch(l -> l.endsWith("08" + "X".repeat(16))), verifies::toString);
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, ISO_8859_1);
                assertFalse(text.contains(PASSPHRASE), () -> "the passphrase stands in " + file);
                assertFalse(text.contains("PRIVATE KEY"), () -> "a plain private key stands in " + file);
                assertFalse(text.contains("313233343536FFFF"), () -> "the PIN stands in hex in " + file);
                assertFalse(text.replace(CARD, "").contains(PIN), () -> "the PIN stands in " + file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "bob"})
    void sshKeygenVerifiesTheSealAndOpensslReadsTheCertificate(String user) throws Exception {
        String text = Files.readString(out("users/" + user + ".user"));
        Matcher sealer = Pattern.compile("(?m)^sealer: (.*)$").matcher(text);
        assertTrue(sealer.find());
        Files.writeString(desk.at("signers"), SshSigner.line(user, sealer.group(1)));
        int seal = text.lastIndexOf("-----BEGIN SSH SIGNATURE-----");
        Files.writeString(desk.at("seal"), text.substring(seal));
        Files.writeString(desk.at("body"), text.substring(text.indexOf("\nbody: ") + 1, seal));
        String said = desk.bash("ssh-keygen -Y verify -f signers -I " + user + " -n body@signet -s seal <body")
                .succeeds();
        assertTrue(said.startsWith("Good \"body@signet\" signature for " + user), said);
        String subject = desk.run("openssl", "x509", "-in", "out/users/" + user + ".user", "-noout", "-subject")
                .succeeds();
        assertTrue(subject.contains("CN"), subject);
    }

    @Test
    void whatItLeavesIsForItsOwnerAlone() throws IOException {
        String modes = desk.run("find", "out", "out/users", "-maxdepth", "0", "-printf", "%m ")
                .succeeds();
        assertEquals("700 700 ", modes);
        for (String user : List.of("alice", "bob")) {
            assertEquals(
                    "600",
                    desk.run("stat", "-c", "%a", "out/users/" + user + ".user")
                            .succeeds()
                            .strip());
        }
        try (Stream<Path> sessions = Files.list(out("sessions"))) {
            assertEquals(List.of(), sessions.toList(), "nobody is connected any more");
        }
    }

    @Test
    void aFolderThatIsNotEmptyIsAUsageError() {
        String said = java("-jar", Checkout.TESTKIT.toString(), "demo", "--out", "out")
                .ends(2);
        assertEquals("signet demo: out is not an empty folder\n", said);
    }

    @Test
    void whatAFileHoldsIsTheMessage() throws IOException {
        byte[] message = {0, 'a', '\r', '\n', (byte) 0xFF};
        Files.write(desk.at("mine"), message);
        java("-jar", Checkout.TESTKIT.toString(), "demo", "--message", "mine", "--out", "mine.out")
                .succeeds();
        desk.bash("openssl cms -verify -inform DER -binary -in mine.out/a-to-b.p7s -CAfile mine.out/alice.pem"
                        + " -purpose any -out read")
                .succeeds();
        assertArrayEquals(message, Files.readAllBytes(desk.at("read")));
    }

    @Test
    void aMessageThatIsNoneIsTroubleAndNothingIsLeft() throws IOException {
        Files.write(desk.at("empty"), new byte[0]);
        for (String[] wrong : new String[][] {
            {"missing", "cannot read the message from missing: "},
            {".", "cannot read the message from .: "},
            {"empty", "the message empty is empty"}
        }) {
            String said = java("-jar", Checkout.TESTKIT.toString(), "demo", "--message", wrong[0], "--out", "none")
                    .ends(3);
            assertTrue(said.startsWith("signet demo: " + wrong[1]), said);
            assertEquals(1, said.lines().count(), said);
            assertFalse(Files.exists(desk.at("none")), said);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--pin-file no,        2, --pin-file goes with --pcsc",
        "--what,               2, Unknown option",
        "--pcsc --pin-file no, 3, cannot read the PIN from no"
    })
    void aCommandLineThatIsNoneSaysSo(String arguments, int code, String sentence) {
        StringWriter said = new StringWriter();
        CommandLine demo = new CommandLine(new DemoCommand()).setErr(new PrintWriter(said, true));
        assertEquals(code, demo.execute(arguments.split(" ", -1)));
        assertTrue(said.toString().contains(sentence), said::toString);
    }

    @Test
    void theDropInSaysWhereTheDemonstrationIs() {
        String said = java("-jar", "signet.jar", "demo").ends(2);
        assertTrue(said.contains("./signet demo"), said);
    }

    @Test
    void theLauncherRunsTheCommand() {
        String version =
                desk.run(Checkout.ROOT.resolve("signet").toString(), "version").succeeds();
        assertTrue(
                version.matches("(?s)Signet \\S+\\RJDK "
                        + Pattern.quote(Runtime.version().toString()) + " .*"),
                version);
        desk.run(Checkout.ROOT.resolve("signet").toString(), "conjure").ends(2);
    }
}
