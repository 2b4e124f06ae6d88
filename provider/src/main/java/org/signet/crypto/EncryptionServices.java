package org.signet.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.DSAPrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.signet.crypto.ServiceTask.Family;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/**
 * The encryption services that do what is done with software keys, held as provider objects from the first use on: a provider
 * that is put in front of them later, or that answers to their names, never sees a key. One that does not take a key leaves it
 * to the next; one that fails with a key has failed.
 */
public final class EncryptionServices {
    private final Preference preference;

    /** @param installed the providers there are; asked at the first use, never while a provider is constructed */
    EncryptionServices(Map<Family, String> named, Supplier<Provider[]> installed) {
        preference = new Preference(named, installed);
    }

    /** As the table prefers them. */
    public static EncryptionServices preferred() {
        return Preferred.SERVICES;
    }

    /**
     * As the configuration names them, before the table's.
     *
     * @param rsa {@code service.rsa}: the name of an installed provider
     * @param ec {@code service.ec}: the same
     */
    public static EncryptionServices named(Optional<String> rsa, Optional<String> ec) {
        Map<Family, String> named = new EnumMap<>(Family.class);
        rsa.ifPresent(name -> named.put(Family.RSA, name));
        ec.ifPresent(name -> named.put(Family.EC, name));
        return named.isEmpty() ? preferred() : new EncryptionServices(named, Security::getProviders);
    }

    /** The JDK's own alone. */
    public static EncryptionServices platform() {
        return Preferred.PLATFORM;
    }

    private static final class Preferred {
        static final EncryptionServices SERVICES = new EncryptionServices(Map.of(), Security::getProviders);
        static final EncryptionServices PLATFORM = new EncryptionServices(
                Map.of(),
                () -> Stream.of(Security.getProviders())
                        .filter(Services::isOfThePlatform)
                        .toArray(Provider[]::new));
    }

    /** Reads a PKCS#8 PrivateKeyInfo in the form of the service that will be asked for this primitive. */
    public PrivateKey read(PublicKey publicKey, byte[] pkcs8, Primitive primitive) {
        String algorithm = publicKey.getAlgorithm();
        return run("reading of a private key", ServiceTask.of(primitive), new Step<PrivateKey>() {
            @Override
            public PrivateKey apply(Provider provider, boolean known) throws GeneralSecurityException {
                Provider reader = provider.getService("KeyFactory", algorithm) == null
                        ? Services.platform().keyFactory(algorithm).getProvider()
                        : provider;
                return read(KeyFactory.getInstance(algorithm, reader), pkcs8);
            }

            @Override
            public PrivateKey inside() {
                return Services.platform().decode(publicKey, pkcs8);
            }
        });
    }

    private static PrivateKey read(KeyFactory reader, byte[] pkcs8) throws InvalidKeySpecException {
        if (!reader.getAlgorithm().equals("RSA") || !Services.isOfThePlatform(reader.getProvider())) {
            return reader.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        }
        byte[] form = CrtOnly.of(pkcs8);
        try {
            return reader.generatePrivate(new PKCS8EncodedKeySpec(form));
        } finally {
            Arrays.fill(form, (byte) 0);
        }
    }

    /** Whether a key object that was read may be kept for a session: outside the heap, and wiped when it is freed. */
    public boolean isNative(PrivateKey key, Primitive primitive) {
        return preference.of(ServiceTask.of(primitive)).stream()
                .filter(Preference.Choice::hasNativeKeys)
                .flatMap(choice -> choice.provider().stream())
                .anyMatch(provider ->
                        provider.getClass().getPackage().equals(key.getClass().getPackage()));
    }

    /** m^d mod n, of the modulus' length. ENCRYPT_MODE with the private key makes SunJCE check its CRT result by e. */
    byte[] rsaRaw(RSAPrivateKey key, byte[] block) {
        return run("RSA private operation", ServiceTask.RSA_RAW, (provider, known) -> {
            Cipher cipher = Cipher.getInstance(ServiceTask.RSA_RAW.algorithm(), provider);
            cipher.init(Cipher.ENCRYPT_MODE, key, Services.platform().random());
            byte[] result = cipher.doFinal(block);
            return known ? result : checked(key, block, result);
        });
    }

