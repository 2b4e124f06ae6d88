package org.signet.jca;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Collections;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyStoreBuilderParameters;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.TestKeys;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** The front alone, over a manager that writes down what it is asked: the facts of the JCA that it must honour. */
class FrontTest extends FrontFixture {
    // facts 1, 7: chosen by our handle and by nothing else, wherever we stand
    @Test
    void everySignatureRowIsChosenForItsHandleAndForNoOtherKey() throws Exception {
        int rows = 0;
        for (Algorithms.Row row : Algorithms.rows()) {
            if (row.type().equals("Signature")) {
                for (String name : names(row)) {
                    Signature signature = Signature.getInstance(name);
                    signature.initSign(handle(row));
                    assertSame(provider, signature.getProvider(), name);
                }
                Signature foreign = Signature.getInstance(row.name());
                foreign.initSign(software(row).getPrivate());
                assertNotEquals(provider, foreign.getProvider());
                Signature verifier = Signature.getInstance(row.name());
                verifier.initVerify(software(row).getPublic());
                assertNotEquals(provider, verifier.getProvider());
                rows++;
            }
        }
        assertTrue(rows >= 67, rows + " rows");
    }

    // Where somebody else can be asked it is none: PinFileTest.
    @Test
    void anEmptyPasswordIsAPasswordWhereNobodyElseIsAsked() throws Exception {
        store("");
        assertTrue(manager.asked.contains("login alice"), manager.asked::toString);
    }

