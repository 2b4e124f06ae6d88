package org.signet.jca;

import java.security.spec.NamedParameterSpec;
import org.signet.key.KeyRecord;
import org.signet.manager.KeyStoreManager;

/** An ML-DSA handle, which tells its parameter set as the JDK's own keys do from JDK 24 on. */
final class MlDsaHandle extends SignetPrivateKey implements SignetPrivateKey.HasParameters {
    private static final long serialVersionUID = 1;

    private final transient NamedParameterSpec params;

    /** @param number of the parameter set: 44, 65 or 87 */
    MlDsaHandle(KeyStoreManager manager, KeyRecord record, String number) {
        super(manager, record);
        this.params = new NamedParameterSpec("ML-DSA-" + number);
    }

    @Override
    public NamedParameterSpec getParams() {
        return params;
    }

    @Override
    String parameterSet() {
        return params.getName();
    }
}
