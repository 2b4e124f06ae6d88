package org.signet.jca;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.CertStoreParameters;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The one engine whose objects are made with a parameter. */
final class CertStoreService extends Provider.Service {
    private final LazyManager manager;

    CertStoreService(Provider provider, LazyManager manager) {
        super(provider, "CertStore", Algorithms.KEYSTORE_TYPE, SignetCertStore.class.getName(), List.of(), Map.of());
        this.manager = Objects.requireNonNull(manager);
    }

    @Override
    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
        if (parameter != null && !(parameter instanceof CertStoreParameters)) {
            throw new InvalidParameterException("a CertStore takes CertStoreParameters");
        }
        try {
            return new SignetCertStore(manager, (CertStoreParameters) parameter);
        } catch (InvalidAlgorithmParameterException e) {
            throw new NoSuchAlgorithmException(e.getMessage(), e); // CertStore.getInstance throws the cause
        }
    }
}
