package org.signet.testkit.apps.documents;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.signet.testkit.apps.Case;

/** The key that is written to: the case's own for RSA, the one for ECDH beside it for EC. */
final class Agreement {
    private Agreement() {}

    static String alias(Case tried) {
        return tried.isRsa() ? tried.alias() : Case.AGREE;
    }

    static X509Certificate certificate(Case tried) throws Exception {
        KeyStore keys = KeyStore.getInstance(tried.stub().toFile(), (char[]) null);
        return (X509Certificate) keys.getCertificate(alias(tried));
    }

    /** The certificate as a PEM file. */
    static Path certificateFile(Case tried, Path folder) throws Exception {
        return Witness.pem(certificate(tried), folder.resolve("recipient.pem"));
    }
}
