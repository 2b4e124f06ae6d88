package org.signet.jca;

import java.math.BigInteger;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import org.signet.key.KeyRecord;
import org.signet.manager.KeyStoreManager;

/** An RSA handle: an RSAKey, so that JSSE sees its size, and never an RSAPrivateKey (jca-facts 11, 12). */
final class RsaHandle extends SignetPrivateKey implements RSAKey, SignetPrivateKey.HasParameters {
    private static final long serialVersionUID = 1;

    private final transient BigInteger modulus;

    RsaHandle(KeyStoreManager manager, KeyRecord record, RSAPublicKey publicKey) {
        super(manager, record);
        this.modulus = publicKey.getModulus();
    }

    @Override
    public BigInteger getModulus() {
        return modulus;
    }

    @Override
    public AlgorithmParameterSpec getParams() {
        return null;
    }
}
