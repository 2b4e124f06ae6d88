package org.signet.testkit.outside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.process.CardProcess;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Pcscd;
import org.signet.testkit.process.Ran;

/** The live objects of a process that has signed and logged out hold neither key nor PIN nor passphrase. */
class HeapIT {
    private static final String PASSPHRASE = "correct horse battery";
    private static final String PIN = "83920174";
    private static final int PIECE = 24;

    @TempDir
    private Path folder;

    private Desk desk;
    private KeyTools tools;

    @BeforeEach
    void desk() throws Exception {
        desk = new Desk(folder);
        tools = new KeyTools(desk);
        tools.makePkcs12();
    }

    @Test
    void ofAUserOfTheFile() throws Exception {
        tools.importKeys(PASSPHRASE).succeeds();
        assertEquals(List.of(), found(PASSPHRASE, "me", "SHA256withRSA"));
        assertEquals(List.of(), found(PASSPHRASE, "ec", "SHA256withECDSA"));
    }

    @Test
    void ofAUserWithACard() throws Exception {
        Pcscd.require(HeapIT.class);
        List<String> card = List.of("--pin", PIN, "--key", "9a=rsa2048", "--key", "9c=p256");
        CardProcess.during(desk, card, () -> {
            assertEquals(List.of(), found(PIN, "piv-9a", "SHA256withRSA"));
            assertEquals(List.of(), found(PIN, "piv-9c", "SHA256withECDSA"));
        });
    }

    /** Alice's card is in another process; bob's key may be in this one's heap, and hers is not, nor her PIN where it is not kept. */
    @Test
    void ofAServerWithAUserOfACardAndAUserOfTheFile() throws Exception {
        Pcscd.require(HeapIT.class);
        KeyPair alices = new KeyPair(keys().getCertificate("me").getPublicKey(), (PrivateKey) key("me"));
        EmulatedPivCard.builder()
                .pin(PIN)
                .key("9a", alices)
                .keptIn(desk.at("alice.card"))
                .build();
        Path pin = secret("alice.pin", PIN);
        Path passphrase = secret("bob.pass", PASSPHRASE);
        CardProcess.during(desk, List.of("--state", desk.at("alice.card").toString()), () -> {
            signet("user", "add", "alice", "--custody", "card", "--pin-file", pin.toString());
            signet("user", "add", "bob", "--custody", "file", "--passphrase-file", passphrase.toString());
            desk.write("bob.stub", "signet-keystore: 1", "user: bob");
            tools.importKeysTo("bob.stub", PASSPHRASE).succeeds();
            Path dump = desk.at("two.hprof");
            List<String> command = List.of(
                    Checkout.tool("java"),
                    "-XX:TieredStopAtLevel=1",
                    "-Dsignet.pin.cache=never", // else the PIN is kept until the log-out
                    "-cp",
                    "signet.jar:" + InstallIT.classes(),
                    TwoUsersDumper.class.getName(),
                    dump.toString(),
                    "alice",
                    "piv-9a",
                    "SHA256withRSA",
                    "bob",
                    "ec",
                    "SHA256withECDSA");
            Path input = desk.write("input", PIN, PASSPHRASE);
            Ran.of(desk.builder(command).redirectInput(input.toFile())).succeeds();
            String heap = Files.readString(dump, ISO_8859_1);
            assertEquals(List.of(), found(heap, needles(PASSPHRASE, "me"))); // alice's key, bob's passphrase
            assertEquals(List.of(), found(heap, needles(PIN, "ec"))); // bob's key, alice's PIN
        });
    }

    private Path secret(String name, String text) throws Exception {
        Path file = Files.createFile(
                desk.at(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text + "\n");
    }

    private void signet(String... words) {
        List<String> command = new ArrayList<>(List.of("-jar", "signet.jar"));
        command.addAll(List.of(words));
        desk.jdk("java", command).succeeds();
    }

    /** What is looked for would be found. */
    @Test
    void ofACarelessProgram() throws Exception {
        tools.importKeys(PASSPHRASE).succeeds();
        assertEquals(List.of("the password", "the key"), found(PASSPHRASE, "me", "SHA256withRSA", desk.at("my.p12")));
        assertEquals(List.of("the password", "the key"), found(PASSPHRASE, "ec", "SHA256withECDSA", desk.at("my.p12")));
    }

    private List<String> found(String password, String alias, String algorithm, Path... careless) throws Exception {
        Path dump = desk.at(alias + ".hprof");
        Files.deleteIfExists(dump);
        List<String> command = new ArrayList<>(
                List.of(Checkout.tool("java"), "-XX:TieredStopAtLevel=1", "-cp", "signet.jar:" + InstallIT.classes()));
        command.addAll(List.of(HeapDumper.class.getName(), alias, algorithm, dump.toString()));
        Arrays.stream(careless).map(Path::toString).forEach(command::add);
        Path input = Files.writeString(desk.at("input"), password);
        Ran.of(desk.builder(command).redirectInput(input.toFile())).succeeds();
        String heap = Files.readString(dump, ISO_8859_1);
        return found(heap, needles(password, alias));
    }

    private static List<String> found(String heap, Map<String, List<String>> needles) {
        return needles.entrySet().stream()
                .filter(needle -> needle.getValue().stream().anyMatch(heap::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** As bytes of a dump, which has numbers from the highest byte on. */
    private Map<String, List<String>> needles(String password, String alias) throws Exception {
        Map<String, List<String>> needles = new LinkedHashMap<>();
        needles.put("the password", List.of(password, latin(password.getBytes(UTF_16BE))));
        Key key = key(alias);
        if (key instanceof RSAPrivateCrtKey rsa) {
            needles.put(
                    "the key",
                    List.of(piece(rsa.getPrimeP()), piece(rsa.getPrimeQ()), piece(rsa.getPrivateExponent())));
        } else if (key instanceof ECPrivateKey ec) {
            needles.put("the key", List.of(piece(ec.getS())));
        }
        return needles;
    }

    private KeyStore keys() throws Exception {
        return KeyStore.getInstance(desk.at("my.p12").toFile(), "changeit".toCharArray());
    }

    private Key key(String alias) throws Exception {
        return keys().getKey(alias, "changeit".toCharArray());
    }

    private static String piece(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return latin(Arrays.copyOfRange(bytes, bytes.length - PIECE, bytes.length));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
