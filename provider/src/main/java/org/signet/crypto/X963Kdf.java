package org.signet.crypto;

import org.bouncycastle.crypto.generators.KDF2BytesGenerator;
import org.bouncycastle.crypto.params.KDFParameters;

/** The key derivation function of ANSI X9.63 (SEC 1, 3.6.1), which CMS puts behind an agreement (RFC 5753, 7.2). */
public final class X963Kdf {
    private X963Kdf() {}

    /**
     * Derives a key.
     *
     * @param secret what the two parties agreed on
     * @param sharedInfo what both know besides; may be empty
     * @param length of the key, in bytes
     */
    public static byte[] derive(Digest digest, byte[] secret, byte[] sharedInfo, int length) {
        KDF2BytesGenerator kdf =
                new KDF2BytesGenerator(Hashes.of(digest).engine().get());
        kdf.init(new KDFParameters(secret, sharedInfo));
        byte[] key = new byte[length];
        kdf.generateBytes(key, 0, length);
        return key;
    }
}
