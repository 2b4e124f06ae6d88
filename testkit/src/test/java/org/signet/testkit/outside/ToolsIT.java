package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Page;

/** keytool and jarsigner of the JDK that runs the tests, with nothing but signet.jar, for a user without a card. */
class ToolsIT {
    private static final String PASSPHRASE = "correct horse battery";
    private static final String STUB = "signet-keystore: 1";

    @TempDir
    private static Path shelf;

    @TempDir
    private Path folder;

    private Desk desk;
    private KeyTools tools;

    /** A user information file into which a PKCS#12 was imported; each test gets a copy. */
    @BeforeAll
    static void importTheKeys() throws Exception {
        KeyTools tools = new KeyTools(new Desk(shelf));
        tools.makePkcs12();
        tools.packApp();
        tools.importKeys(PASSPHRASE).succeeds();
    }

    @BeforeEach
    void sitDown() throws IOException {
        desk = new Desk(folder);
        tools = new KeyTools(desk);
        desk.run("cp", "-a", shelf + "/data", shelf + "/my.p12", shelf + "/app.jar", ".")
                .succeeds();
    }

    private void assertRequest(String alias) {
        tools.keytool(PASSPHRASE, "-certreq", "-alias", alias, "-file", alias + ".csr")
                .succeeds();
        String said = desk.run("openssl", "req", "-verify", "-noout", "-in", alias + ".csr")
                .succeeds();
        assertTrue(said.contains("OK"), said);
    }

    private void assertLists(String said, String... aliases) {
        for (String alias : aliases) {
            assertTrue(said.matches("(?s).*\\b" + Pattern.quote(alias) + ", [^\n]*PrivateKeyEntry.*"), said);
        }
        assertTrue(said.contains("contains " + aliases.length + " entr"), said);
    }

    @Test
    void importedKeysAreListedAndMakeRequestsThatOpensslBelieves() {
        assertLists(tools.keytool(PASSPHRASE, "-list").succeeds(), "me", "ec");
        assertRequest("ec");
    }

    @Test
    void jarsignerSignsAndVerifies() {
        tools.jarsigner("NONE", PASSPHRASE, "me").succeeds();
        String said = tools.verifiedApp();
        assertTrue(said.contains("jar verified") && said.contains("CN=me"), said);
    }

    /** jca-facts 24 and 53: a path, and an overlay that finds the jar on the class path; nothing is named. */
    @Test
    void aStubAndAnOverlayNeedNoOptionOfSignets() throws IOException {
        Path stub = desk.write("my.keystore", STUB);
        desk.write("overlay", "security.provider." + Checkout.nextProvider() + "=Signet");
        String options = " -J-Djava.security.properties=overlay -J-cp -Jsignet.jar -keystore my.keystore -storepass '"
                + PASSPHRASE + "' ";
        desk.bash("keytool -changealias -alias me -destalias mine" + options).succeeds();
        assertEquals(STUB + "\n", Files.readString(stub), "a stub comes back as it was");
        desk.bash("jarsigner -storetype Signet" + options + "app.jar mine").succeeds();
        assertEquals(List.of("CN=me"), tools.signersOfApp());
    }

    /** jca-facts 23: keytool opens a source by its path alone, and there is nothing that it could carry away. */
    @Test
    void noKeyIsExported() throws Exception {
        desk.write("my.keystore", STUB);
        String before = Files.readString(userFile());
        String said = desk.bash(
                        "keytool -importkeystore -noprompt -srckeystore my.keystore -srcstoretype Signet -srcstorepass '"
                                + PASSPHRASE + "' -destkeystore out.p12 -deststoretype PKCS12 -deststorepass changeit"
                                + " -providerclass org.signet.SignetProvider -providerpath signet.jar")
                .succeeds(); // keytool's own opinion
        assertTrue(said.contains("Entry for alias me not imported"), said);
        assertTrue(said.contains("0 entries successfully imported"), said);
        assertEquals(
                0,
                KeyStore.getInstance(desk.at("out.p12").toFile(), "changeit".toCharArray())
                        .size());
        assertEquals(before, Files.readString(userFile()));
    }

    /** jca-facts 19: with a provider of that name registered already the argument must not be lost. */
    @Test
    void aProvidersArgumentCounts() throws IOException {
        desk.run("mv", desk.at("data/signet").toString(), "elsewhere").succeeds();
        String argument = "--userfile=" + desk.at("elsewhere");
        assertLists(tools.keytoolConfigured(argument, "-list").succeeds(), "me", "ec");
        desk.write("overlay", "security.provider." + Checkout.nextProvider() + "=Signet");
        String own = "Signet-" + Integer.toHexString(argument.hashCode());
        String[] registered = {
            "-list", "-J-Djava.security.properties=overlay", "-J-cp", "-Jsignet.jar", "-providername", own
        };
        assertLists(tools.keytoolConfigured(argument, registered).succeeds(), "me", "ec");
    }

