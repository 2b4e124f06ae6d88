package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.testkit.piv.EmulatedPivCard;

/** What a private key must not meet is refused on the host, in words: no APDU is sent for it. */
class RefusedInputTest {
    @TempDir
    private Path temporary;

    private World world;

    @BeforeEach
    void begin() throws IOException {
        world = new World(temporary);
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    private static void untouched(EmulatedPivCard card, Executable what) throws Throwable {
        List<String> before = card.log();
        what.execute();
        assertEquals(before, card.log());
    }

    private static Map<String, PublicKey> badPeers(Certificate own) throws GeneralSecurityException {
        ECPublicKey good = (ECPublicKey) own.getPublicKey();
        ECPoint off =
                new ECPoint(good.getW().getAffineX(), good.getW().getAffineY().xor(BigInteger.ONE));
        return Map.of(
                "a point that is not on the curve",
                KeyFactory.getInstance("EC", "SunEC").generatePublic(new ECPublicKeySpec(off, good.getParams())),
                "a key on another curve",
                Keys.named("peer", "p384").getPublic(),
                "need an EC key of the peer",
                Keys.named("bob", "rsa2048").getPublic());
    }

    private static void assertRefusesBadPeers(String name, PrivateKey key, Certificate own) throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance(name);
        agreement.init(key);
        for (Map.Entry<String, PublicKey> peer : badPeers(own).entrySet()) {
            InvalidKeyException e =
                    assertThrows(InvalidKeyException.class, () -> agreement.doPhase(peer.getValue(), true));
            App.assertSays(e.getMessage(), peer.getKey());
            assertThrows(IllegalStateException.class, agreement::generateSecret);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECDH", "ECDHwithSHA256KDF", "1.3.132.1.14.2"})
    void aPeersKeyThatIsNotOnOurCurveReachesNoCard(String name) throws Throwable {
        EmulatedPivCard card = world.card("9d=p256");
        world.insert(card);
        KeyStore keys = world.load(World.PIN);
        PrivateKey key = App.key(keys, "piv-9d");
        Certificate own = keys.getCertificate("piv-9d");
        untouched(card, () -> assertRefusesBadPeers(name, key, own));
    }

    @Test
    void aFilesKeyMeetsItNeither() throws Exception {
        world.enrolBob();
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        KeyPair pair = Keys.named("bob ec", "p256");
        keys.setKeyEntry("ec", pair.getPrivate(), null, new Certificate[] {Keys.certificate("bob", pair)});
        assertRefusesBadPeers("ECDH", App.key(keys, "ec"), keys.getCertificate("ec"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS1Padding", "OAEPWithSHA-256AndMGF1Padding", "NoPadding"})
    void aCiphertextThatIsNoBlockOfTheKeyReachesNoCard(String padding) throws Throwable {
        EmulatedPivCard card = world.card("9d=rsa2048");
        world.insert(card);
        PrivateKey key = App.key(world.load(World.PIN), "piv-9d");
        byte[] aboveTheModulus = new byte[256];
        Arrays.fill(aboveTheModulus, (byte) 0xFF);
        untouched(card, () -> {
            Cipher cipher = Cipher.getInstance("RSA/ECB/" + padding);
            cipher.init(Cipher.DECRYPT_MODE, key);
            for (int length : padding.equals("NoPadding") ? new int[] {257, 512} : new int[] {0, 1, 255, 257, 512}) {
                IllegalBlockSizeException e =
                        assertThrows(IllegalBlockSizeException.class, () -> cipher.doFinal(new byte[length]));
                App.assertSays(e.getMessage(), "256 bytes", "not " + length);
            }
            assertThrows(BadPaddingException.class, () -> cipher.doFinal(aboveTheModulus));
        });
    }

    @Test
    void aSchemeThatTheKeyCannotDoIsRefusedAtInitAndReachesNoCard() throws Throwable {
        EmulatedPivCard card = world.watched(
                world.builder().key("9a", "rsa1024").key("9c", "p256").key("9d", "p384"));
        world.insert(card);
        KeyStore keys = world.load(World.PIN);
        PrivateKey small = App.key(keys, "piv-9a");
        PrivateKey signing = App.key(keys, "piv-9c");
        PrivateKey agreeing = App.key(keys, "piv-9d");
        untouched(card, () -> {
            refused(
                    "cannot do SHA512withRSAandMGF1",
                    () -> signature("SHA512withRSAandMGF1").initSign(small)); // hash and salt: 130 bytes
            refused("ECDSA", () -> signature("SHA384withECDSA").initSign(agreeing));
            refused("ECDH", () -> agreement().init(signing));
            refused("need an RSA handle", () -> signature("SHA256withRSA").initSign(signing));
            refused("need an EC handle", () -> agreement().init(small));
        });
        App.assertSigns(keys, "piv-9a");
    }

    private Signature signature(String name) throws GeneralSecurityException {
        return Signature.getInstance(name, world.provider());
    }

    private KeyAgreement agreement() throws GeneralSecurityException {
        return KeyAgreement.getInstance("ECDH", world.provider());
    }

    private static void refused(String why, Executable init) {
        App.assertSays(assertThrows(InvalidKeyException.class, init).getMessage(), why);
    }

    @Test
    void aGoodPeerIsAgreedWithInOneCommand() throws Exception {
        EmulatedPivCard card = world.card("9d=p256");
        world.insert(card);
        KeyPair peer = Keys.named("peer", "p256");
        KeyStore keys = world.load(World.PIN);
        KeyAgreement ours = KeyAgreement.getInstance("ECDH");
        ours.init(App.key(keys, "piv-9d"));
        ours.doPhase(peer.getPublic(), true);
        int before = card.count(EmulatedPivCard.GENERAL_AUTHENTICATE);
        byte[] secret = ours.generateSecret();
        assertEquals(before + 1, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
        KeyAgreement theirs = KeyAgreement.getInstance("ECDH", "SunEC");
        theirs.init(peer.getPrivate());
        theirs.doPhase(keys.getCertificate("piv-9d").getPublicKey(), true);
        assertArrayEquals(theirs.generateSecret(), secret);
    }
}
