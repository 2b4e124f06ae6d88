package org.signet.crypto;

import java.security.SecureRandom;
import java.util.Optional;
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
        PSSSigner signer = PSSSigner.createRawSigner(
                new RawEngine(key.rsa().length(), key::sign),
                Hashes.of(scheme.hash()).engine().get(),
                Hashes.of(scheme.mgf()).engine().get(),
                scheme.saltLength(),
                PSSSigner.TRAILER_IMPLICIT);
        signer.init(true, new ParametersWithRandom(modulus(key.rsa()), random));
        signer.update(digest, 0, digest.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("encoding does not decode", e);
        }
    }

    /** The encoding asks for the modulus' length alone; the modulus was looked at already, and the exponent is never used. */
    private static RSAKeyParameters modulus(RsaPublic rsa) {
        return new RSAKeyParameters(true, rsa.n(), rsa.e(), true);
    }
}
