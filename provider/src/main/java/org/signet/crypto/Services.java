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
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyKind;
import org.signet.key.Reason;

/**
 * What Signet asks of the Java platform's own providers, held as provider objects from the first use on: to read keys, to code
 * parameters, random numbers. What is done with a software key is for the {@link EncryptionServices}.
 */
public final class Services {
    private final Optional<Provider> rsa;
    private final Optional<Provider> rsaKeys;
    private final Optional<Provider> ec;
    private final Optional<Provider> sun;
    private final SecureRandom random;

    /** @param installed finds an installed provider by its name, or null as {@link Security#getProvider} has it */
    Services(Function<String, Provider> installed) {
        rsa = own(installed, "SunJCE");
        rsaKeys = own(installed, "SunRsaSign");
        ec = own(installed, "SunEC");
        sun = own(installed, "SUN");
        random = drbg(sun);
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
        return isOfThePlatform(provider.getClass());
    }

    static boolean isOfThePlatform(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** A key for one agreement with that key. */
    KeyPair newPeer(PublicKey publicKey) {
        return switch (KeyFamily.of(publicKey).orElseThrow()) {
            case EC -> pair("EC", ec, ((ECPublicKey) publicKey).getParams());
            case MONTGOMERY -> pair("XDH", ec, ((XECPublicKey) publicKey).getParams());
            default -> pair("DiffieHellman", rsa, ((DHPublicKey) publicKey).getParams());
        };
    }

    private KeyPair pair(String algorithm, Optional<Provider> service, AlgorithmParameterSpec parameters) {
        return run("making of a key", service, provider -> {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
            generator.initialize(parameters, random);
            return generator.generateKeyPair();
        });
    }

    private KeyPair pair(String algorithm, Optional<Provider> service, int bits) {
        return run("making of a key", service, provider -> {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
            generator.initialize(bits, random);
            return generator.generateKeyPair();
        });
    }

    /** Makes a software key. */
    KeyPair generate(KeyKind kind) {
        String parameter = kind.parameter();
        return switch (kind.family()) {
            case "rsa" -> pair("RSA", rsaKeys, Integer.parseInt(parameter));
            case "ec" -> pair("EC", ec, new ECGenParameterSpec("secp" + parameter.substring(2) + "r1"));
            case "ed25519" -> pair("EdDSA", ec, NamedParameterSpec.ED25519);
            case "x25519" -> pair("XDH", ec, NamedParameterSpec.X25519);
            case "dsa" -> pair("DSA", sun, Integer.parseInt(parameter));
            case "dh" -> pair("DiffieHellman", rsa, Integer.parseInt(parameter));
            case "ml-dsa" ->
                hasMlDsa()
                        ? pair("ML-DSA", sun, new NamedParameterSpec("ML-DSA-" + parameter))
                        : MlDsa.generate(parameter, random);
            default -> throw new KeyAccessException(Reason.CANNOT, "no encryption service makes a key of " + kind);
        };
    }

    /** From JDK 24 on. */
    private boolean hasMlDsa() {
        return sun.filter(p -> p.getService("KeyFactory", KeyFamily.ML_DSA.algorithm()) != null)
                .isPresent();
    }

    /** Reads a SubjectPublicKeyInfo of that family. */
    PublicKey publicKey(KeyFamily family, byte[] spki) {
        if (family == KeyFamily.ML_DSA && !hasMlDsa()) {
            if (!MlDsa.isPublicKey(spki)) {
                throw new KeyAccessException(Reason.CANNOT, "no ML-DSA public key");
            }
            return new MlDsaPublicKey(spki);
        }
        return run(
                "reading of a public key",
                provider(family),
                provider -> KeyFactory.getInstance(family.algorithm(), provider)
                        .generatePublic(new X509EncodedKeySpec(spki)));
    }

    /** Reads a PKCS#8 PrivateKeyInfo as the private half of a public key of that kind. */
    PrivateKey decode(PublicKey publicKey, byte[] pkcs8) {
        KeyFamily family = KeyFamily.of(publicKey)
                .orElseThrow(() -> new KeyAccessException(Reason.CANNOT, "a private key of an unknown kind"));
        return run("reading of a private key", provider(family), provider -> {
            if (family != KeyFamily.ML_DSA) {
                return KeyFactory.getInstance(family.algorithm(), provider)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            }
            byte[] canonical = MlDsa.canonical(pkcs8);
            return hasMlDsa()
                    ? wiping(canonical, KeyFactory.getInstance(family.algorithm(), provider))
                    : new MlDsaPrivateKey(canonical);
        });
    }

    private static PrivateKey wiping(byte[] pkcs8, KeyFactory factory) throws GeneralSecurityException {
        try {
            return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private Optional<Provider> provider(KeyFamily family) {
        return switch (family) {
            case RSA, RSA_PSS -> rsaKeys;
            case EC, EDWARDS, MONTGOMERY -> ec;
            case DH -> rsa;
            case DSA, ML_DSA -> sun;
        };
    }

    /** The OID of a curve, by its numbers. @throws KeyAccessException CANNOT for one that the JDK does not know */
    public String curve(ECParameterSpec curve) {
        return run(
                "naming of a curve",
                ec,
                provider -> parameters("EC", provider, curve)
                        .getParameterSpec(ECGenParameterSpec.class)
                        .getName());
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

    /** Reads keys of a family by the name of any of its algorithms, by the platform's own providers. */
    public KeyFactory keyFactory(String algorithm) {
        Optional<Provider> reader = Stream.of(rsaKeys, ec, sun, rsa)
                .flatMap(Optional::stream)
                .filter(p -> p.getService("KeyFactory", algorithm) != null)
                .findFirst()
                .or(() -> ec);
        return run("reading of a key", reader, provider -> KeyFactory.getInstance(algorithm, provider));
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
