package org.signet.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;

/** What an encryption service may be asked for, and what the JCA calls it. */
enum ServiceTask {
    RSA_RAW(Family.RSA, "RSA/ECB/NoPadding"),
    ECDSA(Family.EC, "NONEwithECDSA"),
    ECDH(Family.EC, "ECDH"),
    /** The check before release, with the public key. */
    ECDSA_CHECK(Family.EC, "NONEwithECDSA");

    /** Keys of one kind, for which the configuration names one service. */
    enum Family {
        RSA("service.rsa"),
        EC("service.ec");

        private final String key;

        Family(String key) {
            this.key = key;
        }

        /** The configuration key. */
        String key() {
            return key;
        }
    }

    private final Family family;
    private final String algorithm;

    ServiceTask(Family family, String algorithm) {
        this.family = family;
        this.algorithm = algorithm;
    }

    Family family() {
        return family;
    }

    String algorithm() {
        return algorithm;
    }

    /** Whether a provider offers it at all. */
    boolean isDoneBy(Provider provider) {
        try {
            Object offered = switch (this) {
                case RSA_RAW -> Cipher.getInstance(algorithm, provider);
                case ECDSA, ECDSA_CHECK -> Signature.getInstance(algorithm, provider);
                case ECDH -> KeyAgreement.getInstance(algorithm, provider);
            };
            return offered != null;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
