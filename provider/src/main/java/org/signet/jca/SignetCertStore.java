package org.signet.jca;

import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CRL;
import java.security.cert.CRLSelector;
import java.security.cert.CertSelector;
import java.security.cert.CertStoreException;
import java.security.cert.CertStoreParameters;
import java.security.cert.CertStoreSpi;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.signet.key.KeyAccessException;

/**
 * The certificates of users, so that one can encrypt for another: from the user information file, or from a card in a reader, and
 * without a login. Nothing here is a trust anchor: whoever can write the file put it there.
 */
final class SignetCertStore extends CertStoreSpi {
    private final LazyManager manager;
    private final List<String> users;

    /** @param parameters null for everybody */
    SignetCertStore(LazyManager manager, CertStoreParameters parameters) throws InvalidAlgorithmParameterException {
        super(parameters);
        this.manager = Objects.requireNonNull(manager);
        if (parameters != null && !(parameters instanceof UsersOfCertStore)) {
            throw new InvalidAlgorithmParameterException(
                    "a CertStore of Signet takes SignetCertStoreParameters or null, not "
                            + parameters.getClass().getName());
        }
        users = parameters == null ? List.of() : ((UsersOfCertStore) parameters).users();
    }

    /** @param selector null for all */
    @Override
    public Collection<Certificate> engineGetCertificates(CertSelector selector) throws CertStoreException {
        Set<Certificate> found = new LinkedHashSet<>();
        try {
            for (String user : users.isEmpty() ? manager.get().users() : users) {
                for (X509Certificate certificate : manager.get().certificates(user)) {
                    if (selector == null || selector.match(certificate)) {
                        found.add(certificate);
                    }
                }
            }
        } catch (KeyAccessException e) {
            throw new CertStoreException(e.getMessage(), e);
        }
        return found;
    }

    /** Signet keeps no revocation lists. */
    @Override
    public Collection<CRL> engineGetCRLs(CRLSelector selector) {
        return List.of();
    }
}
