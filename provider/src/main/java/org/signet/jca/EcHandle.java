package org.signet.jca;

import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import org.signet.key.KeyRecord;
import org.signet.manager.KeyStoreManager;

/** An EC handle: an ECKey and never an ECPrivateKey, which SunEC would take for its own (jca-facts 12). */
final class EcHandle extends SignetPrivateKey implements ECKey, SignetPrivateKey.HasParameters {
    private static final long serialVersionUID = 1;

    private final transient ECParameterSpec params;

    EcHandle(KeyStoreManager manager, KeyRecord record, ECPublicKey publicKey) {
        super(manager, record);
        this.params = publicKey.getParams();
    }

    @Override
    public ECParameterSpec getParams() {
        return params;
    }
}
