package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.Certificate;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** Alice with her card and Bob with his passphrase, both in one program. */
class TwoUsersTest {
    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;

    @BeforeEach
    void bothAreEnrolled() throws IOException {
        world = new World(temporary).with("user=alice");
        card = world.card("9a=p256", "9d=rsa2048");
        world.insert(card);
        world.enrol("alice", card);
        world.enrolBob();
    }

    @AfterEach
    void theCounterIsRight() {
        world.close();
    }

    @Test
    void bothAreConnectedAtOnceAndNeitherKnowsOfTheOther() throws Exception {
        KeyStore alices = world.load(World.PIN);
        KeyStore bobs = world.loadAs("bob", World.PASSPHRASE);
        assertEquals(2, world.sessions().size());
        for (int i = 0; i < 3; i++) {
            App.assertSigns(alices, "piv-9a");
            App.assertSigns(bobs, "bobkey");
            App.assertDecrypts(alices, "piv-9d");
            App.assertDecrypts(bobs, "bobkey");
        }
        assertFalse(alices.containsAlias("bobkey"));
        assertFalse(bobs.containsAlias("piv-9a"));
    }

    @Test
    void aHandleIsUselessAfterItsOwnersLogoutAndTheOthersIsNot() throws Exception {
        KeyStore alices = world.load(World.PIN);
        KeyStore bobs = world.loadAs("bob", World.PASSPHRASE);
        PrivateKey hers = App.key(alices, "piv-9a");
        PrivateKey decrypting = App.key(alices, "piv-9d");
        ((AuthProvider) world.provider()).logout();
        App.assertSays(App.failure(hers, Reason.NOT_CONNECTED), "alice is not connected");
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", world.provider());
        cipher.init(Cipher.DECRYPT_MODE, decrypting);
        assertEquals(
                Reason.NOT_CONNECTED,
                App.reason(assertThrows(RuntimeException.class, () -> cipher.doFinal(new byte[256]))));
        App.assertSigns(bobs, "bobkey");
        assertEquals(1, world.sessions().size());
    }

    @Test
    void herCardOutDoesNotTouchHim() throws Exception {
        KeyStore alices = world.load(World.PIN);
        KeyStore bobs = world.loadAs("bob", World.PASSPHRASE);
        world.takeOut(card);
        App.failure(App.key(alices, "piv-9a"), Reason.REMOVED, Reason.NOT_CONNECTED);
        App.assertSigns(bobs, "bobkey");
        world.awaitSessions(1);
    }

    @Test
    void neitherPutsTheOthersKeyIntoHisStore() throws Exception {
        KeyStore alices = world.load(World.PIN);
        KeyStore bobs = world.loadAs("bob", World.PASSPHRASE);
        Certificate[] chain = bobs.getCertificateChain("bobkey");
        PrivateKey his = App.key(bobs, "bobkey");
        KeyStoreException e = assertThrows(KeyStoreException.class, () -> alices.setKeyEntry("mine", his, null, chain));
        assertEquals(Reason.REFUSED, App.reason(e));
        assertFalse(alices.containsAlias("mine"));
    }

    @Test
    void aHandleOfAnotherInstanceIsRefused() throws Exception {
        Provider other = world.another();
        KeyStore there = World.load(other, World.stub("bob"), World.PASSPHRASE);
        KeyStore here = world.loadAs("bob", World.PASSPHRASE);
        PrivateKey foreign = App.key(there, "bobkey");
        assertNotEquals(App.key(here, "bobkey"), foreign);
        InvalidKeyException sign = assertThrows(
                InvalidKeyException.class,
                () -> Signature.getInstance("SHA256withRSA", world.provider()).initSign(foreign));
        App.assertSays(sign.getMessage(), "another instance");
        InvalidKeyException decrypt = assertThrows(
                InvalidKeyException.class,
                () -> Cipher.getInstance("RSA/ECB/PKCS1Padding", world.provider())
                        .init(Cipher.DECRYPT_MODE, foreign));
        App.assertSays(decrypt.getMessage(), "another instance");
        assertThrows(InvalidKeyException.class, () -> App.sign(foreign)); // nobody takes it who is registered
        Certificate[] chain = there.getCertificateChain("bobkey");
        assertThrows(KeyStoreException.class, () -> here.setKeyEntry("mine", foreign, null, chain));
        Signature own = Signature.getInstance("SHA256withRSA", other);
        own.initSign(foreign);
        own.update(App.MESSAGE);
        assertEquals(256, own.sign().length);
        ((AuthProvider) other).logout();
    }

    @Test
    void aSoftwareKeyIsRefusedByItsClass() {
        PrivateKey soft = Keys.named("bob", "rsa2048").getPrivate();
        InvalidKeyException e = assertThrows(
                InvalidKeyException.class,
                () -> Signature.getInstance("SHA256withRSA", world.provider()).initSign(soft));
        App.assertSays(e.getMessage(), "need an RSA handle", soft.getClass().getName());
    }

    @Test
    void anUnknownUserAmongOthersIsSaidAndNothingIsSentOrCreated() throws Exception {
        int before = card.apdus();
        for (String password : new String[] {World.PIN, World.PASSPHRASE, null}) {
            App.assertSays(
                    App.refusal(Reason.UNKNOWN, () -> world.loadAs("carol", password)), "no user carol", "2 other");
        }
        assertEquals(before, card.apdus());
        assertFalse(Files.exists(world.userFile("carol")));
    }

    @Test
    void thePinOfACardDoesNotOpenAFileAndAPassphraseIsNotSentToACard() throws Exception {
        long sent = World.pinsSent(card);
        App.refusal(Reason.PASSPHRASE_WRONG, () -> world.loadAs("bob", World.PIN));
        App.refusal(Reason.REFUSED, () -> world.loadAs("alice", World.PASSPHRASE));
        assertEquals(sent, World.pinsSent(card));
    }
}
