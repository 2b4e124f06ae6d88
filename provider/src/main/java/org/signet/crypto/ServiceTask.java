package org.signet.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.signet.key.Primitive;

/** What an encryption service may be asked for, and what the JCA calls it. */
enum ServiceTask {
    RSA_RAW(Family.RSA, "RSA/ECB/NoPadding"),
    ECDSA(Family.EC, "NONEwithECDSA"),
    ECDH(Family.EC, "ECDH"),
    /** The check before release, with the public key. */
    ECDSA_CHECK(Family.EC, "NONEwithECDSA"),
    EDDSA(Family.OTHER, "EdDSA"),
    XDH(Family.OTHER, "XDH"),
    DH(Family.OTHER, "DiffieHellman"),
    DSA(Family.OTHER, "NONEwithDSA"),
    ML_DSA(Family.OTHER, "ML-DSA");

    /** Keys of one kind, for which the configuration names one service. */
    enum Family {
        RSA("service.rsa"),
        EC("service.ec"),
        /** The configuration names nobody for these. */
        OTHER("");

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

    static ServiceTask of(Primitive primitive) {
        return switch (primitive) {
            case RSA_RAW, RSA_PKCS1_SIGN, RSA_PKCS1_DECRYPT -> RSA_RAW;
            case ECDSA -> ECDSA;
            case ECDH -> ECDH;
            case EDDSA -> EDDSA;
            case XDH -> XDH;
            case DH -> DH;
            case DSA -> DSA;
            case ML_DSA -> ML_DSA;
        };
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
                case ECDSA, ECDSA_CHECK, EDDSA, DSA, ML_DSA -> Signature.getInstance(algorithm, provider);
                case ECDH, XDH, DH -> KeyAgreement.getInstance(algorithm, provider);
            };
            return offered != null;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