    private static List<String> names(Algorithms.Row row) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(row.name()), row.aliases().stream())
                .toList();
    }

    @Test
    void everyCipherRowIsChosenForItsHandleAndDecryptsWhatTheJdkEncrypted() throws Exception {
        int rows = 0;
        for (Algorithms.Row row : Algorithms.rows()) {
            if (row.type().equals("Cipher")) {
                for (String name : names(row)) {
                    Cipher to = Cipher.getInstance(name, "SunJCE");
                    to.init(Cipher.ENCRYPT_MODE, TestKeys.rsa().getPublic());
                    byte[] ciphertext = to.doFinal("for alice".getBytes(StandardCharsets.UTF_8));
                    Cipher cipher = Cipher.getInstance(name);
                    cipher.init(Cipher.DECRYPT_MODE, key("rsa"));
                    assertSame(provider, cipher.getProvider(), name);
                    String plain = new String(cipher.doFinal(ciphertext), StandardCharsets.UTF_8);
                    assertEquals("for alice", plain.replace("\0", ""), name);
                }
                rows++;
            }
        }
        assertEquals(11, rows);
    }

    @Test
    void aSecretKeyIsUnwrapped() throws Exception {
        SecretKey secret = new SecretKeySpec(new byte[16], "AES");
        Cipher wrap = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
        wrap.init(Cipher.WRAP_MODE, TestKeys.rsa().getPublic());
        byte[] wrapped = wrap.wrap(secret);
        Cipher unwrap = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        unwrap.init(Cipher.UNWRAP_MODE, key("rsa"));
        assertEquals(secret, unwrap.unwrap(wrapped, "AES", Cipher.SECRET_KEY));
    }

    @Test
    void aCiphertextOfAWrongLengthReachesNoKey() throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.DECRYPT_MODE, key("rsa"));
        for (int length : new int[] {0, 1, 255, 257, 10_000}) {
            IllegalBlockSizeException e =
                    assertThrows(IllegalBlockSizeException.class, () -> cipher.doFinal(new byte[length]));
            assertTrue(e.getMessage().contains(" 256 bytes, not " + length), e.getMessage());
        }
        assertFalse(manager.asked.contains("decrypt"));
    }

    // fact 6: the first exception wins, so that its text must be ours
    @Test
    void aKeyThatCannotDoTheSchemeSaysSoInInitSign() throws Exception {
        manager.records.clear();
        manager.put("rsa", TestKeys.rsa(), Primitive.RSA_PKCS1_DECRYPT);
        PrivateKey handle = key("rsa");
        InvalidKeyException e = assertThrows(
                InvalidKeyException.class,
                () -> Signature.getInstance("SHA256withRSA", provider).initSign(handle));
        assertTrue(e.getMessage().contains("cannot do SHA256withRSA"), e.getMessage());
    }

    @Test
    void aForeignKeyIsRefusedByItsClass() throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA", provider);
        InvalidKeyException e = assertThrows(
                InvalidKeyException.class,
                () -> signature.initSign(TestKeys.rsa().getPrivate()));
        assertEquals(
                "need an RSA handle from this provider, not "
                        + TestKeys.rsa().getPrivate().getClass().getName(),
                e.getMessage());
        InvalidKeyException kind = assertThrows(InvalidKeyException.class, () -> signature.initSign(key("ec")));
        assertTrue(kind.getMessage().startsWith("need an RSA handle"), kind.getMessage());
        Signature other = Signature.getInstance("SHA256withRSA", new Front(new LazyManager(FakeManager::new)));
        InvalidKeyException instance = assertThrows(InvalidKeyException.class, () -> other.initSign(key("rsa")));
        assertTrue(instance.getMessage().contains("another instance"), instance.getMessage());
    }

    // facts 10, 29, 36: constructors are free; no manager, card or PIN before sign()
    @Test
    void makingAnEngineComposesNothingAndInitAsksNoPlace() throws Exception {
        Provider untouched = new Front(new LazyManager(() -> {
            throw new AssertionError("composed too early");
        }));
        for (Provider.Service service : untouched.getServices()) {
            service.newInstance(null);
            assertFalse(!service.getType().endsWith("Store") // which the JCA never chooses by a key
                    && service.supportsParameter(TestKeys.rsa().getPrivate()));
        }
        PrivateKey handle = key("ec");
        manager.asked.clear();
        manager.failure = FakeManager.failure(Reason.REMOVED, "card piv:1 was removed from reader R: log in again");
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(handle);
        signature.update((byte) 1);
        assertEquals(List.of(), manager.asked);
        SignatureException e = assertThrows(SignatureException.class, signature::sign);
        assertEquals("card piv:1 was removed from reader R: log in again", e.getMessage());
        assertInstanceOf(KeyAccessException.class, e.getCause());
    }

    // facts 11, 12, 14, 15, 17
    @Test
    void aHandleIsAnOpaqueKeyOfItsKindWithoutBytes() throws Exception {
        PrivateKey rsa = key("rsa");
        PrivateKey ec = key("ec");
        assertInstanceOf(RSAKey.class, rsa);
        assertFalse(rsa instanceof RSAPrivateKey);
        assertEquals(2048, ((RSAKey) rsa).getModulus().bitLength());
        assertInstanceOf(ECKey.class, ec);
        assertFalse(ec instanceof ECPrivateKey);
        for (PrivateKey key : List.of(rsa, ec)) {
            assertNull(key.getEncoded());
            assertNull(key.getFormat());
            assertTrue(key.getAlgorithm().equals("RSA") || key.getAlgorithm().equals("EC"));
            assertThrows(
                    NotSerializableException.class,
                    () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(key));
        }
        assertNull(((RSAKey) rsa).getParams());
        assertEquals(rsa, key("rsa"));
        assertEquals(rsa.hashCode(), key("rsa").hashCode());
        assertNotEquals(rsa, ec);
    }

    @Test
    void aHandleAnswersAsymmetricKeysGetParamsOnNewerJdks() throws Exception {
        Method bridge = SignetPrivateKey.HasParameters.class.getDeclaredMethod("getParams");
        assertSame(((ECKey) key("ec")).getParams(), bridge.invoke(key("ec")));
        if (Runtime.version().feature() >= 22) {
            Method asymmetric = Class.forName("java.security.AsymmetricKey").getMethod("getParams");
            assertSame(((ECKey) key("ec")).getParams(), asymmetric.invoke(key("ec")));
        }
    }

    @Test
    void aDestroyedHandleIsDeadAndItsKeyIsNot() throws Exception {
        PrivateKey handle = key("ec");
        handle.destroy();
        assertTrue(handle.isDestroyed());
        assertThrows(
                InvalidKeyException.class,
                () -> Signature.getInstance("SHA256withECDSA", provider).initSign(handle));
        Signature.getInstance("SHA256withECDSA").initSign(key("ec"));
    }

    // fact 24
    @Test
    void aStubByItsPathIsProbedLoadedAndStored(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("alice.keystore");
        Files.writeString(path, "signet-keystore: 1\nuser: alice\n");
        KeyStore store = KeyStore.getInstance(path.toFile(), "123456".toCharArray());
        assertEquals("Signet", store.getType());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, "123456".toCharArray());
        assertEquals("signet-keystore: 1\nuser: alice\n", out.toString(StandardCharsets.UTF_8));
        assertTrue(manager.asked.contains("login alice"));
    }

    @Test
    void aForeignFileIsNoStub() throws Exception {
        for (String text : List.of("", "signet-keystore: 2\n", "signet-keystore: 1x", "0\u0082", "MZ")) {
            assertFalse(Stub.recognises(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))), text);
        }
        assertTrue(Stub.recognises(new ByteArrayInputStream("signet-keystore: 1".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aStubIsStrictAndNamesTheLine() {
        for (String text : List.of(
                "user: bob\n",
                "signet-keystore: 1\nusers: bob\n",
                "signet-keystore: 1\nuser: \n",
                "signet-keystore: 1\nuser: a\nuser: b\n",
                "signet-keystore: 1\n\nuser: a\n",
                "signet-keystore: 1\nuser: \u0001\n",
                "signet-keystore: 1\nuser: x" + "x".repeat(5000))) {
            IOException e = assertThrows(
                    IOException.class,
                    () -> Stub.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
                    text);
            assertTrue(e.getMessage().contains("line") || e.getMessage().contains("bytes"), e.getMessage());
        }
    }

    // fact 20: keytool drops causes, so that the outer text says it all; fact 26: never UnrecoverableKeyException for a
    // PIN
    @Test
    void aWrongPinIsSaidInTheOuterTextAndTriedOnceByABuilder() {
        manager.failure =
                new KeyAccessException(Reason.PIN_WRONG, "VERIFY 80 answered 63C2: wrong PIN, 2 tries left", 2, null);
        IOException e = assertThrows(IOException.class, () -> store("000000"));
        assertEquals("VERIFY 80 answered 63C2: wrong PIN, 2 tries left", e.getMessage());
        assertFalse(e.getCause() instanceof UnrecoverableKeyException);
        manager.asked.clear();
        assertThrows(KeyStoreException.class, this::built);
        assertEquals(1, manager.asked.size());
    }

    @Test
    void aWrongPassphraseHasTheCauseThatTheJcaKnows() {
        manager.failure = FakeManager.failure(Reason.PASSPHRASE_WRONG, "wrong passphrase for bob");
        IOException e = assertThrows(IOException.class, () -> store("wrong one"));
        assertInstanceOf(UnrecoverableKeyException.class, e.getCause());
    }

    private KeyStore built() throws KeyStoreException {
        return KeyStore.Builder.newInstance(
                        "Signet",
                        null,
                        new KeyStore.CallbackHandlerProtection(
                                callbacks -> ((javax.security.auth.callback.PasswordCallback) callbacks[0])
                                        .setPassword("000000".toCharArray())))
                .getKeyStore();
    }

    // fact 25: NewSunX509 asks for the entry with a CallbackHandlerProtection
    @Test
    void newSunX509FindsTheKey() throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance("NewSunX509");
        factory.init(new KeyStoreBuilderParameters(
                KeyStore.Builder.newInstance("Signet", null, new KeyStore.PasswordProtection("123456".toCharArray()))));
        X509KeyManager keys = (X509KeyManager) factory.getKeyManagers()[0];
        String alias = keys.chooseClientAlias(new String[] {"EC"}, null, null);
        assertInstanceOf(EcHandle.class, keys.getPrivateKey(alias));
        assertEquals(
                "CN=ec",
                keys.getCertificateChain(alias)[0].getSubjectX500Principal().getName());
    }

    @Test
    void ourHandleComesBackAsAChangeAndASoftwareKeyAsAnImport() throws Exception {
        KeyStore store = store("123456");
        Certificate[] chain = store.getCertificateChain("rsa");
        Key handle = store.getKey("rsa", null);
        manager.asked.clear();
        store.setKeyEntry("other", handle, null, chain);
        store.setEntry("third", store.getEntry("rsa", null), null);
        store.setKeyEntry("soft", TestKeys.rsa().getPrivate(), "ignored".toCharArray(), chain);
        store.deleteEntry("other");
        assertEquals(List.of("setEntry other", "setEntry third", "create soft", "deleteEntry other"), manager.asked);
        assertThrows(KeyStoreException.class, () -> store.setCertificateEntry("ca", chain[0]));
        assertThrows(
                KeyStoreException.class,
                () -> store.setKeyEntry("aes", new SecretKeySpec(new byte[16], "AES"), null, null));
    }

    @Test
    void storingUnderAnotherPasswordIsRefused() throws Exception {
        KeyStore store = store("123456");
        store.store(null, "123456".toCharArray());
        IOException e = assertThrows(IOException.class, () -> store.store(null, "654321".toCharArray()));
        assertTrue(e.getMessage().contains("nothing was changed"), e.getMessage());
    }

    @Test
    void aStoreListsItsKeysAndNothingElse() throws Exception {
        KeyStore store = store("123456");
        assertEquals(List.of("rsa", "ec"), Collections.list(store.aliases()));
        assertEquals(2, store.size());
        assertTrue(store.isKeyEntry("rsa") && store.containsAlias("ec") && !store.isCertificateEntry("rsa"));
        assertNull(store.getKey("nobody", null));
        assertNull(store.getCertificate("nobody"));
        assertEquals("ec", store.getCertificateAlias(store.getCertificate("ec")));
        assertArrayEquals(new Certificate[] {store.getCertificate("ec")}, store.getCertificateChain("ec"));
        assertTrue(store.entryInstanceOf("ec", KeyStore.PrivateKeyEntry.class));
        assertEquals(java.util.Date.from(java.time.Instant.parse("2026-11-24T10:00:00Z")), store.getCreationDate("ec"));
    }
}
