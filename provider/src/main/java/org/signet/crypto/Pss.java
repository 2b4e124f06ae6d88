package org.signet.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;

/** RSASSA-PSS (RFC 8017, 8.1): encoded on the host, raised at the place. */
final class Pss {
    private Pss() {}

    /** RFC 8017, 9.1.1, step 3: hash, salt and two bytes must go into one bit less than the modulus has. */
    static Optional<String> obstacle(RsaPublic rsa, Scheme.RsaPss scheme) {
        int room = (rsa.n().bitLength() - 1 + 7) / 8;
        long needed = scheme.hash().length() + 2L + scheme.saltLength();
        return room >= needed
                ? Optional.empty()
                : Optional.of("its " + rsa.n().bitLength() + " bits are too few for " + scheme);
    }

    static byte[] sign(RsaPlace key, Scheme.RsaPss scheme, byte[] digest, SecureRandom random) {
        PSSSigner signer = signer(new RawEngine(key.rsa().length(), key::sign), scheme);
        signer.init(true, new ParametersWithRandom(modulus(key.rsa()), random));
        signer.update(digest, 0, digest.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("encoding does not decode", e);
        }
    }

    /** @param operation raises a block of the modulus' length by e */
    static boolean verifies(
            RsaPublic rsa, Scheme.RsaPss scheme, byte[] digest, byte[] signature, UnaryOperator<byte[]> operation) {
        byte[] block = operation.apply(signature);
        boolean leads =
                rsa.n().bitLength() % 8 == 1; // then the encoding is one byte shorter than the modulus (8.1.2, step 2c)
        if (leads && block[0] != 0) {
            return false;
        }
        // The engine under the signer hands over the block as long as the signer's own; it was raised already.
        PSSSigner signer = signer(new Raised(leads ? Arrays.copyOfRange(block, 1, block.length) : block), scheme);
        signer.init(false, new RSAKeyParameters(false, rsa.n(), rsa.e(), true));
        signer.update(digest, 0, digest.length);
        return signer.verifySignature(signature);
    }

    private static PSSSigner signer(AsymmetricBlockCipher engine, Scheme.RsaPss scheme) {
        return PSSSigner.createRawSigner(
                engine,
                Hashes.of(scheme.hash()).engine().get(),
                Hashes.of(scheme.mgf()).engine().get(),
                scheme.saltLength(),
                PSSSigner.TRAILER_IMPLICIT);
    }

    /** A block that was raised before anybody asked. */
    private record Raised(byte[] block) implements AsymmetricBlockCipher {
        @Override
        public void init(boolean forEncryption, CipherParameters parameters) {}

        @Override
        public int getInputBlockSize() {
            return block.length;
        }

        @Override
        public int getOutputBlockSize() {
            return block.length;
        }

        @Override
        public byte[] processBlock(byte[] in, int offset, int size) {
            return block;
        }
    }

    /** The encoding asks for the modulus' length alone; the modulus was looked at already, and the exponent is never used. */
    private static RSAKeyParameters modulus(RsaPublic rsa) {
        return new RSAKeyParameters(true, rsa.n(), rsa.e(), true);
    }
}