    /** jca-facts 22: our own handles come back. */
    @Test
    void anAuthoritysReplyIsInstalledAndANewAliasIsTheSameKey() throws IOException {
        assertRequest("me");
        desk.bash("openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=ca -days 30"
                        + " && openssl x509 -req -in me.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out me.pem"
                        + " && cat ca.pem >> me.pem")
                .succeeds();
        tools.keytool(PASSPHRASE, "-importcert", "-noprompt", "-alias", "me", "-file", "me.pem")
                .succeeds();
        tools.keytool(PASSPHRASE, "-changealias", "-alias", "me", "-destalias", "mine")
                .succeeds();
        tools.keytool(PASSPHRASE, "-delete", "-alias", "ec").succeeds();
        String said = desk.bash("keytool -list -v -protected -keystore NONE -storetype Signet"
                        + " -providerclass org.signet.SignetProvider -providerpath signet.jar")
                .succeeds();
        assertTrue(said.contains("contains 1 entry") && said.contains("Alias name: mine"), said);
        assertTrue(said.contains("Certificate chain length: 2") && said.contains("Issuer: CN=ca"), said);
    }

    /** jca-facts 21: without -providername keytool makes the key itself and imports it. */
    @Test
    void aKeyThatKeytoolGeneratesIsImported() throws IOException {
        String words = "-genkeypair -alias new -keyalg EC -groupname secp256r1 -dname CN=new";
        tools.keytool(PASSPHRASE, words.split(" ", -1)).succeeds();
        assertTrue(Files.readString(userFile()).contains("\nalias: new\n"));
    }

    /** jca-facts 20 and 22: the sentence stands in keytool's own output, since it drops causes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-delete -alias me            | wrong horse battery   | wrong passphrase",
                "-storepasswd -new otherhorse | correct horse battery | would change the PIN or passphrase",
                "-genseckey -alias s -keyalg AES -keysize 128 -keypass changeit | correct horse battery"
                        + " | Signet keeps private keys, not a"
            })
    void whatIsRefusedSaysWhyAndChangesNothing(String words, String password, String sentence) throws IOException {
        String before = Files.readString(userFile());
        String said = tools.keytool(password, words.split(" ", -1)).ends(1);
        assertTrue(said.contains("keytool error") && said.contains(sentence), said);
        assertEquals(before, Files.readString(userFile()));
    }

    private Path userFile() throws IOException {
        try (Stream<Path> files = Files.list(desk.users())) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void aKeystoresUsualPasswordEnrolsNobody() throws IOException {
        desk.run("rm", "-r", "data").succeeds();
        String said = tools.importKeys("changeit").ends(1);
        assertTrue(said.contains("well-known default"), said);
        assertFalse(Files.exists(desk.users()), "somebody was enrolled");
    }

    /** README's own: the stub's alice is unknown, and no option names Signet, so that both texts were read. */
    @Test
    void readmesOverlayIsFoundAndItsStubNamesNobodyHere() throws IOException {
        Page readme = Page.read("README.md");
        String overlay = readme.tagged("properties overlay").get(0).text();
        Files.writeString(desk.at("overlay"), overlay.replace(".N=", "." + Checkout.nextProvider() + "="));
        Files.writeString(
                desk.at("my.keystore"), readme.tagged("text stub").get(0).text());
        String said = desk.bash("keytool -list -J-Djava.security.properties=overlay -J-cp -Jsignet.jar"
                        + " -keystore my.keystore -storepass '" + PASSPHRASE + "'")
                .ends(1);
        assertTrue(said.contains("no user alice is enrolled"), said);
    }

    @Test
    void aWrongConfigurationSaysSo() {
        String said = tools.keytoolConfigured("--userfil=/x", "-list").ends(1);
        assertTrue(said.contains("the provider's argument has the unknown key userfil"), said);
    }

    @Test
    void aChangedUserFileIsNotPassedOver() throws IOException {
        Files.writeString(userFile(), Files.readString(userFile()).replace("alias: me", "alias: mf"));
        String said = tools.keytool(PASSPHRASE, "-list").ends(1);
        assertTrue(said.contains("keytool error: java.io.IOException: " + userFile()), said);
    }
}
