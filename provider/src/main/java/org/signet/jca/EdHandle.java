package org.signet.jca;

import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import org.signet.key.KeyRecord;
import org.signet.manager.KeyStoreManager;

/** An Ed25519 or Ed448 handle: an EdECPrivateKey without its number, else jarsigner does not see its kind (jca-facts 13). */
final class EdHandle extends SignetPrivateKey implements EdECPrivateKey, SignetPrivateKey.HasParameters {
    private static final long serialVersionUID = 1;

    private final transient NamedParameterSpec params;

    EdHandle(KeyStoreManager manager, KeyRecord record, EdECPublicKey publicKey) {
        super(manager, record);
        this.params = publicKey.getParams();
    }

    @Override
    public NamedParameterSpec getParams() {
        return params;
    }

    @Override
    public Optional<byte[]> getBytes() {
        return Optional.empty();
    }

    @Override
    String parameterSet() {
        return params.getName();
    }
}
