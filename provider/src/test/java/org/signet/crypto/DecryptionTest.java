package org.signet.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.crypto.FakePlace.CALL;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.TestKeys;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.Primitive;
import org.signet.key.Reason;

class DecryptionTest {
    private static final KeyPair RSA = TestKeys.rsa();
    private static final RSAPublicKey PUBLIC = (RSAPublicKey) RSA.getPublic();
    private static final int K = 256;
    private static final byte[] PLAINTEXT = "forty-two".getBytes(StandardCharsets.US_ASCII);
    private static final Scheme.RsaPkcs1Decrypt PKCS1 = new Scheme.RsaPkcs1Decrypt();

    private final PrivateOperations operations = new PrivateOperations();

    @ParameterizedTest
    @EnumSource(Custody.class)
    void whatTheJdkEncryptsIsDecryptedByEveryPlace(Custody custody) {
        for (int length : new int[] {0, 1, 16, 48, K - 11}) {
            byte[] plaintext = new byte[length];
            Arrays.fill(plaintext, (byte) 0); // zeros are plaintext, not padding
            FakePlace place = FakePlace.at(custody, RSA, Primitive.RSA_RAW);
            assertArrayEquals(plaintext, decrypt(place, Padding.encrypt(PUBLIC, plaintext)));
        }
    }

    @Test
    void theVectorOfTheFileFormatHolds() throws Exception {
        Map<String, String> vector = vector();
        KeyPair pair = vectorKey(vector);
        FakePlace file = FakePlace.file(pair, Primitive.RSA_RAW);
        byte[] block = ImplicitRejection.block(KeyId.of(pair.getPublic()), 128);
        assertEquals(vector.get("b"), HexFormat.of().formatHex(block));
        byte[] raised = ServiceKey.perform(pair.getPrivate(), Primitive.RSA_RAW, block);
        assertEquals(vector.get("R"), HexFormat.of().formatHex(ImplicitRejection.secret(raised)));
        byte[] ciphertext = new byte[128];
        ciphertext[0] = 1;
        String fake = vector.get("fake plaintext of 01 00..00:");
        assertEquals(fake, HexFormat.of().formatHex(decrypt(file, ciphertext)));
        assertEquals(fake, HexFormat.of().formatHex(decrypt(FakePlace.card(pair, Primitive.RSA_RAW), ciphertext)));
    }

    @Test
    void aCardSeesNeitherCiphertextNorPlaintext() {
        FakePlace card = FakePlace.card(RSA, Primitive.RSA_RAW);
        byte[] ciphertext = Padding.encrypt(PUBLIC, PLAINTEXT);
        assertArrayEquals(PLAINTEXT, decrypt(card, ciphertext));
        assertArrayEquals(PLAINTEXT, decrypt(card, ciphertext));
        assertEquals(3, card.inputs().size());
        for (byte[] seen : card.inputs()) {
            assertFalse(Arrays.equals(ciphertext, seen));
            assertFalse(Arrays.equals(ImplicitRejection.block(card.record().id(), K), seen));
            byte[] answered = ServiceKey.perform(RSA.getPrivate(), Primitive.RSA_RAW, seen);
            assertFalse(
                    HexFormat.of().formatHex(answered).contains(HexFormat.of().formatHex(PLAINTEXT)));
        }
        assertFalse(Arrays.equals(card.inputs().get(1), card.inputs().get(2)), "each time blinded anew");
    }

    @Test
    void aServiceThatBlindsItselfGetsTheCiphertext() {
        FakePlace file = FakePlace.file(RSA, Primitive.RSA_RAW);
        byte[] ciphertext = Padding.encrypt(PUBLIC, PLAINTEXT);
        assertArrayEquals(PLAINTEXT, decrypt(file, ciphertext));
        assertArrayEquals(ciphertext, file.inputs().get(1));
    }

