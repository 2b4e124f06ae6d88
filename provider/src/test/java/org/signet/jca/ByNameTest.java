package org.signet.jca;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.TestKeys;
import org.signet.key.KeyAccessException;
import org.signet.key.NamedPublicKey;
import org.signet.key.Reason;

/** EP 0 752 635 A1, claims 4 and 10: who asks Signet by name has public-key operations go through the manager too. */
class ByNameTest extends FrontFixture {
    private static final byte[] MESSAGE = "pay the bearer".getBytes(StandardCharsets.US_ASCII);

    static Stream<String> signatures() {
        return Algorithms.rows().stream()
                .filter(r -> r.type().equals("Signature") && !r.name().equals(SignetPss.NAME))
                .map(Algorithms.Row::name);
    }

    private static KeyPair pair(String name) {
        if (name.contains("RSA")) {
            return TestKeys.rsa();
        }
        return name.contains("ECDSA")
                ? TestKeys.ec()
                : TestKeys.named(
                        name.equals("EdDSA")
                                ? "Ed25519"
                                : name.equals("ML-DSA")
                                        ? "ML-DSA-65"
                                        : name.startsWith("ML-DSA") || name.startsWith("Ed") ? name : "DSA");
    }

    private static byte[] input(String name) {
        return name.startsWith("NONE") ? new byte[20] : MESSAGE;
    }

    private Signature verifier(String name, PublicKey key, byte[] input) throws Exception {
        Signature signature = Signature.getInstance(name, provider);
        signature.initVerify(key);
        signature.update(input);
        return signature;
    }

    /** Signed by whoever has the algorithm beside us. */
    private static byte[] signed(String name, KeyPair pair) throws Exception {
        Signature signer = Signature.getInstance(name);
        signer.initSign(pair.getPrivate());
        signer.update(input(name));
        return signer.sign();
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void everySignatureRowVerifiesWhatOthersSignedAndNothingElse(String name) throws Exception {
        KeyPair pair = pair(name);
        byte[] signature = signed(name, pair);
        assertTrue(verifier(name, pair.getPublic(), input(name)).verify(signature), name);
        byte[] otherInput = input(name);
        byte[] changed = Arrays.copyOf(otherInput, otherInput.length);
        changed[0] ^= 1;
        assertFalse(verifier(name, pair.getPublic(), changed).verify(signature), name);
        byte[] spoilt = signature.clone();
        spoilt[spoilt.length - 1] ^= 1;
        for (byte[] bad : List.of(spoilt, new byte[0], new byte[signature.length], Arrays.copyOf(signature, 7))) {
            assertFalse(verifier(name, pair.getPublic(), input(name)).verify(bad), name);
        }
        assertTrue(manager.asked.contains("verify"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 1025, 1031, 2048})
    void pssOfEveryLengthOfModulus(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        byte[] signature = signed("SHA256withRSAandMGF1", pair);
        assertTrue(verifier("SHA256withRSAandMGF1", pair.getPublic(), MESSAGE).verify(signature));
        signature[0] ^= 1;
        assertFalse(verifier("SHA256withRSAandMGF1", pair.getPublic(), MESSAGE).verify(signature));
    }

    @Test
    void pssWithParametersBeforeAndAfterTheKey() throws Exception {
        PSSParameterSpec spec = new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA1, 20, 1);
        Signature signer = Signature.getInstance("RSASSA-PSS", "SunRsaSign");
        signer.setParameter(spec);
        signer.initSign(TestKeys.rsa().getPrivate());
        signer.update(MESSAGE);
        byte[] signature = signer.sign();
        PublicKey handle = (PublicKey) KeyFactory.getInstance("Signet").translateKey(key("rsa"));
        for (PublicKey key : List.of(TestKeys.rsa().getPublic(), handle)) {
            for (boolean before : new boolean[] {true, false}) {
                Signature verifier = Signature.getInstance("RSASSA-PSS", provider);
                if (before) {
                    verifier.setParameter(spec);
                }
                verifier.initVerify(key);
                if (!before) {
                    verifier.setParameter(spec);
                }
                verifier.update(MESSAGE);
                assertTrue(verifier.verify(signature));
                verifier.update((byte) 1);
                assertFalse(verifier.verify(signature));
            }
        }
    }

    static Stream<String> ciphers() {
        return Algorithms.rows().stream().filter(r -> r.type().equals("Cipher")).map(Algorithms.Row::name);
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void everyCipherRowEncryptsWhatSunJceDecrypts(String name) throws Exception {
        Cipher to = Cipher.getInstance(name, provider);
        to.init(Cipher.ENCRYPT_MODE, TestKeys.rsa().getPublic());
        byte[] ciphertext = to.doFinal(MESSAGE);
        Cipher from = Cipher.getInstance(name, "SunJCE");
        from.init(Cipher.DECRYPT_MODE, TestKeys.rsa().getPrivate());
        byte[] plain = from.doFinal(ciphertext);
        assertArrayEquals(MESSAGE, Arrays.copyOfRange(plain, plain.length - MESSAGE.length, plain.length));
        assertTrue(manager.asked.contains("encrypt"));
        if (!name.endsWith("NoPadding")) {
            assertFalse(Arrays.equals(ciphertext, to.doFinal(MESSAGE)), "twice the same");
            assertThrows(IllegalBlockSizeException.class, () -> to.doFinal(new byte[246]));
        }
        assertThrows(
                RuntimeException.class,
                () -> Cipher.getInstance("RSA/ECB/NoPadding", provider).doFinal());
    }

    @Test
    void aSecretIsWrappedForSomebodyAndUnwrappedByHisHandle() throws Exception {
        SecretKeySpec secret = new SecretKeySpec(new byte[16], "AES");
        for (String name : List.of("RSA/ECB/PKCS1Padding", "RSA/ECB/OAEPWithSHA-256AndMGF1Padding")) {
            Cipher wrap = Cipher.getInstance(name, provider);
            wrap.init(Cipher.WRAP_MODE, manager.certificates("alice", "rsa").get(0));
            Cipher unwrap = Cipher.getInstance(name, provider);
            unwrap.init(Cipher.UNWRAP_MODE, key("rsa"));
            assertEquals(secret, unwrap.unwrap(wrap.wrap(secret), "AES", Cipher.SECRET_KEY));
        }
    }

    @Test
    void aCertificateVerifies() throws Exception {
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(key("ec"));
        signer.update(MESSAGE);
        byte[] value = signer.sign();
        Signature verifier = Signature.getInstance("SHA256withECDSA", provider);
        verifier.initVerify(manager.certificates("alice", "ec").get(0));
        verifier.update(MESSAGE);
        assertTrue(verifier.verify(value));
    }

    @Test
    void aStrangersExponentVerifies() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
        generator.initialize(new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F0)); // e = 3, as old roots have
        KeyPair pair = generator.generateKeyPair();
        assertTrue(verifier("SHA256withRSA", pair.getPublic(), MESSAGE).verify(signed("SHA256withRSA", pair)));
    }

