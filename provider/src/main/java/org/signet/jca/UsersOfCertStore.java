package org.signet.jca;

import java.security.cert.CertStoreParameters;
import java.util.List;

/** Whose certificates are meant; the public type that says so stands where applications see it. */
public interface UsersOfCertStore extends CertStoreParameters {
    /** Their names; empty for all. */
    List<String> users();
}
