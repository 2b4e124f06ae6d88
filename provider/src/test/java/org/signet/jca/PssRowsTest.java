package org.signet.jca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signet.TestKeys;
import org.signet.key.Primitive;

/** RSASSA-PSS under all its names. */
class PssRowsTest extends FrontFixture {
    private static final byte[] MESSAGE = "pay the bearer".getBytes(StandardCharsets.US_ASCII);
    private static final PSSParameterSpec SHA256 = spec("SHA-256", "SHA-256", 32);

    private static PSSParameterSpec spec(String hash, String mgf, int salt) {
        return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(mgf), salt, 1);
    }

    static Stream<String> names() {
        return SignatureRowsTest.rows(RsaHandle.class)
                .flatMap(r -> Stream.concat(Stream.of(r.name()), r.aliases().stream()))
                .filter(name -> SignatureRowsTest.isPss(name) && !name.equals(SignetPss.NAME));
    }

    private static boolean jdkVerifies(PSSParameterSpec spec, byte[] signature) throws Exception {
        Signature jdk = Signature.getInstance("RSASSA-PSS", "SunRsaSign");
        jdk.setParameter(spec);
        jdk.initVerify(TestKeys.rsa().getPublic());
        jdk.update(MESSAGE);
        return jdk.verify(signature);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theJdkVerifiesEveryNamedRowByTheParametersThatItReturns(String name) throws Exception {
        Signature signature = Signature.getInstance(name);
        signature.initSign(key("rsa"));
        assertSame(provider, signature.getProvider());
        signature.update(MESSAGE);
        PSSParameterSpec spec = signature.getParameters().getParameterSpec(PSSParameterSpec.class);
        assertTrue(jdkVerifies(spec, signature.sign()), name);
        signature.setParameter(spec);
        assertThrows(InvalidAlgorithmParameterException.class, () -> signature.setParameter(spec("MD5", "SHA-1", 20)));
    }

    @Test
    void parametersAfterTheKeyDecide() throws Exception {
        for (PSSParameterSpec spec :
                new PSSParameterSpec[] {SHA256, spec("SHA-512/256", "SHA-1", 0), spec("SHA1", "SHA-384", 222)}) {
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.initSign(key("rsa"));
            assertSame(provider, signature.getProvider());
            signature.setParameter(spec);
            signature.update(MESSAGE);
            assertTrue(jdkVerifies(spec, signature.sign()));
            assertEquals(
                    spec.getSaltLength(),
                    signature
                            .getParameters()
                            .getParameterSpec(PSSParameterSpec.class)
                            .getSaltLength());
        }
    }

    // fact 3: where java.security prefers us, parameters come before anybody knows the key
    @Test
    void parametersBeforeTheKeyServeOurHandlesAndEverybodyElses() throws Exception {
        Signature signature = Signature.getInstance("RSASSA-PSS", provider);
        signature.setParameter(SHA256);
        signature.initSign(key("rsa"));
        signature.update(MESSAGE);
        byte[] ours = signature.sign();
        signature.initVerify(TestKeys.rsa().getPublic());
        signature.update(MESSAGE);
        assertTrue(signature.verify(ours));
        manager.asked.clear();
        signature.initSign(TestKeys.rsa().getPrivate());
        signature.update(MESSAGE);
        assertTrue(jdkVerifies(SHA256, signature.sign()));
        assertTrue(manager.asked.isEmpty());
    }

    // Where Bouncy Castle comes after us, we are the first who knows these names.
    @ParameterizedTest
    @MethodSource("names")
    void whoAsksBeforeTheKeyGetsAStrangersKeySignedByANamedRowToo(String name) throws Exception {
        Signature signature = Signature.getInstance(name, provider);
        PSSParameterSpec meant = signature.getParameters().getParameterSpec(PSSParameterSpec.class);
        PSSParameterSpec other = spec(
                meant.getDigestAlgorithm(),
                ((MGF1ParameterSpec) meant.getMGFParameters()).getDigestAlgorithm(),
                meant.getSaltLength() - 1);
        for (PSSParameterSpec spec : new PSSParameterSpec[] {meant, other}) {
            signature.setParameter(spec);
            signature.initSign(TestKeys.rsa().getPrivate());
            signature.update(MESSAGE);
            assertTrue(jdkVerifies(spec, signature.sign()), name);
        }
        assertTrue(manager.asked.isEmpty());
    }

    @Test
    void aNameThatSaysTheHashTakesParametersOfNoOther() throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSAandMGF1", provider);
        PSSParameterSpec other = spec("SHA-384", "SHA-384", 48);
        InvalidAlgorithmParameterException e =
                assertThrows(InvalidAlgorithmParameterException.class, () -> signature.setParameter(other));
        assertEquals("SHA256withRSAandMGF1 takes no parameters of another hash: SHA-384", e.getMessage());
    }

    @Test
    void aStrangersKeyMayHaveParametersThatOurHandlesCannotDo() throws Exception {
        Signature signature = Signature.getInstance("RSASSA-PSS", provider);
        signature.setParameter(spec("MD5", "MD5", 16));
        InvalidKeyException e = assertThrows(InvalidKeyException.class, () -> signature.initSign(key("rsa")));
        assertTrue(e.getMessage().startsWith("SHA-1, SHA-224, SHA-256, "), e.getMessage());
        assertTrue(e.getMessage().endsWith(" are supported, not MD5"), e.getMessage());
    }

    // fact 16: InvalidKeyException from initSign, so that JSSE looks for another scheme
    @Test
    void aKeyWithoutTheRawOperationSaysSoInInitSign() throws Exception {
        manager.records.clear();
        manager.put("rsa", TestKeys.rsa(), Primitive.RSA_PKCS1_SIGN);
        PrivateKey handle = key("rsa");
        for (String name : Set.of("RSASSA-PSS", "SHA256withRSAandMGF1")) {
            Signature signature = Signature.getInstance(name, provider);
            InvalidKeyException e = assertThrows(InvalidKeyException.class, () -> signature.initSign(handle));
            assertTrue(e.getMessage().endsWith("cannot do " + name), e.getMessage());
        }
    }

    @Test
    void parametersThatDoNotFitAreRefusedWhereTheyAreSet() throws Exception {
        Signature signature = Signature.getInstance("RSASSA-PSS", provider);
        signature.initSign(key("rsa"));
        for (PSSParameterSpec spec : new PSSParameterSpec[] {
            spec("SHA-256", "SHA-256", 223),
            spec("SHA-256", "SHA-256", Integer.MAX_VALUE),
            spec("MD5", "SHA-256", 32),
            spec("SHA-256", "SHAKE128", 32),
            new PSSParameterSpec("SHA-256", "MGF2", MGF1ParameterSpec.SHA256, 32, 1),
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 2)
        }) {
            assertThrows(InvalidAlgorithmParameterException.class, () -> signature.setParameter(spec), spec.toString());
        }
        assertThrows(
                InvalidAlgorithmParameterException.class,
                () -> signature.setParameter(new ECGenParameterSpec("secp256r1")));
        assertNull(signature.getParameters());
        SignatureException none = assertThrows(SignatureException.class, () -> signature.update(MESSAGE));
        assertEquals("RSASSA-PSS needs parameters: none were set", none.getMessage());
    }

    @Test
    void parametersDoNotChangeInTheMiddleOfAMessage() throws Exception {
        Signature signature = Signature.getInstance("RSASSA-PSS", provider);
        signature.initSign(key("rsa"));
        signature.setParameter(SHA256);
        signature.update(MESSAGE);
        assertThrows(
                InvalidAlgorithmParameterException.class, () -> signature.setParameter(spec("SHA-1", "SHA-1", 20)));
        assertTrue(jdkVerifies(SHA256, signature.sign()));
    }
}
