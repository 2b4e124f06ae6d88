package org.signet.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.crypto.FakePlace.CALL;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.TestKeys;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Primitive;
import org.signet.key.Reason;

class SigningTest {
    private static final byte[] MESSAGE = "pay the bearer".getBytes(StandardCharsets.US_ASCII);
    private static final KeyPair RSA = TestKeys.rsa();
    private static final KeyPair EC = TestKeys.ec();
    private static final Scheme.RsaPkcs1 SHA256_RSA = new Scheme.RsaPkcs1(Digest.SHA256);

    private final PrivateOperations operations = new PrivateOperations();

    @ParameterizedTest
    @EnumSource(Digest.class)
    void everyPlaceSignsTheSameBytesAsTheJdk(Digest digest) throws Exception {
        byte[] expected = jdkRsaSignature(digest);
        for (FakePlace place : new FakePlace[] {
            FakePlace.file(RSA, Primitive.RSA_RAW),
            FakePlace.card(RSA, Primitive.RSA_RAW),
            FakePlace.card(RSA, Primitive.RSA_PKCS1_SIGN)
        }) {
            assertArrayEquals(expected, signRsa(place, digest));
            assertEquals(1, place.inputs().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA_RAW", "RSA_PKCS1_SIGN"})
    void noFlippedBitOfACardsRsaSignatureIsReleased(Primitive primitive) {
        for (int bit = 0; bit < 2048; bit += 97) {
            FakePlace card = FakePlace.card(RSA, primitive).answering(flip(bit));
            KeyAccessException e = assertThrows(KeyAccessException.class, () -> signRsa(card, Digest.SHA256));
            assertEquals(Reason.PROTOCOL, e.reason());
            assertEquals(
                    "signature check failed: card piv:12345678 9d answered 256 bytes that this key did not make of the"
                            + " input, nothing released",
                    e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 257, 8192})
    void aCardsRsaSignatureOfAnotherLengthIsNotReleased(int length) {
        FakePlace card = FakePlace.card(RSA, Primitive.RSA_RAW).answering(right -> Arrays.copyOf(right, length));
        assertReason(Reason.PROTOCOL, () -> signRsa(card, Digest.SHA256));
    }

    @Test
    void aRefusedSignatureIsWiped() {
        byte[] wrong = new byte[256];
        Arrays.fill(wrong, (byte) 0x55);
        FakePlace card = FakePlace.card(RSA, Primitive.RSA_RAW).answering(right -> wrong);
        assertReason(Reason.PROTOCOL, () -> signRsa(card, Digest.SHA256));
        assertArrayEquals(new byte[256], wrong);
    }

    @Test
    void aCardThatAddsTheModulusToItsSignatureIsRefused() throws Exception {
        KeyPair small = TestKeys.freshRsa(1020); // in 128 bytes: s + n still fits
        BigInteger n = ((RSAPublicKey) small.getPublic()).getModulus();
        FakePlace card = FakePlace.card(small, Primitive.RSA_RAW)
                .answering(right -> Integers.i2osp(new BigInteger(1, right).add(n), right.length));
        assertReason(Reason.PROTOCOL, () -> signRsa(card, Digest.SHA256));
    }

    @Test
    void aServicesOwnResultIsNotCheckedAgain() throws Exception {
        FakePlace file = FakePlace.file(RSA, Primitive.RSA_RAW).answering(flip(7));
        assertFalse(Arrays.equals(jdkRsaSignature(Digest.SHA256), signRsa(file, Digest.SHA256)));
    }

    @ParameterizedTest
    @EnumSource(Custody.class)
    void anErrorOfThePlacePassesThroughAsItIs(Custody custody) {
        KeyAccessException removed = new KeyAccessException(Reason.REMOVED, "the card was taken out");
        FakePlace rsa = FakePlace.at(custody, RSA, Primitive.RSA_RAW).failing(removed);
        assertSame(removed, assertThrows(KeyAccessException.class, () -> signRsa(rsa, Digest.SHA256)));
        FakePlace ec = FakePlace.at(custody, EC, Primitive.ECDSA).failing(removed);
        assertSame(removed, assertThrows(KeyAccessException.class, () -> signEc(ec, new byte[32])));
    }

    @Test
    void aDigestOfAnotherHashIsRefusedBeforeAnythingIsSent() {
        FakePlace card = FakePlace.card(RSA, Primitive.RSA_RAW);
        assertReason(Reason.DATA, () -> operations.sign(card.record(), SHA256_RSA, new byte[20], card, CALL));
        assertEquals(0, card.inputs().size());
    }

    @Test
    void aModulusTooSmallForTheDigestIsSaidInWords() throws Exception {
        FakePlace card = FakePlace.card(TestKeys.freshRsa(512), Primitive.RSA_RAW);
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> signRsa(card, Digest.SHA512));
        assertEquals(Reason.CANNOT, e.reason());
        assertTrue(e.getMessage().endsWith("its 512 bits are too few, 752 needed"), e.getMessage());
        assertFalse(PrivateOperations.can(card.record(), new Scheme.RsaPkcs1(Digest.SHA512)));
        assertTrue(PrivateOperations.can(card.record(), SHA256_RSA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "65535", "65536", "65538", "2^256+1"})
    void aStrangeExponentDoesNothing(String exponent) throws Exception {
        BigInteger e =
                exponent.equals("2^256+1") ? BigInteger.ONE.shiftLeft(256).setBit(0) : new BigInteger(exponent);
        PublicKey strange = new RSAPublicKey() {
            private static final long serialVersionUID = 1;

            @Override
            public BigInteger getPublicExponent() {
                return e;
            }

            @Override
            public BigInteger getModulus() {
                return ((RSAPublicKey) RSA.getPublic()).getModulus();
            }

            @Override
            public String getAlgorithm() {
                return "RSA";
            }

            @Override
            public String getFormat() {
                return "X.509";
            }

            @Override
            public byte[] getEncoded() {
                return RSA.getPublic().getEncoded();
            }
        };
        FakePlace card = FakePlace.card(new KeyPair(strange, RSA.getPrivate()), Primitive.RSA_RAW);
        assertFalse(PrivateOperations.can(card.record(), SHA256_RSA));
        assertFalse(PrivateOperations.can(card.record(), new Scheme.RsaPkcs1Decrypt()));
        assertReason(Reason.CANNOT, () -> signRsa(card, Digest.SHA256));
        assertEquals(0, card.inputs().size());
    }

    @Test
    void aKeyCanWhatItsKindItsPlaceAndItsUseAllow() throws Exception {
        assertTrue(PrivateOperations.can(card(RSA, Primitive.RSA_PKCS1_SIGN), SHA256_RSA));
        assertFalse(PrivateOperations.can(card(RSA, Primitive.RSA_PKCS1_SIGN), new Scheme.RsaPkcs1Decrypt()));
        assertFalse(PrivateOperations.can(card(RSA, Primitive.RSA_PKCS1_DECRYPT), SHA256_RSA));
        assertTrue(PrivateOperations.can(card(RSA, Primitive.RSA_PKCS1_DECRYPT), new Scheme.RsaPkcs1Decrypt()));
        assertFalse(PrivateOperations.can(card(RSA, Primitive.RSA_RAW), new Scheme.Ecdsa()));
        assertTrue(PrivateOperations.can(card(EC, Primitive.ECDSA), new Scheme.Ecdsa()));
        assertFalse(PrivateOperations.can(card(EC, Primitive.ECDH), new Scheme.Ecdsa()));
        assertFalse(PrivateOperations.can(card(EC, Primitive.ECDSA, Primitive.RSA_RAW), SHA256_RSA));
        assertFalse(PrivateOperations.can(card(RSA), SHA256_RSA));
    }

    @Test
    void anEnrolmentKeyMayDoNothingForAnApplication() {
        KeyRecord key = FakePlace.record(
                RSA.getPublic(),
                KeyPlace.card("piv:12345678", "9c"),
                Set.of("enrolment"),
                Primitive.RSA_RAW,
                Primitive.RSA_PKCS1_DECRYPT);
        assertFalse(PrivateOperations.can(key, SHA256_RSA));
        assertFalse(PrivateOperations.can(key, new Scheme.RsaPkcs1Decrypt()));
    }

    @Test
    void aKeyForPssAloneDoesNoPkcs1() throws Exception {
        RSAPublicKey rsa = (RSAPublicKey) RSA.getPublic();
        PublicKey pss = KeyFactory.getInstance("RSASSA-PSS")
                .generatePublic(new RSAPublicKeySpec(
                        rsa.getModulus(),
                        rsa.getPublicExponent(),
                        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1)));
        KeyRecord key = FakePlace.record(pss, KeyPlace.FILE, Set.of(), Primitive.RSA_RAW);
        assertFalse(PrivateOperations.can(key, SHA256_RSA));
    }

    @ParameterizedTest
    @CsvSource({
        "secp256r1, 1",
        "secp256r1, 20",
        "secp256r1, 32",
        "secp256r1, 48",
        "secp256r1, 64",
        "secp384r1, 32",
        "secp384r1, 48",
        "secp384r1, 64",
        "secp521r1, 32",
        "secp521r1, 64"
    })
    void theJdkVerifiesEcdsaOverDigestsOfAnyLength(String curve, int length) throws Exception {
        KeyPair pair = ecOn(curve);
        byte[] digest = new byte[length];
        Arrays.fill(digest, (byte) 0xC5);
        for (Custody custody : new Custody[] {Custody.CARD, Custody.FILE}) {
            FakePlace place = FakePlace.at(custody, pair, Primitive.ECDSA);
            byte[] signature = signEc(place, digest);
            Signature jdk = Signature.getInstance("NONEwithECDSA", "SunEC");
            jdk.initVerify(pair.getPublic());
            jdk.update(digest);
            assertTrue(jdk.verify(signature));
        }
    }

    @Test
    void aDigestLongerThanTheOrderIsCutToItsLeftmostBits() {
        FakePlace card = FakePlace.card(EC, Primitive.ECDSA);
        byte[] digest = HexFormat.of().parseHex("00".repeat(31) + "01" + "FF".repeat(32));
        signEc(card, digest);
        assertArrayEquals(Arrays.copyOf(digest, 32), card.inputs().get(0));
        // FIPS 186-5, 6.4.1: for an order of 521 bits the leftmost 521 of 528, as an integer of 66 bytes.
        byte[] all = new byte[66];
        Arrays.fill(all, (byte) 0xFF);
        assertEquals(
                BigInteger.ONE.shiftLeft(521).subtract(BigInteger.ONE), Integers.os2ip(EcPlace.leftmost(all, 521)));
        assertEquals(66, EcPlace.leftmost(all, 521).length);
    }

    @Test
    void whatNoHashGivesIsRefusedBeforeAnythingIsSent() throws Exception {
        FakePlace card = FakePlace.card(ecOn("secp521r1"), Primitive.ECDSA);
        assertReason(Reason.DATA, () -> signEc(card, new byte[0]));
        assertReason(Reason.DATA, () -> signEc(card, new byte[65]));
        assertEquals(0, card.inputs().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "30", // no length
                "3006020100020100", // r = s = 0 (CVE-2022-21449)
                "3006020101020100", // s = 0
                "3006020100020101", // r = 0
                "3006020101020101", // well formed and wrong
                "30060201FF020101", // r negative
                "300702020001020101", // r not minimal
                "30810602010102010100", // length not minimal, and a byte behind
                "308006020101020101", // indefinite length
                "300902010102010102", // cut in the middle
                "3009020101020101020101", // three integers
                "0406020101020101", // another tag
                "3084FFFFFFFF020101020101", // a length bomb
                "3046022100FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"
                        + "022100FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551" // r = s = n
            })
    void noStrangeEcdsaSignatureIsReleased(String hex) {
        byte[] strange = HexFormat.of().parseHex(hex);
        FakePlace card = FakePlace.card(EC, Primitive.ECDSA).answering(right -> strange);
        KeyAccessException e = assertReason(Reason.PROTOCOL, () -> signEc(card, new byte[32]));
        assertTrue(e.getMessage().startsWith("signature check failed: card piv:12345678 9d answered "), e.getMessage());
    }

    /** A verifier with CVE-2022-21449 would take these; it is not asked. */
    @ParameterizedTest
    @ValueSource(strings = {"3006020100020100", "3006020101020100", "3006020100020101"})
    void zerosAreNoSignatureWhateverAVerifierSays(String hex) {
        BigInteger order = ((ECPublicKey) EC.getPublic()).getParams().getOrder();
        assertFalse(EcPlace.isWellFormed(HexFormat.of().parseHex(hex), order));
        assertTrue(EcPlace.isWellFormed(HexFormat.of().parseHex("3006020101020101"), order));
    }

    @Test
    void noFlippedBitOfACardsEcdsaSignatureIsReleased() {
        for (int bit = 0; bit < 8 * 70; bit += 5) {
            FakePlace card = FakePlace.card(EC, Primitive.ECDSA).answering(flip(bit));
            assertReason(Reason.PROTOCOL, () -> signEc(card, new byte[32]));
        }
    }

    private byte[] signRsa(FakePlace place, Digest digest) {
        return operations.sign(place.record(), new Scheme.RsaPkcs1(digest), digestOf(digest), place, CALL);
    }

    private byte[] signEc(FakePlace place, byte[] digest) {
        return operations.sign(place.record(), new Scheme.Ecdsa(), digest, place, CALL);
    }

    private static byte[] digestOf(Digest digest) {
        try {
            return MessageDigest.getInstance(digest.algorithm()).digest(MESSAGE);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] jdkRsaSignature(Digest digest) throws GeneralSecurityException {
        Signature jdk = Signature.getInstance(digest.algorithm().replaceFirst("SHA-", "SHA") + "withRSA", "SunRsaSign");
        jdk.initSign(RSA.getPrivate());
        jdk.update(MESSAGE);
        return jdk.sign();
    }

    private static UnaryOperator<byte[]> flip(int bit) {
        return right -> {
            byte[] wrong = right.clone();
            wrong[bit / 8 % wrong.length] ^= (byte) (1 << bit % 8);
            return wrong;
        };
    }

    private static KeyRecord card(KeyPair pair, Primitive... can) {
        return FakePlace.card(pair, can).record();
    }

    private static KeyPair ecOn(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static KeyAccessException assertReason(Reason reason, Executable executable) {
        KeyAccessException e = assertThrows(KeyAccessException.class, executable);
        assertEquals(reason, e.reason());
        return e;
    }
}
