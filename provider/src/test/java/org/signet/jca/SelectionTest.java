package org.signet.jca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.TestKeys;
import org.signet.key.Primitive;

/** Whom the JCA chooses, wherever we and Bouncy Castle stand: us for our handles, and for nothing else. */
class SelectionTest extends FrontFixture {
    enum Order {
        BOUNCY_CASTLE_FIRST_WE_LAST,
        WE_FIRST_BOUNCY_CASTLE_LAST,
        WE_LAST,
        WE_FIRST
    }

    private void stand(Order order) {
        Security.removeProvider("BC");
        Security.removeProvider(provider.getName());
        switch (order) {
            case BOUNCY_CASTLE_FIRST_WE_LAST -> {
                Security.insertProviderAt(new BouncyCastleProvider(), 1);
                Security.addProvider(provider);
            }
            case WE_FIRST_BOUNCY_CASTLE_LAST -> {
                Security.insertProviderAt(provider, 1);
                Security.addProvider(new BouncyCastleProvider());
            }
            case WE_LAST -> Security.addProvider(provider);
            case WE_FIRST -> Security.insertProviderAt(provider, 1);
        }
    }

    private static List<Provider> chosen(Algorithms.Row row, PrivateKey key) throws Exception {
        switch (row.type()) {
            case "Signature" -> {
                Signature signs = Signature.getInstance(row.name());
                signs.initSign(key);
                return List.of(signs.getProvider());
            }
            case "Cipher" -> {
                Cipher decrypts = Cipher.getInstance(row.name());
                decrypts.init(Cipher.DECRYPT_MODE, key);
                Cipher unwraps = Cipher.getInstance(row.name());
                unwraps.init(Cipher.UNWRAP_MODE, key);
                return List.of(decrypts.getProvider(), unwraps.getProvider());
            }
            default -> {
                KeyAgreement agrees = KeyAgreement.getInstance(row.name());
                agrees.init(key);
                return List.of(agrees.getProvider());
            }
        }
    }

    private static List<Provider> chosen(Algorithms.Row row, PublicKey key) throws Exception {
        switch (row.type()) {
            case "Signature" -> {
                Signature verifies = Signature.getInstance(row.name());
                verifies.initVerify(key);
                return List.of(verifies.getProvider());
            }
            case "Cipher" -> {
                Cipher encrypts = Cipher.getInstance(row.name());
                encrypts.init(Cipher.ENCRYPT_MODE, key);
                return List.of(encrypts.getProvider());
            }
            default -> {
                return List.of();
            }
        }
    }

    private static Stream<Algorithms.Row> rowsWithKeys() {
        return Algorithms.rows().stream().filter(row -> row.handle() != Key.class);
    }

    // facts 1, 7
    @ParameterizedTest
    @EnumSource
    void everyRowIsChosenForOurHandles(Order order) throws Exception {
        stand(order);
        for (Algorithms.Row row : rowsWithKeys().toList()) {
            for (Provider chosen : chosen(row, handle(row))) {
                assertSame(provider, chosen, row.name());
            }
        }
    }

    // facts 1, 7; only Bouncy Castle has a key derivation and all of our names
    @ParameterizedTest
    @EnumSource(names = {"BOUNCY_CASTLE_FIRST_WE_LAST", "WE_FIRST_BOUNCY_CASTLE_LAST"})
    void noRowIsChosenForSoftwareKeysAndPublicOnes(Order order) throws Exception {
        stand(order);
        for (Algorithms.Row row : rowsWithKeys().toList()) {
            assertFalse(chosen(row, software(row).getPrivate()).contains(provider), row.name());
            assertFalse(chosen(row, software(row).getPublic()).contains(provider), row.name());
        }
    }

    // fact 2: who asks before the key is known is bound to whoever is first
    @ParameterizedTest
    @EnumSource(names = {"WE_LAST", "WE_FIRST"})
    void whatIsAskedBeforeTheKeyBindsTheFirstProvider(Order order) throws Exception {
        stand(order);
        Signature signature = Signature.getInstance("SHA256withRSA");
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        PrivateKey rsa = key("rsa");
        boolean ours = signature.getProvider().equals(provider);
        assertEquals(order == Order.WE_FIRST, ours);
        assertTrue(cipher.getBlockSize() >= 0);
        assertEquals(ours, cipher.getProvider().equals(provider));
        if (ours) {
            signature.initSign(rsa);
            cipher.init(Cipher.DECRYPT_MODE, rsa);
        } else {
            assertThrows(InvalidKeyException.class, () -> signature.initSign(rsa));
            assertThrows(InvalidKeyException.class, () -> cipher.init(Cipher.DECRYPT_MODE, rsa));
        }
    }

    // fact 5
    @Test
    void anObjectWhoseInitFailedIsSpentUnlessWeWereNamed() throws Exception {
        stand(Order.WE_LAST);
        manager.put("weak", TestKeys.freshRsa(1024), Primitive.RSA_PKCS1_DECRYPT);
        PrivateKey weak = key("weak");
        PrivateKey rsa = key("rsa");
        Signature spent = Signature.getInstance("SHA256withRSA");
        assertThrows(InvalidKeyException.class, () -> spent.initSign(weak));
        InvalidKeyException e = assertThrows(InvalidKeyException.class, () -> spent.initSign(rsa));
        assertTrue(e.getMessage().startsWith("No installed provider supports this key"), e.getMessage());
        Signature named = Signature.getInstance("SHA256withRSA", provider);
        assertThrows(InvalidKeyException.class, () -> named.initSign(weak));
        named.initSign(rsa);
        Signature.getInstance("SHA256withRSA").initSign(rsa);
    }

    // fact 6: the JDK's own services pass us by, so that our text is the one that is thrown
    @ParameterizedTest
    @EnumSource(names = {"WE_LAST", "WE_FIRST"})
    void ourReasonIsWhatTheApplicationReads(Order order) throws Exception {
        stand(order);
        manager.records.clear();
        manager.put("rsa", TestKeys.rsa(), Primitive.RSA_PKCS1_SIGN);
        manager.put("ec", TestKeys.ec(), Primitive.ECDH);
        manager.put("signing", TestKeys.freshEc(), Primitive.ECDSA);
        PrivateKey rsa = key("rsa");
        PrivateKey ec = key("ec");
        PrivateKey signing = key("signing");
        assertSays(
                rsa + " cannot do SHA256withRSAandMGF1",
                () -> Signature.getInstance("SHA256withRSAandMGF1").initSign(rsa));
        assertSays(
                ec + " cannot do SHA256withECDSA",
                () -> Signature.getInstance("SHA256withECDSA").initSign(ec));
        assertSays(
                rsa + " cannot decrypt RSA with PKCS1Padding",
                () -> Cipher.getInstance("RSA/ECB/PKCS1Padding").init(Cipher.DECRYPT_MODE, rsa));
        assertSays(
                signing + " cannot do ECDH",
                () -> KeyAgreement.getInstance("ECDH").init(signing));
    }

    private static void assertSays(String text, Executable init) {
        assertEquals(text, assertThrows(InvalidKeyException.class, init).getMessage());
    }
}