    @Test
    void aCardsWrongAnswerIsNotReleased() {
        byte[] ciphertext = Padding.encrypt(PUBLIC, PLAINTEXT);
        for (int bit = 0; bit < 8 * K; bit += 131) {
            int flipped = bit;
            FakePlace card = FakePlace.card(RSA, Primitive.RSA_RAW).answering(right -> flip(right, flipped));
            KeyAccessException e = assertReason(Reason.PROTOCOL, () -> decrypt(card, ciphertext));
            assertTrue(e.getMessage().startsWith("decryption check failed: "), e.getMessage());
        }
        FakePlace brief = FakePlace.card(RSA, Primitive.RSA_RAW).answering(right -> Arrays.copyOf(right, K - 1));
        assertReason(Reason.PROTOCOL, () -> decrypt(brief, ciphertext));
    }

    @ParameterizedTest
    @EnumSource(Custody.class)
    void badPaddingGivesTheSamePlaintextInEveryProcessAndPlace(Custody custody) {
        byte[] expected = decrypt(FakePlace.file(RSA, Primitive.RSA_RAW), badCiphertext());
        FakePlace place = FakePlace.at(custody, RSA, Primitive.RSA_RAW);
        assertArrayEquals(expected, decrypt(place, badCiphertext()));
        assertArrayEquals(expected, decrypt(place, badCiphertext()));
        PrivateOperations another = new PrivateOperations();
        assertArrayEquals(expected, another.decrypt(place.record(), PKCS1, badCiphertext(), place, CALL));
    }

    @Test
    void theRejectionSecretCostsOneCommandOfASessionWhateverThePadding() {
        FakePlace card = FakePlace.card(RSA, Primitive.RSA_RAW);
        decrypt(card, Padding.encrypt(PUBLIC, PLAINTEXT));
        assertEquals(2, card.inputs().size());
        decrypt(card, badCiphertext());
        decrypt(card, Padding.encrypt(PUBLIC, PLAINTEXT));
        assertEquals(4, card.inputs().size());
        operations.forget(card);
        decrypt(card, badCiphertext());
        assertEquals(6, card.inputs().size());
    }

    @Test
    void whereTheRejectionSecretCannotBeMadeTheCiphertextIsNotSent() {
        KeyAccessException removed = new KeyAccessException(Reason.REMOVED, "the card was taken out");
        FakePlace card = FakePlace.card(RSA, Primitive.RSA_RAW).failing(removed);
        byte[] ciphertext = Padding.encrypt(PUBLIC, PLAINTEXT);
        assertSame(removed, assertThrows(KeyAccessException.class, () -> decrypt(card, ciphertext)));
        assertEquals(1, card.inputs().size());
    }

