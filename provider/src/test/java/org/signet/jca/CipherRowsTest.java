package org.signet.jca;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKey;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.TestKeys;
import org.signet.key.Primitive;

/** RSA ciphers beside SunJCE's. */
class CipherRowsTest extends FrontFixture {
    private static final byte[] MESSAGE = {1, 2, 3};

    private static byte[] sun(String name, int mode, Key key, byte[] input) throws Exception {
        Cipher cipher = Cipher.getInstance(name, "SunJCE");
        cipher.init(mode, key);
        return cipher.doFinal(input);
    }

    private byte[] ours(String name, int mode, byte[] input) throws Exception {
        Cipher cipher = Cipher.getInstance(name);
        cipher.init(mode, key("rsa"));
        return cipher.doFinal(input);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA/ECB/PKCS1Padding,0", "RSA/ECB/PKCS1Padding,1", "RSA/ECB/PKCS1Padding,245",
        "RSA/ECB/NoPadding,0", "RSA/ECB/NoPadding,1", "RSA/ECB/NoPadding,255"
    })
    void encryptingWithThePrivateKeyIsSunJcesByteForByte(String name, int length) throws Exception {
        byte[] input = new byte[length];
        Arrays.fill(input, (byte) 0xC3);
        byte[] expected = sun(name, Cipher.ENCRYPT_MODE, TestKeys.rsa().getPrivate(), input);
        byte[] came = ours(name, Cipher.ENCRYPT_MODE, input);
        assertArrayEquals(expected, came);
        byte[] back = sun(name, Cipher.DECRYPT_MODE, TestKeys.rsa().getPublic(), came);
        assertArrayEquals(input, Arrays.copyOfRange(back, back.length - length, back.length));
    }

    @Test
    void rawDecryptionTakesASmallerNumberAsSunJceDoes() throws Exception {
        assertArrayEquals(
                sun("RSA/ECB/NoPadding", Cipher.DECRYPT_MODE, TestKeys.rsa().getPrivate(), MESSAGE),
                ours("RSA/ECB/NoPadding", Cipher.DECRYPT_MODE, MESSAGE));
    }

    @Test
    void whatDoesNotFitReachesNoKey() throws Exception {
        assertThrows(
                IllegalBlockSizeException.class,
                () -> ours("RSA/ECB/PKCS1Padding", Cipher.ENCRYPT_MODE, new byte[246]));
        assertThrows(
                IllegalBlockSizeException.class, () -> ours("RSA/ECB/NoPadding", Cipher.ENCRYPT_MODE, new byte[257]));
        assertThrows(
                IllegalBlockSizeException.class, () -> ours("RSA/ECB/OAEPPadding", Cipher.DECRYPT_MODE, new byte[255]));
        assertFalse(manager.asked.contains("sign") || manager.asked.contains("decrypt"));
        byte[] above = new byte[256];
        Arrays.fill(above, (byte) 0xFF);
        assertThrows(BadPaddingException.class, () -> ours("RSA/ECB/NoPadding", Cipher.DECRYPT_MODE, above));
    }

    @Test
    void oaepHasWhatTheParametersSayWhateverItsName() throws Exception {
        OAEPParameterSpec spec = new OAEPParameterSpec(
                "SHA-384", "MGF1", MGF1ParameterSpec.SHA512, new PSource.PSpecified(new byte[] {7}));
        for (String name : Set.of("RSA/ECB/OAEPPadding", "RSA/ECB/OAEPWithSHA-256AndMGF1Padding")) {
            Cipher to = Cipher.getInstance("RSA/ECB/OAEPPadding", "SunJCE");
            to.init(Cipher.ENCRYPT_MODE, TestKeys.rsa().getPublic(), spec);
            byte[] ciphertext = to.doFinal(MESSAGE);
            Cipher cipher = Cipher.getInstance(name);
            cipher.init(Cipher.DECRYPT_MODE, key("rsa"), to.getParameters());
            assertArrayEquals(MESSAGE, cipher.doFinal(ciphertext));
            OAEPParameterSpec used = cipher.getParameters().getParameterSpec(OAEPParameterSpec.class);
            assertEquals("SHA-384", used.getDigestAlgorithm());
        }
    }

    // fact 8
    @Test
    void withoutParametersTheMaskIsSha1AsInSunJce() throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        cipher.init(Cipher.DECRYPT_MODE, key("rsa"));
        OAEPParameterSpec used = cipher.getParameters().getParameterSpec(OAEPParameterSpec.class);
        assertEquals("SHA-256", used.getDigestAlgorithm());
        assertEquals("SHA-1", ((MGF1ParameterSpec) used.getMGFParameters()).getDigestAlgorithm());
    }

    @Test
    void everyBadOaepPaddingHasTheSameMessage() throws Exception {
        Set<String> messages = new HashSet<>();
        byte[] ciphertext =
                sun("RSA/ECB/OAEPPadding", Cipher.ENCRYPT_MODE, TestKeys.rsa().getPublic(), MESSAGE);
        for (int i = 1; i < 256; i += 15) {
            byte[] damaged = ciphertext.clone();
            damaged[i] ^= 1;
            messages.add(assertThrows(
                            BadPaddingException.class, () -> ours("RSA/ECB/OAEPPadding", Cipher.DECRYPT_MODE, damaged))
                    .getMessage());
        }
        assertEquals(Set.of("OAEP decryption failed"), messages);
    }

    @Test
    void whatNoPrivateKeyDoesIsSaidAtInit() throws Exception {
        PrivateKey rsa = key("rsa");
        Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPPadding", provider);
        assertThrows(InvalidKeyException.class, () -> oaep.init(Cipher.ENCRYPT_MODE, rsa));
        assertThrows(InvalidKeyException.class, () -> oaep.init(Cipher.WRAP_MODE, rsa));
        ECGenParameterSpec foreign = new ECGenParameterSpec("secp256r1");
        assertThrows(InvalidAlgorithmParameterException.class, () -> oaep.init(Cipher.DECRYPT_MODE, rsa, foreign));
        Cipher pkcs1 = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
        assertThrows(InvalidAlgorithmParameterException.class, () -> pkcs1.init(Cipher.DECRYPT_MODE, rsa, foreign));
        manager.records.clear();
        manager.put("rsa", TestKeys.rsa(), Primitive.RSA_PKCS1_DECRYPT);
        InvalidKeyException e = assertThrows(InvalidKeyException.class, () -> oaep.init(Cipher.DECRYPT_MODE, rsa));
        assertTrue(e.getMessage().endsWith("cannot decrypt RSA with OAEPPadding"), e.getMessage());
    }

    @Test
    void aPrivateKeyAndAPublicOneAreUnwrapped() throws Exception {
        for (int type : new int[] {Cipher.PRIVATE_KEY, Cipher.PUBLIC_KEY}) {
            Key wrapped = type == Cipher.PRIVATE_KEY
                    ? TestKeys.ec().getPrivate()
                    : TestKeys.ec().getPublic();
            byte[] bytes = sun(
                    "RSA/ECB/PKCS1Padding", Cipher.ENCRYPT_MODE, TestKeys.rsa().getPublic(), wrapped.getEncoded());
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.UNWRAP_MODE, key("rsa"));
            assertArrayEquals(
                    wrapped.getEncoded(), cipher.unwrap(bytes, "EC", type).getEncoded());
        }
        byte[] noKey =
                sun("RSA/ECB/PKCS1Padding", Cipher.ENCRYPT_MODE, TestKeys.rsa().getPublic(), MESSAGE);
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.UNWRAP_MODE, key("rsa"));
        assertThrows(InvalidKeyException.class, () -> cipher.unwrap(noKey, "EC", Cipher.PRIVATE_KEY));
    }

    private static AlgorithmParameterSpec jsses(int client, int server) throws Exception {
        return Class.forName("sun.security.internal.spec.TlsRsaPremasterSecretParameterSpec")
                .asSubclass(AlgorithmParameterSpec.class)
                .getConstructor(int.class, int.class)
                .newInstance(client, server);
    }

    private static byte[] premaster(String provider, PrivateKey key, byte[] wrapped, AlgorithmParameterSpec parameters)
            throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
        cipher.init(Cipher.UNWRAP_MODE, key, parameters);
        return cipher.unwrap(wrapped, "TlsRsaPremasterSecret", Cipher.SECRET_KEY)
                .getEncoded();
    }

    // fact 9
    @ParameterizedTest
    @CsvSource({
        "48,3,3,true",
        "48,3,2,false",
        "48,3,1,false",
        "48,0,3,false",
        "47,3,3,false",
        "49,3,3,false",
        "2,3,3,false",
        "1,3,3,false",
        "0,3,3,false"
    })
    void aTlsPremasterSecretOfAnotherLengthOrVersionIsReplacedInSilenceAsInSunJce(
            int length, byte major, byte minor, boolean right) throws Exception {
        byte[] secret = new byte[length];
        Arrays.fill(secret, (byte) 7);
        System.arraycopy(new byte[] {major, minor}, 0, secret, 0, Math.min(2, length));
        byte[] wrapped =
                sun("RSA/ECB/PKCS1Padding", Cipher.ENCRYPT_MODE, TestKeys.rsa().getPublic(), secret);
        byte[] ours = premaster(provider.getName(), key("rsa"), wrapped, jsses(0x0303, 0x0303));
        byte[] sunJces = premaster("SunJCE", TestKeys.rsa().getPrivate(), wrapped, jsses(0x0303, 0x0303));
        assertEquals(right, Arrays.equals(secret, ours));
        assertEquals(right, Arrays.equals(secret, sunJces));
        assertEquals(48, ours.length);
        assertNotEquals(
                right,
                !Arrays.equals(ours, premaster(provider.getName(), key("rsa"), wrapped, jsses(0x0303, 0x0303))),
                "what replaces it is random");
    }

    @Test
    void aBadPaddingOfATlsPremasterSecretIsNoError() throws Exception {
        byte[] noPadding = new byte[256];
        noPadding[255] = 5;
        assertEquals(48, premaster(provider.getName(), key("rsa"), noPadding, jsses(0x0303, 0x0303)).length);
    }

    @Test
    void aTlsPremasterSecretIsUnwrappedWithItsParametersAlone() throws Exception {
        byte[] wrapped =
                sun("RSA/ECB/PKCS1Padding", Cipher.ENCRYPT_MODE, TestKeys.rsa().getPublic(), new byte[48]);
        for (String name : List.of(provider.getName(), "SunJCE")) {
            PrivateKey key = name.equals("SunJCE") ? TestKeys.rsa().getPrivate() : key("rsa");
            assertThrows(IllegalStateException.class, () -> premaster(name, key, wrapped, null), name);
        }
        assertFalse(manager.asked.contains("decrypt"));
        PrivateKey rsa = key("rsa");
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
        AlgorithmParameterSpec parameters = jsses(0x0303, 0x0303);
        assertThrows(InvalidAlgorithmParameterException.class, () -> cipher.init(Cipher.DECRYPT_MODE, rsa, parameters));
    }

    @Test
    void wrappingWithThePrivateKeyIsSunJces() throws Exception {
        SecretKey secret = new SecretKeySpec(new byte[] {9, 8, 7, 6, 5, 4, 3, 2}, "any");
        for (String name : List.of("RSA/ECB/PKCS1Padding", "RSA/ECB/NoPadding", "RSA")) {
            Cipher cipher = Cipher.getInstance(name);
            cipher.init(Cipher.WRAP_MODE, key("rsa"));
            assertSame(provider, cipher.getProvider());
            Cipher sunJces = Cipher.getInstance(name, "SunJCE");
            sunJces.init(Cipher.WRAP_MODE, TestKeys.rsa().getPrivate());
            assertArrayEquals(sunJces.wrap(secret), cipher.wrap(secret), name);
            for (Key refused : List.of(TestKeys.rsa().getPrivate(), new SecretKeySpec(new byte[300], "long"))) {
                assertThrows(InvalidKeyException.class, () -> sunJces.wrap(refused));
                assertThrows(InvalidKeyException.class, () -> cipher.wrap(refused));
            }
            Key handle = key("ec");
            InvalidKeyException e = assertThrows(InvalidKeyException.class, () -> cipher.wrap(handle));
            assertTrue(e.getMessage().contains("has no encoding"), e.getMessage());
        }
    }
}