    /** m^e mod n, of the modulus' length. */
    byte[] rsaPublic(RSAPublicKey key, byte[] block) {
        return run("RSA public operation", ServiceTask.RSA_RAW, provider -> {
            Cipher cipher = Cipher.getInstance(ServiceTask.RSA_RAW.algorithm(), provider);
            cipher.init(Cipher.ENCRYPT_MODE, key, Services.platform().random());
            return cipher.doFinal(block);
        });
    }

    /** Of a service that nobody knows nothing is taken on trust: a CRT result with a fault in it gives the key away. */
    private static byte[] checked(RSAPrivateKey key, byte[] block, byte[] result) throws GeneralSecurityException {
        BigInteger raised = key instanceof RSAPrivateCrtKey crt
                ? Integers.os2ip(result).modPow(crt.getPublicExponent(), crt.getModulus())
                : BigInteger.ONE.negate();
        if (!raised.equals(Integers.os2ip(block))) {
            throw new GeneralSecurityException("the result is not this key's");
        }
        return result;
    }

    /** Ecdsa-Sig-Value in DER over a digest of at most 64 bytes. */
    byte[] signEcdsa(ECPrivateKey key, byte[] digest) {
        return run("ECDSA signature", ServiceTask.ECDSA, provider -> {
            Signature signature = Signature.getInstance(ServiceTask.ECDSA.algorithm(), provider);
            signature.initSign(key, Services.platform().random());
            signature.update(digest);
            return signature.sign();
        });
    }

    /** The x coordinate, of the field's length; the peer's point is the caller's to validate. */
    byte[] agreeEcdh(ECPrivateKey key, ECPublicKeySpec peer) {
        return run("ECDH agreement", ServiceTask.ECDH, provider -> {
            KeyAgreement agreement = KeyAgreement.getInstance(ServiceTask.ECDH.algorithm(), provider);
            agreement.init(key, Services.platform().random());
            agreement.doPhase(KeyFactory.getInstance("EC", provider).generatePublic(peer), true);
            return agreement.generateSecret();
        });
    }

    /** By the fastest there is; the signature is strict DER with 0 &lt; r, s &lt; n, which the caller has looked at. */
    boolean verifyEcdsa(ECPublicKey key, byte[] digest, byte[] signatureValue) {
        return run("ECDSA verification", ServiceTask.ECDSA_CHECK, new Step<Boolean>() {
            @Override
            public Boolean apply(Provider provider, boolean known) throws GeneralSecurityException {
                Signature signature = Signature.getInstance(ServiceTask.ECDSA_CHECK.algorithm(), provider);
                signature.initVerify(key);
                signature.update(digest);
                return signature.verify(signatureValue);
            }

            @Override
            public Boolean inside() throws GeneralSecurityException {
                return EcVerifier.of(key).verifies(digest, signatureValue);
            }
        });
    }

    /** Over the whole message: 64 bytes for Ed25519, 114 for Ed448 (RFC 8032, 5.1.6 and 5.2.6). */
    byte[] signEdDsa(PrivateKey key, byte[] message) {
        return run("EdDSA signature", ServiceTask.EDDSA, provider -> signed(ServiceTask.EDDSA, provider, key, message));
    }

    /** Dss-Sig-Value in DER (RFC 3279, 2.2.2) over a digest that was cut to the order's length. */
    byte[] signDsa(DSAPrivateKey key, byte[] digest) {
        return run("DSA signature", ServiceTask.DSA, new Step<byte[]>() {
            @Override
            public byte[] apply(Provider provider, boolean known) throws GeneralSecurityException {
                return signed(ServiceTask.DSA, provider, key, digest);
            }

            @Override
            public byte[] inside() throws GeneralSecurityException {
                return Dsa.sign(key, digest, Services.platform().random());
            }
        });
    }

    /** Over the whole message. */
    byte[] signMlDsa(PrivateKey key, byte[] message) {
        return run("ML-DSA signature", ServiceTask.ML_DSA, new Step<byte[]>() {
            @Override
            public byte[] apply(Provider provider, boolean known) throws GeneralSecurityException {
                return signed(ServiceTask.ML_DSA, provider, key, message);
            }

            @Override
            public byte[] inside() throws GeneralSecurityException {
                return MlDsa.sign(key, message, Services.platform().random());
            }
        });
    }

