package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.security.auth.login.LoginException;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.KeyId;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** Who used which key, when, by which road: each deed is one event of Flight Recorder and one line of the log. */
class AuditTest {
    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;

    @BeforeEach
    void aliceHasACardAndBobAPassphrase() throws IOException {
        world = new World(temporary).with("user=alice");
        card = world.card("9a=p256", "9d=rsa2048");
        world.insert(card);
        world.enrol("alice", card);
        world.enrolBob();
    }

    @AfterEach
    void nothingOfThisIsToldInTheNext() throws LoginException {
        ((AuthProvider) world.provider()).logout();
        world.close();
    }

    private interface Deed {
        void run() throws Exception;
    }

    /** What that one deed left behind; its duration is told by both and differs. */
    private RecordedEvent recorded(Deed deed) throws Exception {
        try (Trail trail = new Trail(temporary, World.token(card))) {
            deed.run();
            RecordedEvent event = trail.only();
            String line = trail.lines().get(0);
            String kind = event.getEventType().getName().substring("org.signet.".length());
            assertTrue(
                    line.startsWith(
                            (kind.equals("Operation") ? "FINER " : "FINE ") + kind.toLowerCase(Locale.ROOT) + " "),
                    line);
            fields(event).forEach((name, value) -> App.assertSays(line, value));
            return event;
        }
    }

    /** Those that say something. */
    private static Map<String, String> fields(RecordedEvent event) {
        Map<String, String> fields = new TreeMap<>();
        for (String name : List.of("action", "user", "key", "keyId", "road", "scheme", "outcome")) {
            String value = event.getString(name);
            if (!value.isEmpty()) {
                fields.put(name, value);
            }
        }
        fields.put("apdus", Integer.toString(event.getInt("apdus")));
        return fields;
    }

    private static void assertIs(String type, Map<String, String> fields, RecordedEvent event) {
        assertEquals("org.signet." + type, event.getEventType().getName(), event::toString);
        assertEquals(new TreeMap<>(fields), fields(event));
    }

    private String road() {
        return "card " + World.token(card);
    }

    private static String id(KeyStore store, String alias) throws Exception {
        return KeyId.of(store.getCertificate(alias).getPublicKey()).hex();
    }

    @Test
    void aSignatureByACardIsOneEventWithItsRoadAndItsCommand() throws Exception {
        KeyStore alices = world.load(World.PIN);
        PrivateKey key = App.key(alices, "piv-9a");
        RecordedEvent event = recorded(() -> App.sign(key));
        assertIs(
                "Operation",
                Map.of(
                        "action", "sign",
                        "user", "alice",
                        "key", "piv-9a",
                        "keyId", id(alices, "piv-9a"),
                        "road", road() + " 9a",
                        "scheme", "ecdsa",
                        "apdus", "1",
                        "outcome", "done"),
                event);
        assertTrue(event.getDuration().toNanos() > 0);
        assertEquals(Thread.currentThread().getName(), event.getThread().getJavaName());
    }

    @Test
    void theFilesKeySaysWhatWasAskedOfItAndRawIsCalledRaw() throws Exception {
        KeyStore bobs = world.loadAs("bob", World.PASSPHRASE);
        PrivateKey key = App.key(bobs, "bobkey");
        assertBob(bobs, "sign", "rsa-pkcs1 sha256", () -> App.sign(key));
        assertBob(bobs, "sign", "rsa-pss sha384", () -> signed("SHA384withRSASSA-PSS", key));
        assertBob(bobs, "decrypt", "rsa-pkcs1-decrypt", () -> App.assertDecrypts(bobs, "bobkey"));
        assertBob(bobs, "decrypt", "raw rsa", () -> ciphered("RSA/ECB/NoPadding", Cipher.DECRYPT_MODE, key));
        assertBob(bobs, "decrypt", "raw rsa", () -> ciphered("RSA/ECB/NoPadding", Cipher.ENCRYPT_MODE, key));
        assertBob(bobs, "sign", "raw rsa-pkcs1", () -> ciphered("RSA/ECB/PKCS1Padding", Cipher.ENCRYPT_MODE, key));
    }

