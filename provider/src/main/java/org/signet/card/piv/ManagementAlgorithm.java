package org.signet.card.piv;

import java.security.GeneralSecurityException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** SP 800-78-4, table 6-2: the algorithms of the card management key 9B. */
enum ManagementAlgorithm {
    // spotless:off
    TDES   (0x03, "DESede", 24,  8),
    AES_128(0x08, "AES",    16, 16),
    AES_192(0x0A, "AES",    24, 16),
    AES_256(0x0C, "AES",    32, 16);
    // spotless:on

    private final int id;
    private final String cipher;
    private final int keyBytes;
    private final int block;

    ManagementAlgorithm(int id, String cipher, int keyBytes, int block) {
        this.id = id;
        this.cipher = cipher;
        this.keyBytes = keyBytes;
        this.block = block;
    }

    /** Those that have keys of this length: where the card does not say, 24 bytes are 3DES on older cards and AES-192 on newer ones. */
    static List<ManagementAlgorithm> ofLength(int bytes) {
        return Arrays.stream(values()).filter(a -> a.keyBytes == bytes).toList();
    }

    /** Empty for one that we do not know. */
    static List<ManagementAlgorithm> of(int id) {
        return Arrays.stream(values()).filter(a -> a.id == id).toList();
    }

    int id() {
        return id;
    }

    int keyBytes() {
        return keyBytes;
    }

    /** Of a witness or challenge, in bytes. */
    int block() {
        return block;
    }

    /** @param mode of {@link Cipher} */
    byte[] once(int mode, byte[] key, byte[] input) {
        try {
            Provider platform = Security.getProvider("SunJCE");
            if (platform == null) {
                throw new NoSuchProviderException("this Java has no SunJCE");
            }
            Cipher once = Cipher.getInstance(cipher + "/ECB/NoPadding", platform);
            once.init(mode, new SecretKeySpec(key, cipher));
            return once.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new KeyAccessException(Reason.CANNOT, "this Java cannot use a management key of " + name(), e);
        }
    }
}
