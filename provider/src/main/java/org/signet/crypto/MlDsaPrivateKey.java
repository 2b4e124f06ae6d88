package org.signet.crypto;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.PrivateKey;
import java.util.Arrays;

/** An ML-DSA software key where the JDK has no class for one, for the time of one operation or of an import. */
final class MlDsaPrivateKey implements PrivateKey {
    private static final long serialVersionUID = 1;

    private final transient byte[] pkcs8;
    private transient volatile boolean destroyed;

    /** @param pkcs8 taken over, not copied */
    MlDsaPrivateKey(byte[] pkcs8) {
        this.pkcs8 = pkcs8;
    }

    @Override
    public String getAlgorithm() {
        return KeyFamily.ML_DSA.algorithm();
    }

    @Override
    public String getFormat() {
        return "PKCS#8";
    }

    @Override
    public byte[] getEncoded() {
        return pkcs8.clone();
    }

    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(pkcs8, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a private key is not serialised");
    }
}
