package org.signet.jca;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdDSAParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.TestKeys;
import org.signet.key.Primitive;

/** Every signature row, by its result: the JDK's own providers believe it. */
class SignatureRowsTest extends FrontFixture {
    private static final byte[] MESSAGE = "pay the bearer".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGEST = new byte[32];

    static Stream<Algorithms.Row> rows(Class<?> handle) {
        return Algorithms.rows().stream().filter(r -> r.type().equals("Signature") && r.handle() == handle);
    }

    static Stream<String> rsaRows() {
        return rows(RsaHandle.class).map(Algorithms.Row::name).filter(name -> !isPss(name));
    }

    static boolean isPss(String name) {
        return name.contains("MGF1") || name.contains("PSS");
    }

    static Stream<String> ecRows() {
        return rows(EcHandle.class).map(Algorithms.Row::name);
    }

    /** What a row is given to sign: NONE wants no message. */
    private static byte[] input(String name) {
        return name.startsWith("NONE") ? DIGEST : MESSAGE;
    }

    @ParameterizedTest
    @MethodSource("rsaRows")
    void theJdkVerifiesEveryRsaRow(String name) throws Exception {
        byte[] signature = sign(name, "rsa", input(name));
        Signature jdk = Signature.getInstance(name, name.startsWith("NONE") ? "SunJCE" : "SunRsaSign");
        assertTrue(verifies(jdk, TestKeys.rsa(), input(name), signature), name);
    }

