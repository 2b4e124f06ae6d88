package org.signet.jca;

import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import org.signet.key.KeyRecord;
import org.signet.manager.KeyStoreManager;

/** An X25519 or X448 handle: an XECPrivateKey without its number. */
final class XdhHandle extends SignetPrivateKey implements XECPrivateKey, SignetPrivateKey.HasParameters {
    private static final long serialVersionUID = 1;

    private final transient AlgorithmParameterSpec params;

    XdhHandle(KeyStoreManager manager, KeyRecord record, XECPublicKey publicKey) {
        super(manager, record);
        this.params = publicKey.getParams();
    }

    @Override
    public AlgorithmParameterSpec getParams() {
        return params;
    }

    @Override
    public Optional<byte[]> getScalar() {
        return Optional.empty();
    }

    @Override
    String parameterSet() {
        return params instanceof NamedParameterSpec named ? named.getName() : "";
    }
}
