package org.signet.wrap;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** AES-256-GCM with a nonce of 12 zero bytes and a tag of 16: each key here encrypts once. By the JDK's own service. */
final class Gcm {
    static final int TAG_BYTES = 16;

    private static final byte[] NONCE = new byte[12];
    private static final String SERVICE = "SunJCE";

    private Gcm() {}

    static byte[] encrypt(byte[] key, byte[] associated, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, associated).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    /** Empty if the tag does not fit. */
    static Optional<byte[]> decrypt(byte[] key, byte[] associated, byte[] encrypted) {
        if (encrypted.length < TAG_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, associated).doFinal(encrypted));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] associated) throws GeneralSecurityException {
        Provider provider = Security.getProvider(SERVICE);
        if (provider == null) {
            throw new NoSuchAlgorithmException("the provider " + SERVICE + " of the JDK is not installed");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, NONCE));
        cipher.updateAAD(associated);
        return cipher;
    }

    private static KeyAccessException failed(GeneralSecurityException e) {
        return new KeyAccessException(Reason.CANNOT, "AES-GCM by " + SERVICE + " failed: " + e.getMessage(), e);
    }
}