    private void assertBob(KeyStore bobs, String action, String scheme, Deed deed) throws Exception {
        assertIs(
                "Operation",
                Map.of(
                        "action", action,
                        "user", "bob",
                        "key", "bobkey",
                        "keyId", id(bobs, "bobkey"),
                        "road", "file",
                        "scheme", scheme,
                        "apdus", "0",
                        "outcome", "done"),
                recorded(deed));
    }

    private void signed(String algorithm, PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance(algorithm, world.provider());
        signature.initSign(key);
        signature.update(App.MESSAGE);
        signature.sign();
    }

    private void ciphered(String transformation, int mode, Key key) throws Exception {
        Cipher cipher = Cipher.getInstance(transformation, world.provider());
        cipher.init(mode, key);
        cipher.doFinal(new byte[100]);
    }

    @Test
    void aLoginByCardTellsTheChallengeAndItsCommands() throws Exception {
        int[] sent = new int[2];
        RecordedEvent event = recorded(() -> {
            sent[0] = card.apdus();
            world.load(World.PIN);
            sent[1] = card.apdus();
        });
        assertEquals("org.signet.Login", event.getEventType().getName());
        assertEquals("alice", event.getString("user"));
        assertEquals(road(), event.getString("road"));
        assertEquals("challenge", event.getString("scheme"));
        assertEquals("done", event.getString("outcome"));
        int counted = event.getInt("apdus");
        assertTrue(counted >= 2 && counted <= sent[1] - sent[0], counted + " of " + (sent[1] - sent[0]));
    }

    @Test
    void aLoginByPassphraseAndTheLogoutAreOneEventEach() throws Exception {
        Map<String, String> fields = Map.of("user", "bob", "road", "file", "apdus", "0", "outcome", "done");
        Map<String, String> login = new TreeMap<>(fields);
        login.putAll(Map.of("action", "login", "scheme", "passphrase"));
        assertIs("Login", login, recorded(() -> world.loadAs("bob", World.PASSPHRASE)));
        world.load(World.PIN);
        assertIs(
                "Logout",
                Map.of("action", "logout", "user", "alice", "road", road(), "apdus", "0", "outcome", "done"),
                recorded(() -> ((AuthProvider) world.provider()).logout()));
    }

    @Test
    void aRemovalIsOneEventThoughNobodyAsked() throws Exception {
        world.load(World.PIN);
        RecordedEvent event = recorded(() -> {
            world.takeOut(card);
            world.awaitNoSession();
        });
        assertIs(
                "Removal",
                Map.of("action", "removal", "user", "alice", "road", road(), "apdus", "0", "outcome", "REMOVED"),
                event);
        App.assertSays(event.getString("message"), "removed");
    }

    @Test
    void aWrongPinIsOneRefusalAndSaysHowManyTriesAreLeft() throws Exception {
        RecordedEvent event = recorded(() -> App.refusal(Reason.PIN_WRONG, () -> world.load(World.WRONG_PIN)));
        assertEquals("org.signet.Refusal", event.getEventType().getName());
        assertEquals("login", event.getString("action"));
        assertEquals("alice", event.getString("user"));
        assertEquals("card", event.getString("road"));
        assertEquals("PIN_WRONG", event.getString("outcome"));
        App.assertSays(event.getString("message"), "2 tries left");
        world.expectTries(card, 2);
    }