    @ParameterizedTest
    @EnumSource(Custody.class)
    void anErrorOfThePlaceIsNeverABadPadding(Custody custody) {
        for (Reason reason : Reason.values()) {
            FakePlace place = FakePlace.at(custody, RSA, Primitive.RSA_RAW);
            byte[] ciphertext = Padding.encrypt(PUBLIC, PLAINTEXT);
            decrypt(place, ciphertext);
            KeyAccessException error = new KeyAccessException(reason, "GENERAL AUTHENTICATE 9D answered 6F00");
            place.failing(error);
            assertSame(error, assertThrows(KeyAccessException.class, () -> decrypt(place, ciphertext)));
            assertSame(error, assertThrows(KeyAccessException.class, () -> decryptOaep(place, oaep(), ciphertext)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 257, 512})
    void aCiphertextOfAnotherLengthIsRefusedBeforeAnythingIsSent(int length) {
        FakePlace card = FakePlace.card(RSA, Primitive.RSA_RAW);
        KeyAccessException e = assertReason(Reason.DATA, () -> decrypt(card, new byte[length]));
        assertEquals("an RSA ciphertext for this key has 256 bytes, not " + length, e.getMessage());
        assertReason(Reason.DATA, () -> decryptOaep(card, oaep(), new byte[length]));
        assertEquals(0, card.inputs().size());
    }

    @Test
    void aCiphertextNotBelowTheModulusIsRefusedBeforeAnythingIsSent() {
        FakePlace card = FakePlace.card(RSA, Primitive.RSA_RAW);
        assertReason(Reason.DATA, () -> decrypt(card, Integers.i2osp(PUBLIC.getModulus(), K)));
        assertEquals(0, card.inputs().size());
        byte[] last = Integers.i2osp(PUBLIC.getModulus().subtract(BigInteger.ONE), K);
        assertTrue(decrypt(card, last).length <= K - 11);
        assertTrue(decrypt(card, new byte[K]).length <= K - 11);
    }

    @Test
    void aCardThatUnpadsItselfIsPassedThrough() {
        FakePlace card = FakePlace.card(RSA, Primitive.RSA_PKCS1_DECRYPT);
        assertArrayEquals(PLAINTEXT, decrypt(card, Padding.encrypt(PUBLIC, PLAINTEXT)));
        assertEquals(1, card.inputs().size());
        FakePlace talkative = FakePlace.card(RSA, Primitive.RSA_PKCS1_DECRYPT).answering(right -> new byte[K - 10]);
        assertReason(Reason.PROTOCOL, () -> decrypt(talkative, Padding.encrypt(PUBLIC, PLAINTEXT)));
    }

    @Test
    void aBadPaddingThatOnlyTheCardSawGivesAMadeUpPlaintextAndEveryOtherErrorItself() {
        FakePlace card = FakePlace.card(RSA, Primitive.RSA_PKCS1_DECRYPT);
        byte[] madeUp = decrypt(card, badCiphertext());
        assertTrue(madeUp.length <= K - 11);
        assertArrayEquals(madeUp, decrypt(FakePlace.card(RSA, Primitive.RSA_PKCS1_DECRYPT), badCiphertext()));
        KeyAccessException timeout = new KeyAccessException(Reason.TIMEOUT, "no answer");
        card.failing(timeout);
        assertSame(timeout, assertThrows(KeyAccessException.class, () -> decrypt(card, badCiphertext())));
    }

    @ParameterizedTest
    @EnumSource(Custody.class)
    void oaepOfTheJdkIsDecryptedByEveryPlace(Custody custody) throws Exception {
        for (byte[] label : new byte[][] {{}, "M".getBytes(StandardCharsets.US_ASCII), new byte[300]}) {
            Scheme.RsaOaep same = new Scheme.RsaOaep(Digest.SHA256, Digest.SHA256, label);
            Scheme.RsaOaep mixed = new Scheme.RsaOaep(Digest.SHA384, Digest.SHA1, label);
            for (Scheme.RsaOaep scheme : new Scheme.RsaOaep[] {same, mixed}) {
                FakePlace place = FakePlace.at(custody, RSA, Primitive.RSA_RAW);
                assertArrayEquals(PLAINTEXT, decryptOaep(place, scheme, encryptOaep(scheme, PLAINTEXT)));
                assertArrayEquals(new byte[0], decryptOaep(place, scheme, encryptOaep(scheme, new byte[0])));
            }
        }
    }

    @Test
    void whateverIsWrongInsideOaepIsOneErrorWithOneMessage() throws Exception {
        FakePlace card = FakePlace.card(RSA, Primitive.RSA_RAW);
        byte[] block = ServiceKey.perform(RSA.getPrivate(), Primitive.RSA_RAW, encryptOaep(oaep(), PLAINTEXT));
        for (int i = 0; i < K; i += 15) {
            byte[] wrong = block.clone();
            wrong[i] ^= 1; // i = 0: the byte that Manger's attack asks for
            assertOaepFails(card, Padding.encryptRaw(PUBLIC, wrong));
        }
        assertOaepFails(card, encryptOaep(new Scheme.RsaOaep(Digest.SHA256, Digest.SHA256, new byte[1]), PLAINTEXT));
        assertOaepFails(card, Padding.encrypt(PUBLIC, PLAINTEXT));
        assertOaepFails(card, new byte[K]);
    }

    @Test
    void aByteInFrontThatIsMadeToLookRightInsideIsRefusedToo() throws Exception {
        byte[] block = ServiceKey.perform(RSA.getPrivate(), Primitive.RSA_RAW, encryptOaep(oaep(), PLAINTEXT));
        block[0] = 1;
        block[1] ^= 1;
        assertOaepFails(FakePlace.card(RSA, Primitive.RSA_RAW), Padding.encryptRaw(PUBLIC, block));
    }

    @Test
    void aKeyTooSmallForOaepCannotDoIt() {
        KeyPair small = TestKeys.freshRsa(1024);
        FakePlace card = FakePlace.card(small, Primitive.RSA_RAW);
        Scheme.RsaOaep large = new Scheme.RsaOaep(Digest.SHA512, Digest.SHA512, new byte[0]);
        assertFalse(PrivateOperations.can(card.record(), large));
        assertTrue(PrivateOperations.can(card.record(), oaep()));
        assertReason(Reason.CANNOT, () -> decryptOaep(card, large, new byte[128]));
    }

    @Test
    void aSchemeIsAValueAndKeepsItsLabelToItself() {
        byte[] label = {1};
        Scheme.RsaOaep scheme = new Scheme.RsaOaep(Digest.SHA256, Digest.SHA1, label);
        label[0] = 2;
        scheme.label()[0] = 3;
        assertEquals(new Scheme.RsaOaep(Digest.SHA256, Digest.SHA1, new byte[] {1}), scheme);
        assertEquals(new Scheme.RsaOaep(Digest.SHA256, Digest.SHA1, new byte[] {1}).hashCode(), scheme.hashCode());
        assertEquals("RsaOaep[SHA256, MGF1 SHA1]", scheme.toString());
    }

    private void assertOaepFails(FakePlace place, byte[] ciphertext) {
        KeyAccessException e = assertReason(Reason.DATA, () -> decryptOaep(place, oaep(), ciphertext));
        assertEquals("OAEP decryption failed", e.getMessage());
        assertSame(null, e.getCause());
    }

    private byte[] decrypt(FakePlace place, byte[] ciphertext) {
        return operations.decrypt(place.record(), PKCS1, ciphertext, place, CALL);
    }

    private byte[] decryptOaep(FakePlace place, Scheme.RsaOaep scheme, byte[] ciphertext) {
        return operations.decrypt(place.record(), scheme, ciphertext, place, CALL);
    }

    private static Scheme.RsaOaep oaep() {
        return new Scheme.RsaOaep(Digest.SHA256, Digest.SHA256, new byte[0]);
    }

    private static byte[] encryptOaep(Scheme.RsaOaep scheme, byte[] plaintext) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding", "SunJCE");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                PUBLIC,
                new OAEPParameterSpec(
                        scheme.hash().algorithm(),
                        "MGF1",
                        new MGF1ParameterSpec(scheme.mgf().algorithm()),
                        new PSource.PSpecified(scheme.label())));
        return cipher.doFinal(plaintext);
    }

