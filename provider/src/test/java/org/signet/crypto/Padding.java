package org.signet.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;

/** The JDK's own paddings, and blocks laid by hand: what our results are compared with. */
final class Padding {
    private Padding() {}

    /** EMSA-PKCS1-v1_5 of a DigestInfo, raised by the key. */
    static byte[] sign(PrivateKey key, byte[] digestInfo) {
        return cipher(Cipher.ENCRYPT_MODE, key, digestInfo);
    }

    /** Empty where the padding is bad. */
    static Optional<byte[]> decrypt(PrivateKey key, byte[] ciphertext) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
            cipher.init(Cipher.DECRYPT_MODE, key);
            return Optional.of(cipher.doFinal(ciphertext));
        } catch (BadPaddingException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] encrypt(PublicKey key, byte[] plaintext) {
        return cipher(Cipher.ENCRYPT_MODE, key, plaintext);
    }

    /** block^e mod n. */
    static byte[] encryptRaw(RSAPublicKey key, byte[] block) {
        BigInteger c = new BigInteger(1, block).modPow(key.getPublicExponent(), key.getModulus());
        return Integers.i2osp(c, block.length);
    }

    /** 00 02 PS 00 M, with PS of AA bytes. */
    static byte[] block(int k, byte[] message) {
        byte[] block = new byte[k];
        Arrays.fill(block, 2, k - message.length - 1, (byte) 0xAA);
        block[1] = 2;
        System.arraycopy(message, 0, block, k - message.length, message.length);
        return block;
    }

    private static byte[] cipher(int mode, Key key, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
            cipher.init(mode, key);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
