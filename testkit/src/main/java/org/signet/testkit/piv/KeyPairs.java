package org.signet.testkit.piv;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Software keys of the JDK's own providers, asked by object so that a provider under test never gets one. A card's keys are
 * made once per JVM and name, for RSA takes a third of a second.
 */
final class KeyPairs {
    static final Provider RSA = Security.getProvider("SunRsaSign");
    static final Provider EC = Security.getProvider("SunEC");
    static final Provider CIPHER = Security.getProvider("SunJCE");

    private static final Map<String, KeyPair> MADE = new ConcurrentHashMap<>();

    private KeyPairs() {}

    /** @param name the same name gives the same key for the life of the JVM */
    static KeyPair named(String name, PivAlgorithm algorithm) {
        return MADE.computeIfAbsent(name + "/" + algorithm.label(), n -> fresh(algorithm));
    }

    static KeyPair fresh(PivAlgorithm algorithm) {
        try {
            return generator(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK makes no " + algorithm.label() + " key", e);
        }
    }

    private static KeyPairGenerator generator(PivAlgorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.type, algorithm.isRsa() ? RSA : EC);
        if (algorithm.isRsa()) {
            generator.initialize(algorithm.bits);
        } else {
            generator.initialize(new ECGenParameterSpec(algorithm.curve));
        }
        return generator;
    }

    static ECParameterSpec curve(PivAlgorithm algorithm) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", EC);
        parameters.init(new ECGenParameterSpec(algorithm.curve));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }
}
