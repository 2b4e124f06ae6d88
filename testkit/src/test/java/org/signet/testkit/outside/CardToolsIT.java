package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Pcscd;

/** keytool and jarsigner with nothing but signet.jar, a PIV card in the real pcscd, and nothing configured. */
class CardToolsIT {
    private static final String PIN = "123456";

    @TempDir
    private Path folder;

    private final EmulatedPivCard card = EmulatedPivCard.builder()
            .key("9a", "rsa2048")
            .key("9c", "p256")
            .key("9d", "rsa2048")
            .build();
    private int triesExpected = 3;
    private VirtualReader reader;
    private Desk desk;
    private KeyTools tools;

    @BeforeAll
    static void needPcscd() {
        Pcscd.require(CardToolsIT.class);
    }

    @BeforeEach
    void insertTheCard() throws IOException {
        desk = new Desk(folder);
        tools = new KeyTools(desk);
        reader = VirtualReader.with(card);
    }

    @AfterEach
    void nothingWasSpentOrWritten() {
        reader.close();
        assertEquals(triesExpected, card.pinTries(), "PIN tries left");
        assertFalse(Files.exists(desk.users()), "a user file was written");
    }

    @Test
    void keytoolListsTheCardsKeys() {
        String said = tools.keytool(PIN, "-list").succeeds();
        for (String alias : new String[] {"piv-9a", "piv-9c", "piv-9d"}) {
            assertTrue(said.matches("(?s).*\\b" + alias + ", [^\n]*PrivateKeyEntry.*"), said);
        }
        assertTrue(said.contains("contains 3 entries"), said);
    }

    @Test
    void theSignetCommandListsReadersCardsAndKeys() {
        List<String> list = List.of("-jar", Checkout.SIGNET.toString(), "card", "list");
        String said = desk.jdk("java", list).succeeds();
        assertTrue(said.contains("piv:" + card.serial() + ", 3 PIN tries left"), said);
        assertTrue(said.matches("(?s).*piv-9c +EC-256 +until 20[0-9-]{8} +.*CN=Signet 9C.*"), said);
        String json = desk.jdk(
                        "java",
                        Stream.concat(list.stream(), Stream.of("--json")).toList())
                .succeeds();
        assertTrue(json.contains("\"token\":\"piv:" + card.serial() + "\",\"pinTriesLeft\":3"), json);
    }

    @Test
    void opensslBelievesARequestOfTheKeyThatWantsThePinEachTime() {
        tools.keytool(PIN, "-certreq", "-alias", "piv-9c", "-file", "csr").succeeds();
        String said =
                desk.run("openssl", "req", "-verify", "-noout", "-in", "csr").succeeds();
        assertTrue(said.contains("OK"), said);
    }

    /** What makes a record's own equals takes 50 ms and more of a JVM's first signature. */
    @Test
    void aSignatureComparesNoRecordByItsOwnEquals() throws Exception {
        Path log = desk.at("loaded");
        String classPath = Checkout.SIGNET + ":" + InstallIT.classes();
        String signer = Signer.class.getName();
        desk.jdk(
                        "java",
                        List.of(
                                "-Xlog:class+load:file=" + log,
                                "-cp",
                                classPath,
                                signer,
                                PIN,
                                "piv-9a",
                                "org.signet.SignetProvider"))
                .succeeds();
        String loaded = Files.readString(log);
        assertTrue(loaded.contains("] org.signet.key.KeyRef source:"));
        assertFalse(loaded.contains("] java.lang.runtime.ObjectMethods source:"));
    }

    /** The stub stands for the only card. */
    @ParameterizedTest
    @CsvSource({"NONE, piv-9c, > 0087119C", "my.keystore, piv-9a, > 0087079A"})
    void jarsignerSignsWithTheCard(String keystore, String alias, String command) throws IOException {
        desk.write("my.keystore", "signet-keystore: 1");
        tools.packApp();
        tools.jarsigner(keystore, PIN, alias).succeeds();
        assertEquals(1, tools.signersOfApp().size());
        assertEquals(1, card.log().stream().filter(l -> l.startsWith(command)).count(), "the card signed");
    }

    @Test
    void aWrongPinCostsOneTryAndSaysSo() {
        triesExpected = 2;
        String said = tools.keytool("000000", "-list").ends(1);
        assertTrue(said.contains("keytool error: java.io.IOException: VERIFY 80 answered 63C2"), said);
        assertTrue(said.contains("2 tries left"), said);
    }

    @Test
    void changeitIsNeverSent() {
        String said = tools.keytool("changeit", "-list").ends(1);
        assertTrue(said.contains("nothing was sent"), said);
        assertTrue(card.log().stream().noneMatch(l -> l.startsWith("> 0020")), said);
    }

    /** jca-facts 22: nothing of it could be kept, for nobody is enrolled; and a PIN is not changed by the way. */
    @Test
    void whatACardCannotKeepIsRefusedWithItsReason() throws Exception {
        String renamed = tools.keytool(PIN, "-changealias", "-alias", "piv-9a", "-destalias", "mine")
                .ends(1);
        assertTrue(renamed.contains("not enrolled"), renamed);
        String changed = tools.keytool(PIN, "-storepasswd", "-new", "654321").ends(1);
        assertTrue(changed.contains("would change the PIN"), changed);
        tools.makePkcs12();
        String imported = tools.importKeys(PIN).said();
        assertTrue(imported.contains("call the key after its slot"), imported);
    }
}
