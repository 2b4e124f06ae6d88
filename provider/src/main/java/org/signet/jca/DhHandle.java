package org.signet.jca;

import javax.crypto.interfaces.DHKey;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import org.signet.key.KeyRecord;
import org.signet.manager.KeyStoreManager;

/** A DH handle: a DHKey and never a DHPrivateKey, which SunJCE would take for its own. */
final class DhHandle extends SignetPrivateKey implements DHKey, SignetPrivateKey.HasParameters {
    private static final long serialVersionUID = 1;

    private final transient DHParameterSpec params;

    DhHandle(KeyStoreManager manager, KeyRecord record, DHPublicKey publicKey) {
        super(manager, record);
        this.params = publicKey.getParams();
    }

    @Override
    public DHParameterSpec getParams() {
        return params;
    }
}
