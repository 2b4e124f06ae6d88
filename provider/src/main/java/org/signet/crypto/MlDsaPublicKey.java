package org.signet.crypto;

import java.security.PublicKey;
import java.util.Arrays;

/** An ML-DSA public key where the JDK has no class for one: its SubjectPublicKeyInfo, under the JDK's name. */
final class MlDsaPublicKey implements PublicKey {
    private static final long serialVersionUID = 1;

    private final byte[] spki;

    MlDsaPublicKey(byte[] spki) {
        this.spki = spki.clone();
    }

    @Override
    public String getAlgorithm() {
        return KeyFamily.ML_DSA.algorithm();
    }

    @Override
    public String getFormat() {
        return "X.509";
    }

    @Override
    public byte[] getEncoded() {
        return spki.clone();
    }

    /** As the JDK's own keys compare themselves: by their encoding, whoever made the object. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && Arrays.equals(key.getEncoded(), spki);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(spki);
    }
}
