package org.signet.crypto;

import org.signet.key.Call;
import org.signet.key.KeyAccess;
import org.signet.key.KeyRecord;

/** Makes of a scheme one primitive of the key's place, and checks what comes back before anybody sees it. */
public final class PrivateOperations {
    /** Whether a key that can do these primitives can do this scheme. No I/O. */
    public static boolean can(KeyRecord key, Scheme scheme) {
        throw new IllegalStateException("to be written");
    }

    /**
     * Signs.
     *
     * @param tbs for a scheme with a digest, the digest
     * @param access the open door to the key's place
     */
    public byte[] sign(KeyRecord key, Scheme.SignatureScheme scheme, byte[] tbs, KeyAccess access, Call call) {
        throw new IllegalStateException("to be written");
    }

    /** Decrypts; bad PKCS#1 v1.5 padding gives a made-up plaintext and never an exception. */
    public byte[] decrypt(
            KeyRecord key, Scheme.DecryptionScheme scheme, byte[] ciphertext, KeyAccess access, Call call) {
        throw new IllegalStateException("to be written");
    }
}