    private static byte[] signed(ServiceTask task, Provider provider, PrivateKey key, byte[] input)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(task.algorithm(), provider);
        signature.initSign(key, Services.platform().random());
        signature.update(input);
        return signature.sign();
    }

    /** Whether that is the key's signature: EdDSA, DSA (of a digest that was cut) or ML-DSA. */
    boolean verify(Primitive primitive, PublicKey key, byte[] input, byte[] value) {
        ServiceTask task = ServiceTask.of(primitive);
        return run("verification", task, new Step<Boolean>() {
            @Override
            public Boolean apply(Provider provider, boolean known) throws GeneralSecurityException {
                Signature signature = Signature.getInstance(task.algorithm(), provider);
                signature.initVerify(key);
                signature.update(input);
                try {
                    return signature.verify(value);
                } catch (SignatureException e) {
                    return false; // of another length
                }
            }

            @Override
            public Boolean inside() throws GeneralSecurityException {
                return task == ServiceTask.DSA ? Dsa.verifies(key, input, value) : MlDsa.verifies(key, input, value);
            }
        });
    }

    /** The shared secret of X25519 or X448, or of DH, of the prime's length; the peer is the caller's to validate. */
    byte[] agree(Primitive primitive, PrivateKey key, KeySpec peer) {
        ServiceTask task = ServiceTask.of(primitive);
        return run(task.algorithm() + " agreement", task, provider -> {
            KeyAgreement agreement = KeyAgreement.getInstance(task.algorithm(), provider);
            agreement.init(key, Services.platform().random());
            agreement.doPhase(KeyFactory.getInstance(task.algorithm(), provider).generatePublic(peer), true);
            return agreement.generateSecret();
        });
    }

    private interface Step<T> {
        /** @param known whether the service is in the table */
        T apply(Provider provider, boolean known) throws GeneralSecurityException;

        /** By what is inside Signet. */
        default T inside() throws GeneralSecurityException {
            throw new NoSuchAlgorithmException("nothing inside does that");
        }
    }

    private interface SimpleStep<T> {
        T apply(Provider provider) throws GeneralSecurityException;
    }

    private <T> T run(String what, ServiceTask task, SimpleStep<T> step) {
        return run(what, task, (provider, known) -> step.apply(provider));
    }

    private <T> T run(String what, ServiceTask task, Step<T> step) {
        KeyAccessException first = null;
        for (Preference.Choice choice : preference.of(task)) {
            try {
                return at(choice, task, step);
            } catch (NoSuchAlgorithmException
                    | InvalidKeyException
                    | InvalidKeySpecException
                    | InvalidAlgorithmParameterException e) {
                first = first == null ? failed(what, choice, e) : first; // not with this key: the next one may
            } catch (KeyAccessException e) {
                throw e;
            } catch (GeneralSecurityException | RuntimeException e) { // SunEC 17: ArrayIndexOutOfBounds for 65 bytes
                throw failed(what, choice, e);
            }
        }
        throw first != null
                ? first
                : new KeyAccessException(Reason.CANNOT, what + ": no encryption service for it is installed");
    }

    private <T> T at(Preference.Choice choice, ServiceTask task, Step<T> step) throws GeneralSecurityException {
        if (choice.provider().isEmpty()) {
            return step.inside();
        }
        Provider provider = choice.provider().get();
        if (choice.known().isPresent()) {
            return step.apply(provider, true);
        }
        ServiceCalls call = ServiceCalls.enter(provider);
        try {
            T result = call.looped() ? null : step.apply(provider, false);
            if (!call.looped()) {
                return result;
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            if (!call.looped()) {
                throw e;
            }
        } finally {
            call.leave();
        }
        throw preference.loop(task.family());
    }

    private static KeyAccessException failed(String what, Preference.Choice choice, Exception e) {
        String by = choice.provider().map(Provider::getName).orElse("Signet itself");
        return new KeyAccessException(
                Reason.CANNOT, what + " by " + by + " failed: " + e.getClass().getSimpleName(), e);
    }
}
