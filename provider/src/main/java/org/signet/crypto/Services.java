package org.signet.crypto;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * What Signet asks of the Java platform's own providers, held as provider objects from the first use on: to read keys, to code
 * parameters, random numbers. What is done with a software key is for the {@link EncryptionServices}.
 */
public final class Services {
    private final Optional<Provider> rsa;
    private final Optional<Provider> rsaKeys;
    private final Optional<Provider> ec;
    private final SecureRandom random;

    /** @param installed finds an installed provider by its name, or null as {@link Security#getProvider} has it */
    Services(Function<String, Provider> installed) {
        rsa = own(installed, "SunJCE");
        rsaKeys = own(installed, "SunRsaSign");
        ec = own(installed, "SunEC");
        random = drbg(own(installed, "SUN"));
    }

    /** Those that are installed in this JVM. */
    public static Services platform() {
        return Platform.SERVICES;
    }

    /** Captured at the first use, never while a provider is constructed. */
    private static final class Platform {
        static final Services SERVICES = new Services(Security::getProvider);
    }

    private static Optional<Provider> own(Function<String, Provider> installed, String name) {
        return Optional.ofNullable(installed.apply(name)).filter(Services::isOfThePlatform);
    }

    /** A name proves nothing: only the boot and platform loaders define the JDK's own classes. */
    static boolean isOfThePlatform(Provider provider) {
        ClassLoader loader = provider.getClass().getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** A key for one agreement. */
    KeyPair newEcKey(ECParameterSpec curve) {
        return run("making of an EC key", ec, provider -> {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
            generator.initialize(curve, random);
            return generator.generateKeyPair();
        });
    }

    /** Reads a PKCS#8 PrivateKeyInfo as the private half of a public key of that kind. */
    PrivateKey decode(PublicKey publicKey, byte[] pkcs8) {
        boolean isEc = publicKey instanceof ECPublicKey;
        return run("reading of a private key", isEc ? ec : rsaKeys, provider -> {
            KeyFactory factory = KeyFactory.getInstance(isEc ? "EC" : "RSA", provider);
            return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        });
    }

    /** The platform's own RSASSA-PSS, for keys that are not ours. */
    public Signature pss() {
        return run("RSASSA-PSS", rsaKeys, provider -> Signature.getInstance("RSASSA-PSS", provider));
    }

    /** RSASSA-PSS parameters in the platform's own coding. */
    public AlgorithmParameters parameters(PSSParameterSpec spec) {
        return run("coding of parameters", rsaKeys, provider -> parameters("RSASSA-PSS", provider, spec));
    }

    /** OAEP parameters in the platform's own coding. */
    public AlgorithmParameters parameters(OAEPParameterSpec spec) {
        return run("coding of parameters", rsa, provider -> parameters("OAEP", provider, spec));
    }

    private static AlgorithmParameters parameters(String algorithm, Provider provider, AlgorithmParameterSpec spec)
            throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance(algorithm, provider);
        parameters.init(spec);
        return parameters;
    }

    /**
     * What goes on in place of a TLS premaster secret that is not one (RFC 5246, 7.4.7.1): the version that JSSE's parameters say,
     * which no class outside java.base may ask them for, and 46 random bytes.
     */
    public byte[] tlsPremaster(AlgorithmParameterSpec parameters) {
        return run("making of a TLS premaster secret", rsa, provider -> {
            KeyGenerator generator = KeyGenerator.getInstance("SunTlsRsaPremasterSecret", provider);
            generator.init(parameters, random);
            return generator.generateKey().getEncoded();
        });
    }

    /** HMAC-SHA256, which the platform computes by the processor's own instructions. */
    Mac hmacSha256(byte[] key) {
        return run("HMAC-SHA256", rsa, provider -> {
            Mac mac = Mac.getInstance("HmacSHA256", provider);
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        });
    }

    /** Reads keys of the RSA and EC families, of the platform's own providers. */
    public KeyFactory keyFactory(String algorithm) {
        return run(
                "reading of a key",
                algorithm.startsWith("RSA") ? rsaKeys : ec,
                provider -> KeyFactory.getInstance(algorithm, provider));
    }

    /** The platform's own random numbers. */
    public SecureRandom random() {
        return random;
    }

    /** The platform's DRBG: a foreign random source would know a signature's nonce and so the key. */
    private static SecureRandom drbg(Optional<Provider> sun) {
        return run("random numbers", sun, provider -> SecureRandom.getInstance("DRBG", provider));
    }

    private interface Step<T> {
        T apply(Provider provider) throws GeneralSecurityException;
    }

    private static <T> T run(String what, Optional<Provider> service, Step<T> step) {
        Provider provider = service.orElseThrow(() -> new KeyAccessException(
                Reason.CANNOT, what + ": this Java platform has not installed its own provider for it"));
        try {
            return step.apply(provider);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    what + " by " + provider.getName() + " failed: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }
}
