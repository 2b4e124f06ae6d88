package org.signet.crypto;

import java.security.interfaces.DSAPublicKey;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** A signature that is one primitive with no encoding around it: EdDSA, DSA and ML-DSA, checked on the way back. */
final class PlainSignature {
    private final Place place;
    private final EncryptionServices services;

    PlainSignature(Place place, EncryptionServices services) {
        this.place = place;
        this.services = services;
    }

    byte[] sign(Scheme.SignatureScheme scheme, byte[] tbs) {
        if (scheme instanceof Scheme.EdDsa) {
            return sign(Primitive.EDDSA, tbs);
        }
        return scheme instanceof Scheme.Dsa ? sign(Primitive.DSA, cut(tbs)) : sign(Primitive.ML_DSA, tbs);
    }

    private byte[] sign(Primitive primitive, byte[] input) {
        byte[] signature = place.perform(primitive, input);
        if (!place.isService() && !services.verify(primitive, place.key().publicKey(), input, signature)) {
            throw place.broken("signature", signature, "that are no signature under this key");
        }
        return signature;
    }

    /** The leftmost bits, as many as the order has (FIPS 186-4, 4.6). */
    private byte[] cut(byte[] digest) {
        if (digest.length == 0) {
            throw new KeyAccessException(Reason.DATA, "DSA signs a digest, not 0 bytes");
        }
        DSAPublicKey key = (DSAPublicKey) place.key().publicKey();
        return EcPlace.leftmost(digest, key.getParams().getQ().bitLength());
    }
}
