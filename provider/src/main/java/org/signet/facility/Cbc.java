package org.signet.facility;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** CBC mode with PKCS#7 padding, whose fault is a wrong passphrase's. */
final class Cbc {
    private Cbc() {}

    static byte[] decrypt(BlockCipher engine, byte[] key, byte[] iv, byte[] encrypted) {
        PaddedBufferedBlockCipher cipher =
                new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(engine), new PKCS7Padding());
        cipher.init(false, new ParametersWithIV(new KeyParameter(key), iv));
        byte[] plain = new byte[cipher.getOutputSize(encrypted.length)];
        try {
            int length = cipher.processBytes(encrypted, 0, encrypted.length, plain, 0);
            length += cipher.doFinal(plain, length);
            return Arrays.copyOf(plain, length);
        } catch (InvalidCipherTextException e) {
            throw new KeyAccessException(Reason.PASSPHRASE_WRONG, "wrong passphrase");
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }
}
