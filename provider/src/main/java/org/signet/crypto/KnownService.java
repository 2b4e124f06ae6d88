package org.signet.crypto;

import java.security.Provider;

/** An encryption service that Signet knows: each blinds what it does with an RSA key and looks at its own CRT result. */
enum KnownService {
    CORRETTO("AmazonCorrettoCryptoProvider", "AmazonCorrettoCryptoProvider", true),
    CONSCRYPT("Conscrypt", "OpenSSLProvider", true),
    BOUNCY_CASTLE("BC", "BouncyCastleProvider", false),
    SUN_JCE("SunJCE", "SunJCE", false),
    SUN_EC("SunEC", "SunEC", false),
    SUN("SUN", "Sun", false),
    /** Bouncy Castle's lightweight API inside Signet, which is no provider. */
    BUNDLED("", "", false);

    private final String provider;
    private final String type;
    private final boolean nativeKeys;

    KnownService(String provider, String type, boolean nativeKeys) {
        this.provider = provider;
        this.type = type;
        this.nativeKeys = nativeKeys;
    }

    /** A name proves nothing: the JDK's own must be its own, and another one be what it says as far as can be seen. */
    boolean is(Provider installed) {
        return installed.getName().equals(provider)
                && installed.getClass().getSimpleName().equals(type)
                && (!isOfThePlatform() || Services.isOfThePlatform(installed));
    }

    private boolean isOfThePlatform() {
        return this == SUN_JCE || this == SUN_EC || this == SUN;
    }

    /** Whether its key objects hold the key outside the Java heap, cost more than an operation, and are wiped when freed. */
    boolean hasNativeKeys() {
        return nativeKeys;
    }
}
