package org.signet.crypto;

import java.util.Objects;
import java.util.function.Supplier;
import org.bouncycastle.crypto.DerivationFunction;
import org.bouncycastle.crypto.agreement.kdf.ConcatenationKDFGenerator;
import org.bouncycastle.crypto.generators.KDF2BytesGenerator;
import org.bouncycastle.crypto.params.KDFParameters;

/** Makes a key of what two parties agreed on, by hashing it with a counter. */
public final class KeyDerivation {
    private final Supplier<DerivationFunction> function;

    private KeyDerivation(Supplier<DerivationFunction> function) {
        this.function = Objects.requireNonNull(function);
    }

    /** ANSI X9.63's (SEC 1, 3.6.1), the counter behind the secret: CMS has it (RFC 5753, 7.2). */
    public static KeyDerivation x963(Digest digest) {
        return new KeyDerivation(
                () -> new KDF2BytesGenerator(Hashes.of(digest).engine().get()));
    }

    /** The concatenation of SP 800-56A, 5.8.1, the counter before the secret: OpenPGP has it (RFC 6637, 7). */
    public static KeyDerivation concatenation(Digest digest) {
        return new KeyDerivation(
                () -> new ConcatenationKDFGenerator(Hashes.of(digest).engine().get()));
    }

    /**
     * Derives a key.
     *
     * @param secret what the two parties agreed on
     * @param sharedInfo what both know besides; may be empty
     * @param length of the key, in bytes
     */
    public byte[] derive(byte[] secret, byte[] sharedInfo, int length) {
        DerivationFunction derivation = function.get();
        derivation.init(new KDFParameters(secret, sharedInfo));
        byte[] key = new byte[length];
        derivation.generateBytes(key, 0, length);
        return key;
    }
}
