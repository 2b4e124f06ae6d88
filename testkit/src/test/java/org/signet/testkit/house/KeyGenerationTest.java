package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.crypto.KeyAgreement;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** Keys that a program has made through the JCA, where its user opted into that: in the file, or on the card. */
class KeyGenerationTest {
    private static final String FACTORY = "010203040506070801020304050607080102030405060708";
    private static final String SELF = System.getProperty("user.name");

    @TempDir
    private Path temporary;

    private World world;

    @BeforeEach
    void aMachine() throws IOException {
        world = new World(temporary);
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    private KeyPair made(String algorithm) throws Exception {
        return KeyPairGenerator.getInstance(algorithm, world.provider()).generateKeyPair();
    }

    /** Signed by the handle of whoever certifies, before the key has any name, as keytool does. */
    private static Certificate[] certified(KeyPair pair, PrivateKey by, String algorithm) throws Exception {
        X500Name name = new X500Name("CN=made here");
        Instant now = Instant.now();
        X509v3CertificateBuilder certificate = new X509v3CertificateBuilder(
                name,
                BigInteger.TEN,
                Date.from(now.minus(1, ChronoUnit.DAYS)),
                Date.from(now.plus(1, ChronoUnit.DAYS)),
                name,
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        return new Certificate[] {
            new JcaX509CertificateConverter()
                    .getCertificate(certificate.build(new JcaContentSignerBuilder(algorithm).build(by)))
        };
    }

    @Test
    void aFileUsersKeyIsUsedAtOnceAndGetsItsNameLater() throws Exception {
        world.with("keygen=true");
        KeyStore keys = world.load(World.PASSPHRASE);
        KeyPair ec = made("EC");
        assertNull(ec.getPrivate().getEncoded());
        assertEquals(0, keys.size(), "it has no name yet");
        keys.setKeyEntry("mine", ec.getPrivate(), null, certified(ec, ec.getPrivate(), "SHA256withECDSA"));
        assertEquals(List.of("mine"), Collections.list(keys.aliases()));
        App.assertSays(Files.readString(world.userFile(SELF)), "place: file\norigin: file\n");
        world.restart();
        App.assertSigns(world.load(World.PASSPHRASE), "mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "ML-DSA-65"})
    void aHandleOfANewerKindSignsForWhoeverHasItsPublicKey(String algorithm) throws Exception {
        world.with("keygen=true");
        world.load(World.PASSPHRASE);
        KeyPair pair = made(algorithm);
        assertEquals(
                algorithm.startsWith("Ed") ? "EdDSA" : "ML-DSA",
                pair.getPrivate().getAlgorithm());
        assertEquals(pair.getPrivate().getAlgorithm(), pair.getPublic().getAlgorithm());
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(App.MESSAGE);
        byte[] value = signature.sign();
        Provider other = new BouncyCastleProvider();
        Signature verifier = Signature.getInstance(algorithm, other);
        verifier.initVerify(KeyFactory.getInstance(algorithm, other)
                .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())));
        verifier.update(App.MESSAGE);
        assertTrue(verifier.verify(value));
    }

    @Test
    void anX25519KeyAgreesAndIsCertifiedByAnother() throws Exception {
        world.with("keygen=true");
        KeyStore keys = world.load(World.PASSPHRASE);
        KeyPair ec = made("EC");
        KeyPair x = made("X25519");
        keys.setKeyEntry("x", x.getPrivate(), null, certified(x, ec.getPrivate(), "SHA256withECDSA"));
        KeyPair theirs = KeyPairGenerator.getInstance("X25519", "SunEC").generateKeyPair();
        assertArrayEquals(agreed(theirs.getPrivate(), x), agreed(App.key(keys, "x"), theirs));
    }

    private static byte[] agreed(PrivateKey own, KeyPair peer) throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(own);
        agreement.doPhase(peer.getPublic(), true);
        return agreement.generateSecret();
    }

    @Test
    void aCardUsersKeyIsMadeOnTheCard() throws Exception {
        world.with("keygen=true").with("user=alice");
        EmulatedPivCard card = world.card("9a=p256");
        world.insert(card);
        world.enrol("alice", card);
        KeyStore keys = world.loadAsking(text -> text.contains("management key") ? FACTORY : World.PIN);
        KeyPair ec = made("EC");
        assertEquals(0, card.count(EmulatedPivCard.IMPORT_KEY));
        keys.setKeyEntry("mail", ec.getPrivate(), null, certified(ec, ec.getPrivate(), "SHA256withECDSA"));
        App.assertSigns(keys, "mail");
        App.assertSays(
                Files.readString(world.userFile("alice")), "place: card " + World.token(card) + " 9c\norigin: card\n");
        assertNotEquals(ec.getPublic(), keys.getCertificate("piv-9a").getPublicKey());
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> made("Ed25519"));
        assertEquals(Reason.CANNOT, e.reason());
    }

    @Test
    void withoutTheOptInNoKeyIsMade() throws Exception {
        world.load(World.PASSPHRASE);
        NoSuchAlgorithmException e = assertThrows(NoSuchAlgorithmException.class, () -> made("EC"));
        App.assertSays(e.getMessage(), "keygen=true");
        assertEquals(List.of(), world.files());
        for (Map.Entry<String, String> other :
                Map.of("EC", "SunEC", "RSA", "SunRsaSign").entrySet()) {
            assertEquals(
                    other.getValue(),
                    KeyPairGenerator.getInstance(other.getKey()).getProvider().getName());
        }
    }

    @Test
    void whoIsNotConnectedIsToldSo() throws Exception {
        world.with("keygen=true");
        world.enrolBob();
        world.with("user=bob");
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> made("Ed25519"));
        assertEquals(Reason.NOT_CONNECTED, e.reason());
    }
}