    @Test
    void aWrongPassphraseAndAnUnknownUserAreRefusalsToo() throws Exception {
        assertIs(
                "Refusal",
                Map.of("action", "login", "user", "bob", "road", "file", "apdus", "0", "outcome", "PASSPHRASE_WRONG"),
                recorded(() -> App.refusal(() -> world.loadAs("bob", "another one, not his"))));
        assertIs(
                "Refusal",
                Map.of("action", "login", "user", "carol", "apdus", "0", "outcome", "UNKNOWN"),
                recorded(() -> App.refusal(() -> world.loadAs("carol", World.PASSPHRASE))));
    }

    @Test
    void aHandleOfOneWhoIsNotConnectedIsOneRefusal() throws Exception {
        KeyStore alices = world.load(World.PIN);
        world.loadAs("bob", World.PASSPHRASE);
        PrivateKey key = App.key(alices, "piv-9a");
        ((AuthProvider) world.provider()).logout();
        assertIs(
                "Refusal",
                Map.of(
                        "action", "sign",
                        "user", "alice",
                        "key", "piv-9a",
                        "keyId", id(alices, "piv-9a"),
                        "road", road() + " 9a",
                        "scheme", "ecdsa",
                        "apdus", "0",
                        "outcome", "NOT_CONNECTED"),
                recorded(() -> App.failure(key, Reason.NOT_CONNECTED)));
    }

    @Test
    void aKeyThatIsNotHisAnyMoreIsOneRefusal() throws Exception {
        KeyStore bobs = world.loadAs("bob", World.PASSPHRASE);
        Certificate[] chain = {Keys.certificate("spare", Keys.named("spare", "p256"))};
        assertEquals(
                "create",
                recorded(() -> bobs.setKeyEntry(
                                "spare", Keys.named("spare", "p256").getPrivate(), null, chain))
                        .getString("action"));
        PrivateKey key = App.key(bobs, "spare");
        RecordedEvent deleted = recorded(() -> bobs.deleteEntry("spare"));
        assertEquals("delete-entry", deleted.getString("action"));
        assertEquals("spare", deleted.getString("key"));
        RecordedEvent event = recorded(() -> App.failure(key, Reason.UNKNOWN));
        assertEquals("org.signet.Refusal", event.getEventType().getName());
        assertEquals("bob", event.getString("user"));
        assertEquals("UNKNOWN", event.getString("outcome"));
    }

    @Test
    void noSecretAndNothingThatWasSignedOrDecryptedIsInTheTrail() throws Exception {
        byte[] plain = "a canary sings in the plaintext".getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(App.MESSAGE);
        try (Trail trail = new Trail(temporary, World.token(card))) {
            KeyStore alices = world.load(World.PIN);
            KeyStore bobs = world.loadAs("bob", World.PASSPHRASE);
            byte[] signature = App.sign(App.key(alices, "piv-9a"));
            byte[] his = App.sign(App.key(bobs, "bobkey"));
            Cipher to = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            to.init(Cipher.ENCRYPT_MODE, bobs.getCertificate("bobkey").getPublicKey());
            byte[] ciphertext = to.doFinal(plain);
            Cipher from = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            from.init(Cipher.DECRYPT_MODE, App.key(bobs, "bobkey"));
            from.doFinal(ciphertext);
            assertThrows(IOException.class, () -> world.loadAs("bob", "a wrong passphrase of his"));
            assertThrows(IOException.class, () -> world.load(World.WRONG_PIN));
            world.expectTries(card, 2);
            assertEquals(7, trail.events().size());
            World.await("the log", () -> trail.lines().size() == 7);
            Needles needles = new Needles()
                    .add("the PIN", World.PIN)
                    .add("the wrong PIN", World.WRONG_PIN)
                    .add("the passphrase", World.PASSPHRASE)
                    .add("the wrong passphrase", "a wrong passphrase of his")
                    .add("the plaintext", plain)
                    .add("the message", App.MESSAGE)
                    .add("the digest", digest)
                    .add("a signature", signature)
                    .add("another signature", his)
                    .add("the ciphertext", ciphertext);
            assertEquals(List.of(), needles.in(trail.everything()));
        }
    }
}