    @ParameterizedTest
    @MethodSource("ecRows")
    void theJdkVerifiesEveryEcRowOnEveryCurveOfTheFile(String name) throws Exception {
        for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
            KeyPair pair = TestKeys.freshEc(curve);
            manager.put(curve, pair, Primitive.ECDSA);
            byte[] signature = sign(name, curve, input(name));
            Signature jdk = Signature.getInstance(name, "SunEC");
            assertTrue(verifies(jdk, pair, input(name), signature), name + " on " + curve);
        }
    }

    static Stream<String> plainRows() {
        return Stream.of(EdHandle.class, DsaHandle.class, MlDsaHandle.class)
                .flatMap(SignatureRowsTest::rows)
                .map(Algorithms.Row::name);
    }

    /** The kinds of key that a row's name stands for. */
    private static List<String> kinds(String name) {
        return switch (name) {
            case "EdDSA" -> List.of("Ed25519", "Ed448");
            case "ML-DSA" -> List.of("ML-DSA-44", "ML-DSA-65", "ML-DSA-87");
            default -> name.contains("DSA") && !name.startsWith("ML-DSA") ? List.of("DSA") : List.of(name);
        };
    }

    /** Beside Bouncy Castle's provider, and the JDK's own where it has the algorithm. */
    @ParameterizedTest
    @MethodSource("plainRows")
    void othersVerifyEveryRowThatIsOnePrimitive(String name) throws Exception {
        for (String kind : kinds(name)) {
            KeyPair pair = TestKeys.named(kind);
            manager.put(kind, pair, primitive(kind));
            byte[] input = name.startsWith("NONE") ? new byte[20] : MESSAGE;
            byte[] signature = sign(name, kind, input);
            for (String jdk : List.of("SunEC", "SUN")) {
                if (Security.getProvider(jdk).getService("Signature", name) != null) {
                    assertTrue(verifies(Signature.getInstance(name, jdk), pair, input, signature), jdk + " " + name);
                }
            }
            if (Security.getProvider("BC").getService("Signature", name) != null) {
                assertTrue(verifies(Signature.getInstance(name, "BC"), pair, input, signature), "BC " + name);
            }
            signature[signature.length - 1] ^= 1;
            PublicKey key = pair.getPublic();
            Signature other = Signature.getInstance(name);
            other.initVerify(key);
            other.update(input);
            assertFalse(refusesOrIsFalse(other, signature), name);
        }
    }

    private static boolean refusesOrIsFalse(Signature verifier, byte[] signature) {
        try {
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        }
    }

    private static Primitive primitive(String kind) {
        return kind.startsWith("Ed") ? Primitive.EDDSA : kind.startsWith("ML") ? Primitive.ML_DSA : Primitive.DSA;
    }

    @Test
    void aNameThatStandsForOneParameterSetTakesNoOther() throws Exception {
        manager.put("448", TestKeys.named("Ed448"), Primitive.EDDSA);
        manager.put("44", TestKeys.named("ML-DSA-44"), Primitive.ML_DSA);
        Signature ed25519 = Signature.getInstance("Ed25519", provider);
        InvalidKeyException e = assertThrows(InvalidKeyException.class, () -> ed25519.initSign(key("448")));
        assertTrue(e.getMessage().endsWith("cannot do Ed25519"), e.getMessage());
        Signature mlDsa65 = Signature.getInstance("ML-DSA-65", provider);
        assertThrows(InvalidKeyException.class, () -> mlDsa65.initSign(key("44")));
    }

    @Test
    void edDsaTakesTheParametersThatChangeNothingAndNoOthers() throws Exception {
        manager.put("ed", TestKeys.named("Ed25519"), Primitive.EDDSA);
        Signature signature = Signature.getInstance("Ed25519", provider);
        signature.initSign(key("ed"));
        signature.setParameter(new EdDSAParameterSpec(false));
        EdDSAParameterSpec context = new EdDSAParameterSpec(false, new byte[] {1});
        assertThrows(InvalidAlgorithmParameterException.class, () -> signature.setParameter(context));
        EdDSAParameterSpec prehash = new EdDSAParameterSpec(true);
        assertThrows(InvalidAlgorithmParameterException.class, () -> signature.setParameter(prehash));
        signature.update(MESSAGE);
        assertTrue(verifies(
                Signature.getInstance("Ed25519", "SunEC"), TestKeys.named("Ed25519"), MESSAGE, signature.sign()));
    }

    private byte[] sign(String name, String alias, byte[] input) throws Exception {
        Signature signature = Signature.getInstance(name);
        signature.initSign(key(alias));
        signature.update(input[0]);
        signature.update(input, 1, input.length - 1);
        return signature.sign();
    }

    private static boolean verifies(Signature verifier, KeyPair pair, byte[] input, byte[] signature) throws Exception {
        verifier.initVerify(pair.getPublic());
        verifier.update(input);
        return verifier.verify(signature);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 51, 245})
    void noneWithRsaPadsWhatItIsGivenAsSunJceDoes(int length) throws Exception {
        byte[] given = new byte[length];
        Arrays.fill(given, (byte) 0x5A);
        Cipher sun = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
        sun.init(Cipher.ENCRYPT_MODE, TestKeys.rsa().getPrivate());
        Signature signature = Signature.getInstance("NONEwithRSA", provider);
        signature.initSign(key("rsa"));
        signature.update(given);
        assertArrayEquals(sun.doFinal(given), signature.sign());
    }

    @Test
    void whatIsTooLongForNoneIsRefusedAndForgotten() throws Exception {
        Signature rsa = Signature.getInstance("NONEwithRSA", provider);
        rsa.initSign(key("rsa"));
        rsa.update(new byte[246]);
        SignatureException room = assertThrows(SignatureException.class, rsa::sign);
        assertTrue(room.getMessage().contains("245 bytes, not 246"), room.getMessage());
        rsa.update(new byte[100_000]);
        assertThrows(SignatureException.class, rsa::sign);
        Signature ec = Signature.getInstance("NONEwithECDSA", provider);
        ec.initSign(key("ec"));
        ec.update(new byte[65]);
        SignatureException most = assertThrows(SignatureException.class, ec::sign);
        assertEquals("NONEwithECDSA was given more than any key signs: 64 bytes", most.getMessage());
        ec.update(DIGEST);
        assertTrue(verifies(Signature.getInstance("NONEwithECDSA", "SunEC"), TestKeys.ec(), DIGEST, ec.sign()));
    }

    @Test
    void p1363IsAsLongAsTheOrderWhateverTheNumbers() throws Exception {
        PublicKey p256 = TestKeys.ec().getPublic();
        byte[] small = HexFormat.of().parseHex("3006020101020102");
        byte[] both = P1363.of(small, p256);
        assertEquals(64, both.length);
        assertEquals(1, both[31]);
        assertEquals(2, both[63]);
        for (String bad : List.of("", "30", "3006020101", "3106020101020102", "30060201010201", "3081")) {
            assertThrows(SignatureException.class, () -> P1363.of(HexFormat.of().parseHex(bad), p256), bad);
        }
        byte[] long33 = HexFormat.of().parseHex("3026" + "0221" + "01".repeat(33) + "020101");
        assertThrows(SignatureException.class, () -> P1363.of(long33, p256));
    }

    @Test
    void noRowIsOfferedTwice() {
        assertEquals(Algorithms.rows().size() + 1, provider.getServices().size(), "and the CertStore");
    }
}
