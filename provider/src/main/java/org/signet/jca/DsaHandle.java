package org.signet.jca;

import java.security.interfaces.DSAKey;
import java.security.interfaces.DSAParams;
import java.security.interfaces.DSAPublicKey;
import java.security.spec.DSAParameterSpec;
import org.signet.key.KeyRecord;
import org.signet.manager.KeyStoreManager;

/** A DSA handle: a DSAKey and never a DSAPrivateKey, whose number nobody has. */
final class DsaHandle extends SignetPrivateKey implements DSAKey, SignetPrivateKey.HasParameters {
    private static final long serialVersionUID = 1;

    private final transient DSAParameterSpec params;

    DsaHandle(KeyStoreManager manager, KeyRecord record, DSAPublicKey publicKey) {
        super(manager, record);
        DSAParams own = publicKey.getParams();
        this.params = new DSAParameterSpec(own.getP(), own.getQ(), own.getG());
    }

    /** Of a class that is both what DSAKey promises and what JDK 22 asks for. */
    @Override
    public DSAParameterSpec getParams() {
        return params;
    }
}
