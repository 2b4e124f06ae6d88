package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Reason;

/** A user without a card: his keys are wrapped in the user information file. */
class FileUserTest {
    private static final String SELF = System.getProperty("user.name");

    @TempDir
    private Path temporary;

    private World world;

    @BeforeEach
    void noReaderAndNoCard() throws IOException {
        world = new World(temporary);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static void importKey(KeyStore keys, String alias, KeyPair pair) throws KeyStoreException {
        Certificate[] chain = {Keys.certificate(alias, pair)};
        keys.setKeyEntry(alias, pair.getPrivate(), null, chain);
    }

    @Test
    void theFirstImportedKeyCreatesTheOperatingSystemUser() throws Exception {
        KeyStore keys = world.load(World.PASSPHRASE);
        assertEquals(0, keys.size());
        assertEquals(List.of(), world.files());
        importKey(keys, "first", Keys.named("first", "rsa2048"));
        assertTrue(Files.exists(world.userFile(SELF)));
        assertEquals("rw-------", mode(world.userFile(SELF)));
        assertEquals("rwx------", mode(world.userFile(SELF).getParent()));
        App.assertSigns(keys, "first");
        App.assertDecrypts(keys, "first");
        App.assertSays(world.sessions().get(0), "user: " + SELF, "smart-card: no\n", "proof: PASSPHRASE\n");
        world.restart();
        KeyStore again = world.load(World.PASSPHRASE);
        assertEquals(List.of("first"), Collections.list(again.aliases()));
        assertNull(App.key(again, "first").getEncoded());
        App.assertSigns(again, "first");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aBadPassphraseForANewUserIsRefusedAndNothingIsWritten() throws Exception {
        for (String bad : List.of("changeit", "CHANGEIT", "short 1", "1234567890", "123456789012", "")) {
            App.assertSays(App.refusal(Reason.REFUSED, () -> world.load(bad)), "passphrase", "choose another");
        }
        assertEquals(List.of(), world.files());
    }

    @Test
    void aWrongPassphraseIsSaidWithTheCauseThatTheJcaKnows() throws Exception {
        world.enrolBob();
        byte[] before = Files.readAllBytes(world.userFile("bob"));
        for (String wrong : List.of("incorrect horse", "correct horse batterY", World.PIN)) {
            IOException e = assertThrows(IOException.class, () -> world.loadAs("bob", wrong));
            assertInstanceOf(UnrecoverableKeyException.class, e.getCause());
            assertEquals(Reason.PASSPHRASE_WRONG, App.reason(e));
            App.assertSays(e.getMessage(), "wrong passphrase", "bob");
            assertFalse(e.getMessage().contains(wrong));
        }
        assertArrayEquals(before, Files.readAllBytes(world.userFile("bob")));
        assertEquals(List.of(), world.sessions());
    }

    @Test
    void aStubSaysWhoIsMeantWhereverAPathIsWanted() throws Exception {
        world.enrolBob();
        Path stub = Files.writeString(temporary.resolve("bob.keystore"), World.stub("bob"));
        world.provider();
        KeyStore keys = KeyStore.getInstance(stub.toFile(), World.PASSPHRASE.toCharArray());
        assertEquals("Signet", keys.getType());
        App.assertSigns(keys, "bobkey");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        keys.store(out, World.PASSPHRASE.toCharArray());
        assertEquals(World.stub("bob"), out.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void theConfiguredUserIsTheDefault() throws Exception {
        world.enrolBob();
        App.assertSays(App.refusal(Reason.UNKNOWN, () -> world.load(World.PASSPHRASE)), SELF, "user=NAME", "stub");
        world.close();
        try (World configured = new World(Files.createDirectory(temporary.resolve("configured"))).with("user=bob")) {
            configured.enrolBob();
            App.assertSigns(configured.load(World.PASSPHRASE), "bobkey");
        }
    }

    @Test
    void aKeyHasSeveralAliasesAndGoesWithItsLast() throws Exception {
        world.enrolBob();
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        PrivateKey key = App.key(keys, "bobkey");
        Certificate certificate = keys.getCertificate("bobkey");
        Certificate[] chain = {certificate};
        keys.setKeyEntry("Böb's ключ", key, null, chain);
        assertEquals(2, keys.size());
        assertEquals(key, keys.getKey("Böb's ключ", null));
        keys.deleteEntry("bobkey"); // keytool -changealias: the new one is set before the old one goes
        assertFalse(keys.containsAlias("bobkey"));
        App.assertSigns(key, certificate);
        world.restart();
        KeyStore again = world.loadAs("bob", World.PASSPHRASE);
        assertEquals(List.of("Böb's ключ"), Collections.list(again.aliases()));
        PrivateKey handle = App.key(again, "Böb's ключ");
        App.assertSigns(handle, certificate);
        again.deleteEntry("Böb's ключ");
        assertEquals(0, again.size());
        assertFalse(Files.readString(world.userFile("bob")).contains("WRAPPED KEY"));
        App.assertSays(App.failure(handle, Reason.UNKNOWN), "bob has no key");
    }

    @Test
    void aNewChainReplacesTheOldOneAndAnothersIsRefused() throws Exception {
        world.enrolBob();
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        PrivateKey key = App.key(keys, "bobkey");
        Certificate old = keys.getCertificate("bobkey");
        KeyPair issuer = Keys.named("issuer", "p256");
        Certificate[] reply = {
            Keys.certificate("bob renewed", Keys.named("bob", "rsa2048")), Keys.certificate("issuer", issuer)
        };
        keys.setKeyEntry("bobkey", key, "ignored".toCharArray(), reply);
        assertArrayEquals(reply, keys.getCertificateChain("bobkey"));
        assertNotEquals(old, keys.getCertificate("bobkey"));
        Certificate[] others = {reply[1]};
        assertThrows(KeyStoreException.class, () -> keys.setKeyEntry("bobkey", key, null, others));
        assertArrayEquals(reply, keys.getCertificateChain("bobkey"));
        App.assertSigns(keys, "bobkey");
    }

    /** keytool -keypasswd gives the same chain and another password: a success would be taken for a change. */
    @Test
    void anotherPasswordForTheSameEntryIsRefused() throws Exception {
        world.enrolBob();
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        PrivateKey key = App.key(keys, "bobkey");
        Certificate[] chain = keys.getCertificateChain("bobkey");
        KeyStoreException e = assertThrows(
                KeyStoreException.class, () -> keys.setKeyEntry("bobkey", key, "another one".toCharArray(), chain));
        App.assertSays(e.getMessage(), "bobkey has no password of its own");
        keys.setKeyEntry("bobkey", key, World.PASSPHRASE.toCharArray(), chain);
        keys.setKeyEntry("bobkey", key, null, chain);
        assertArrayEquals(chain, keys.getCertificateChain("bobkey"));
    }

    @Test
    void severalKeysOfBothKindsLiveInOneFile() throws Exception {
        world.enrolBob();
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        importKey(keys, "ec", Keys.named("bob ec", "p256"));
        importKey(keys, "rsa", Keys.named("bob second", "rsa2048"));
        KeyPair taken = Keys.named("bob third", "p256");
        assertThrows(KeyStoreException.class, () -> importKey(keys, "ec", taken));
        assertEquals(
                List.of("bobkey", "ec", "rsa"),
                Collections.list(keys.aliases()).stream().sorted().toList());
        for (String alias : Collections.list(keys.aliases())) {
            App.assertSigns(keys, alias);
        }
        keys.store(null, World.PASSPHRASE.toCharArray());
        keys.store(null, null);
        IOException e = assertThrows(IOException.class, () -> keys.store(null, "another passphrase".toCharArray()));
        App.assertSays(e.getMessage(), "bob", "nothing was changed");
    }

    @Test
    void aKeyThatIsNotItsCertificatesIsNotTaken() throws Exception {
        world.enrolBob();
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        Certificate[] others = {Keys.certificate("other", Keys.named("bob ec", "p256"))};
        PrivateKey key = Keys.named("bob third", "p256").getPrivate();
        assertThrows(KeyStoreException.class, () -> keys.setKeyEntry("mixed", key, null, others));
        assertFalse(keys.containsAlias("mixed"));
    }

    @Test
    void aRunningSessionSeesWhatAnotherProgramChanged() throws Exception {
        world.enrolBob();
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        PrivateKey key = App.key(keys, "bobkey");
        KeyStore there = World.load(world.another(), World.stub("bob"), World.PASSPHRASE);
        importKey(there, "ec", Keys.named("bob ec", "p256"));
        App.assertSigns(keys, "ec");
        there.deleteEntry("bobkey");
        assertFalse(keys.containsAlias("bobkey"));
        App.assertSays(App.failure(key, Reason.UNKNOWN), "bob has no key");
    }

    @Test
    void aRunningSessionRefusesAFileThatWasDamagedUnderItAndGoesOnWhenItIsMended() throws Exception {
        world.enrolBob();
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        PrivateKey key = App.key(keys, "bobkey");
        Certificate certificate = keys.getCertificate("bobkey");
        byte[] good = Files.readAllBytes(world.userFile("bob"));
        String text = new String(good, StandardCharsets.US_ASCII);
        Files.writeString(world.userFile("bob"), text.replace("alias: bobkey", "alias: bobkez"));
        App.assertSays(App.failure(key, Reason.DAMAGED), world.userFile("bob").toString());
        Files.write(world.userFile("bob"), good);
        App.assertSigns(key, certificate);
        Files.delete(world.userFile("bob"));
        App.assertSays(App.failure(key, Reason.NOT_CONNECTED, Reason.UNKNOWN), "bob");
    }

    @Test
    void anOlderCopyOfTheFileIsNotTaken() throws Exception {
        world.enrolBob();
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        byte[] old = Files.readAllBytes(world.userFile("bob"));
        importKey(keys, "ec", Keys.named("bob ec", "p256"));
        PrivateKey key = App.key(keys, "bobkey");
        Files.write(world.userFile("bob"), old);
        App.assertSays(App.failure(key, Reason.DAMAGED), "older");
    }
}
