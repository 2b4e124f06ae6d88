package org.signet.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.interfaces.DSAParams;
import java.security.interfaces.DSAPrivateKey;
import java.security.interfaces.DSAPublicKey;
import org.bouncycastle.crypto.params.DSAParameters;
import org.bouncycastle.crypto.params.DSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.DSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.DSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** DSA over a digest (FIPS 186-4, 4.6 and 4.7) by Bouncy Castle's lightweight API: the JDK's own takes one of 20 bytes alone. */
final class Dsa {
    private Dsa() {}

    /** Dss-Sig-Value in DER (RFC 3279, 2.2.2). */
    static byte[] sign(DSAPrivateKey key, byte[] digest, SecureRandom random) throws SignatureException {
        DSASigner signer = new DSASigner();
        DSAParameters parameters = parameters(key.getParams());
        signer.init(true, new ParametersWithRandom(new DSAPrivateKeyParameters(key.getX(), parameters), random));
        BigInteger[] rs = signer.generateSignature(digest);
        try {
            return StandardDSAEncoding.INSTANCE.encode(parameters.getQ(), rs[0], rs[1]);
        } catch (IOException e) {
            throw new SignatureException("no encoding of a signature that was just made", e);
        }
    }

    static boolean verifies(PublicKey key, byte[] digest, byte[] signature) throws InvalidKeyException {
        if (!(key instanceof DSAPublicKey dsa) || dsa.getParams() == null) {
            throw new InvalidKeyException("no DSA key");
        }
        DSAParameters parameters = parameters(dsa.getParams());
        try {
            BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(parameters.getQ(), signature);
            DSASigner verifier = new DSASigner();
            verifier.init(false, new DSAPublicKeyParameters(dsa.getY(), parameters));
            return verifier.verifySignature(digest, rs[0], rs[1]);
        } catch (IOException | IllegalArgumentException e) {
            return false; // no Dss-Sig-Value
        }
    }

    private static DSAParameters parameters(DSAParams params) {
        return new DSAParameters(params.getP(), params.getQ(), params.getG());
    }
}
