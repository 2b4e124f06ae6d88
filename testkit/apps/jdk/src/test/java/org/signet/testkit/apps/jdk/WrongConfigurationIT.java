package org.signet.testkit.apps.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.process.Ran;

/** What an administrator reads who configured a program wrongly: keytool's own line, and the trace that a server ends with. */
class WrongConfigurationIT {
    @TempDir
    private Path folder;

    /** The PIN is never tried here: Bob has none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing.keystore | Signet | correct horse battery | Keystore file does not exist: missing.keystore",
                "bob.p12          | Signet | changeit              | not a Signet keystore stub: line 1 is not",
                "nobody.keystore  | Signet | correct horse battery | no user nobody is enrolled in the user information file",
                "mistyped.keystore | Signet | correct horse battery | keystore stub, line 2: ",
                "my.keystore      | Signet | wrong horse battery   | wrong passphrase",
            })
    void keytoolSaysWhatIsWrong(String path, String type, String password, String sentence) throws Exception {
        ToolPage page = household();
        String said = page.refused("keytool -list -keystore " + path + " -storetype " + type + " -storepass '"
                + password + "' -J-Djava.security.properties=overlay -J-cp -Jsignet.jar");
        assertTrue(said.contains("keytool error") && said.contains(sentence), said);
        assertEquals(1, said.lines().count(), said);
    }

    private ToolPage household() throws Exception {
        ToolPage page = new ToolPage("keytool", folder, Case.FILE_EC);
        Files.copy(House.foreign(), page.at("bob.p12"));
        Files.writeString(page.at("nobody.keystore"), "signet-keystore: 1\nuser: nobody\n");
        Files.writeString(page.at("mistyped.keystore"), "signet-keystore: 1\nusr: bob\n");
        return page;
    }

    /** JSSE puts the reason at the end of its chain, in words that were ours. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keyStore=bob.p12                     | not a Signet keystore stub",
                "keyStore=nobody.keystore             | no user nobody is enrolled",
                "keyStorePassword=wrong horse battery | wrong passphrase",
            })
    void aServerEndsWithTheReasonInItsTrace(String property, String sentence) throws Exception {
        household();
        List<String> line = Hello.line(folder, Case.FILE_EC, List.of("serve", "0"));
        line.add(line.indexOf("-cp"), "-Djavax.net.ssl." + property);
        line.set(line.indexOf("-cp") + 1, House.at("signet.jar") + ":" + line.get(line.indexOf("-cp") + 1));
        Ran ran = Ran.of(House.desk().builder(line).directory(folder.toFile()));
        String said = ran.fails();
        assertTrue(said.lines().anyMatch(l -> l.startsWith("Caused by: ") && l.contains(sentence)), said);
    }

    /** A handshake needs the PIN, and there is neither a password nor a pin.file nor a prompt. */
    @Test
    void aNeededPassphraseWithNobodyToAskIsSaidByTheServersOwnLog() throws Exception {
        household();
        try (Hello server = Hello.serve(
                folder, Case.FILE_EC, "-Dsignet.pin.file.file=/nowhere/secret", "-Djavax.net.debug=ssl:handshake")) {
            House.desk()
                    .bashIn(folder, "openssl s_client -connect localhost:" + server.port() + " </dev/null")
                    .fails();
            String log = Files.readString(folder.resolve("server.err"));
            assertTrue(log.contains("/nowhere/secret"), log);
        }
    }

    /** Another release by another class loader: a handle of the one is refused by the other with the places of both. */
    @Test
    void aHandleOfAnotherSignetJarNamesBoth() throws Exception {
        Path other = Files.copy(House.at("signet.jar"), folder.resolve("signet-other.jar"));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {other.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Provider second = (Provider) loader.loadClass("org.signet.SignetProvider")
                    .getConstructor()
                    .newInstance();
            KeyStore keys = KeyStore.getInstance("Signet");
            try (java.io.InputStream stub = Files.newInputStream(Case.FILE_EC.stub())) {
                keys.load(stub, null);
            }
            PrivateKey ours = (PrivateKey) keys.getKey("ec", null);
            Signature signature = Signature.getInstance("SHA256withECDSA", second);
            InvalidKeyException e = assertThrows(InvalidKeyException.class, () -> signature.initSign(ours));
            assertTrue(e.getMessage().contains("another signet.jar"), e.getMessage());
            assertTrue(e.getMessage().contains("signet-other.jar"), e.getMessage());
        }
    }
}
