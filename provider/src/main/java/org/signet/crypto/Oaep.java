package org.signet.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** RSAES-OAEP (RFC 8017, 7.1): one error with one message, made before anything is looked at. */
final class Oaep {
    private Oaep() {}

    static int leastModulus(Scheme.RsaOaep scheme) {
        return 2 * scheme.hash().length() + 2;
    }

    static byte[] encrypt(RawEngine engine, Scheme.RsaOaep scheme, byte[] plaintext, SecureRandom random) {
        OAEPEncoding encoding = encoding(engine, scheme);
        encoding.init(true, new ParametersWithRandom(RawEngine.PUBLIC, random));
        try {
            return encoding.processBlock(plaintext, 0, plaintext.length);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("encoding does not decode", e);
        }
    }

    private static OAEPEncoding encoding(RawEngine engine, Scheme.RsaOaep scheme) {
        return new OAEPEncoding(
                engine,
                Hashes.of(scheme.hash()).engine().get(),
                Hashes.of(scheme.mgf()).engine().get(),
                scheme.label());
    }

    static byte[] decrypt(RsaPlace key, Scheme.RsaOaep scheme, byte[] ciphertext) {
        KeyAccessException failed = new KeyAccessException(Reason.DATA, "OAEP decryption failed");
        RawEngine engine = new RawEngine(key.rsa().length(), key::decrypt);
        OAEPEncoding encoding = encoding(engine, scheme);
        encoding.init(false, RawEngine.PRIVATE);
        byte[] plaintext;
        try {
            plaintext = encoding.processBlock(ciphertext, 0, ciphertext.length);
        } catch (InvalidCipherTextException e) {
            throw failed; // without its cause, which could tell more
        }
        if (!engine.leadingByteWasZero()) {
            Arrays.fill(plaintext, (byte) 0);
            throw failed;
        }
        return plaintext;
    }
}