    private static byte[] badCiphertext() {
        byte[] block = Padding.block(K, PLAINTEXT);
        block[1] = 1;
        return Padding.encryptRaw(PUBLIC, block);
    }

    private static byte[] flip(byte[] right, int bit) {
        byte[] wrong = right.clone();
        wrong[bit / 8] ^= (byte) (1 << (bit % 8));
        return wrong;
    }

    /** The words before the last space name the value behind it. */
    private static Map<String, String> vector() throws IOException {
        Map<String, String> values = new TreeMap<>();
        try (InputStream in = DecryptionTest.class.getResourceAsStream("/userfile-v1/rejection.txt")) {
            new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().forEach(line -> {
                int space = line.lastIndexOf(' ');
                values.put(line.substring(0, space), line.substring(space + 1));
            });
        }
        return values;
    }

    private static KeyPair vectorKey(Map<String, String> vector) throws GeneralSecurityException {
        BigInteger n = new BigInteger(vector.get("n").substring(2), 16);
        BigInteger d = new BigInteger(vector.get("d").substring(2), 16);
        KeyFactory factory = KeyFactory.getInstance("RSA", "SunRsaSign");
        return new KeyPair(
                factory.generatePublic(new RSAPublicKeySpec(n, BigInteger.valueOf(65537))),
                factory.generatePrivate(new RSAPrivateKeySpec(n, d)));
    }

    private static KeyAccessException assertReason(Reason reason, Executable executable) {
        KeyAccessException e = assertThrows(KeyAccessException.class, executable);
        assertEquals(reason, e.reason());
        return e;
    }
}
