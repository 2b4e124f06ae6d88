package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.util.List;
import javax.crypto.Cipher;
import org.junit.jupiter.api.function.Executable;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** What any application does with a keystore, by the java.security API alone. */
final class App {
    static final byte[] MESSAGE = "a message of some length".getBytes(StandardCharsets.UTF_8);

    private App() {}

    static PrivateKey key(KeyStore store, String alias) throws GeneralSecurityException {
        return (PrivateKey) store.getKey(alias, null);
    }

    static byte[] sign(PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm(key.getAlgorithm()));
        signature.initSign(key);
        signature.update(MESSAGE);
        return signature.sign();
    }

    static boolean verifies(Certificate certificate, byte[] value) throws GeneralSecurityException {
        Signature signature =
                Signature.getInstance(algorithm(certificate.getPublicKey().getAlgorithm()));
        signature.initVerify(certificate);
        signature.update(MESSAGE);
        return signature.verify(value);
    }

    private static String algorithm(String key) {
        return "SHA256with" + (key.equals("EC") ? "ECDSA" : key);
    }

    /** Signs under an alias and believes it only when the alias's certificate does. */
    static void assertSigns(KeyStore store, String alias) throws GeneralSecurityException {
        assertSigns(key(store, alias), store.getCertificate(alias));
    }

    static void assertSigns(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        assertTrue(verifies(certificate, sign(key)), "the signature does not verify");
    }

    static void assertDecrypts(KeyStore store, String alias) throws GeneralSecurityException {
        Cipher to = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        to.init(Cipher.ENCRYPT_MODE, store.getCertificate(alias).getPublicKey());
        byte[] ciphertext = to.doFinal(MESSAGE);
        Cipher from = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        from.init(Cipher.DECRYPT_MODE, key(store, alias));
        assertEquals(
                new String(MESSAGE, StandardCharsets.UTF_8),
                new String(from.doFinal(ciphertext), StandardCharsets.UTF_8));
    }

    /** The one clear message of a load that is refused, which is the outermost one (jca-facts 20). */
    static String refusal(Executable load) {
        IOException e = assertThrows(IOException.class, load);
        return e.getMessage();
    }

    /** The load is refused for that reason. */
    static String refusal(Reason reason, Executable load) {
        IOException e = assertThrows(IOException.class, load);
        assertEquals(reason, reason(e), e.getMessage());
        return e.getMessage();
    }

    /** The signature fails for that reason, or one of those, and says so itself. */
    static String failure(PrivateKey key, Reason... reasons) {
        SignatureException e = assertThrows(SignatureException.class, () -> sign(key));
        assertTrue(List.of(reasons).contains(reason(e)), () -> reason(e) + ": " + e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        return e.getMessage();
    }

    /** The reason at the bottom of what the JCA threw. */
    static Reason reason(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof KeyAccessException e) {
                return e.reason();
            }
        }
        throw new AssertionError("no KeyAccessException among the causes", thrown);
    }

    static void assertSays(String message, String... words) {
        for (String word : words) {
            assertTrue(message.contains(word), "\"" + message + "\" does not say \"" + word + "\"");
        }
    }
}