    @Test
    void aPublicHandleNamesItsOwnerAndIsAPublicKeyToOthers() throws Exception {
        PublicKey handle = (PublicKey) KeyFactory.getInstance("Signet").translateKey(key("ec"));
        NamedPublicKey named = assertInstanceOf(NamedPublicKey.class, handle);
        assertEquals("alice", named.ref().owner());
        assertEquals(handle, KeyFactory.getInstance("Signet").translateKey(handle));
        assertNotEquals(handle, TestKeys.ec().getPublic());
        byte[] value = signed("SHA256withECDSA", TestKeys.ec());
        assertTrue(verifier("SHA256withECDSA", handle, MESSAGE).verify(value));
        Signature jdk = Signature.getInstance("SHA256withECDSA", "SunEC");
        jdk.initVerify((PublicKey)
                KeyFactory.getInstance("EC", "SunEC").translateKey(TestKeys.ec().getPublic()));
        jdk.update(MESSAGE);
        assertTrue(jdk.verify(value));
        assertThrows(
                NotSerializableException.class,
                () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(handle));
        Key soft = TestKeys.ec().getPrivate();
        assertThrows(
                InvalidKeyException.class,
                () -> KeyFactory.getInstance("Signet").translateKey(soft));
    }

    @Test
    void whatAPublicKeyCannotDoIsSaidAtInit() throws Exception {
        Signature rsa = Signature.getInstance("SHA256withRSA", provider);
        assertThrows(
                InvalidKeyException.class, () -> rsa.initVerify(TestKeys.ec().getPublic()));
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
        for (int mode : new int[] {Cipher.DECRYPT_MODE, Cipher.UNWRAP_MODE}) {
            assertThrows(
                    InvalidKeyException.class,
                    () -> cipher.init(mode, TestKeys.rsa().getPublic()));
        }
        assertThrows(
                InvalidKeyException.class,
                () -> cipher.init(Cipher.ENCRYPT_MODE, TestKeys.ec().getPublic()));
        Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPWithSHA-512AndMGF1Padding", provider);
        assertThrows(
                InvalidKeyException.class,
                () -> oaep.init(Cipher.ENCRYPT_MODE, TestKeys.freshRsa(1024).getPublic()));
    }

    @Test
    void aFailureOfTheManagerIsNoFalse() throws Exception {
        byte[] value = signed("SHA256withECDSA", TestKeys.ec());
        Signature verifier = verifier("SHA256withECDSA", TestKeys.ec().getPublic(), MESSAGE);
        manager.failure = FakeManager.failure(Reason.UNKNOWN, "alice has no key");
        Exception e = assertThrows(java.security.SignatureException.class, () -> verifier.verify(value));
        assertInstanceOf(KeyAccessException.class, e.getCause());
    }
}
