package org.signet.crypto;

import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.signet.crypto.Scheme.DecryptionScheme;
import org.signet.crypto.Scheme.SignatureScheme;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/**
 * What a public key does, by the encryption services: the other half of {@link PrivateOperations}, for who asks Signet by name.
 * Safe for several threads.
 */
public final class PublicOperations {
    private final EncryptionServices services;

    /** By the preferred services, looked for at the first operation. */
    public PublicOperations() {
        this(EncryptionServices.preferred());
    }

    PublicOperations(EncryptionServices services) {
        this.services = Objects.requireNonNull(services);
    }

    /**
     * Refuses a key that does nothing of this scheme. No I/O.
     *
     * @throws KeyAccessException CANNOT, naming the key's class and never quoting it
     */
    public static void require(PublicKey key, Scheme scheme) {
        PublicKey own = own(key);
        boolean fits = scheme instanceof Scheme.Ecdsa
                ? own instanceof ECPublicKey
                : scheme instanceof Scheme.Dsa
                        ? own instanceof DSAPublicKey
                        : scheme instanceof Scheme.EdDsa
                                ? family(own) == KeyFamily.EDWARDS
                                : scheme instanceof Scheme.MlDsa ? family(own) == KeyFamily.ML_DSA : isRsa(own, scheme);
        if (!fits) {
            throw new KeyAccessException(
                    Reason.CANNOT, key.getClass().getName() + " is no key for " + scheme + ", or is too small for it");
        }
    }

    /**
     * Whether that is a signature under the key; false for one of another form or length too.
     *
     * @param tbs for a scheme with a digest, the digest
     * @throws KeyAccessException CANNOT for a key of another kind, or one that no service takes
     */
    public boolean verify(PublicKey key, SignatureScheme scheme, byte[] tbs, byte[] signature) {
        require(key, scheme);
        PublicKey own = own(key);
        if (own instanceof RSAPublicKey rsa) {
            return verifyRsa(rsa, scheme, tbs, signature);
        }
        if (own instanceof ECPublicKey ec) {
            byte[] cut = EcPlace.leftmost(tbs, ec.getParams().getOrder().bitLength());
            return EcPlace.isWellFormed(signature, ec.getParams().getOrder())
                    && services.verifyEcdsa(ec, cut, signature);
        }
        if (own instanceof DSAPublicKey dsa) {
            byte[] cut = EcPlace.leftmost(tbs, dsa.getParams().getQ().bitLength());
            return EcPlace.isWellFormed(signature, dsa.getParams().getQ())
                    && services.verify(Primitive.DSA, dsa, cut, signature);
        }
        Primitive primitive = scheme instanceof Scheme.EdDsa ? Primitive.EDDSA : Primitive.ML_DSA;
        return services.verify(primitive, own, tbs, signature);
    }

    /**
     * Encrypts what {@link PrivateOperations#decrypt} decrypts by the same scheme.
     *
     * @return as long as the modulus
     * @throws KeyAccessException CANNOT as above; DATA for a plaintext that is too long
     */
    public byte[] encrypt(PublicKey key, DecryptionScheme scheme, byte[] plaintext) {
        require(key, scheme);
        RSAPublicKey rsa = (RSAPublicKey) own(key);
        int room = room(key, scheme);
        if (plaintext.length > room) {
            throw new KeyAccessException(
                    Reason.DATA, "this key encrypts up to " + room + " bytes so, not " + plaintext.length);
        }
        RawEngine engine = new RawEngine(length(rsa), block -> services.rsaPublic(rsa, block));
        if (scheme instanceof Scheme.RsaOaep oaep) {
            return Oaep.encrypt(engine, oaep, plaintext, Services.platform().random());
        }
        return scheme instanceof Scheme.RsaRaw
                ? services.rsaPublic(rsa, plaintext)
                : Pkcs1.encrypt(engine, plaintext, Services.platform().random());
    }

    /** How many bytes this RSA key encrypts by that scheme; negative for a key that is too small for it. */
    public static int room(PublicKey key, DecryptionScheme scheme) {
        int length = length((RSAPublicKey) own(key));
        if (scheme instanceof Scheme.RsaOaep oaep) {
            return length - Oaep.leastModulus(oaep);
        }
        return scheme instanceof Scheme.RsaRaw ? length : length - Pkcs1.OVERHEAD;
    }

    private boolean verifyRsa(RSAPublicKey key, SignatureScheme scheme, byte[] tbs, byte[] signature) {
        RsaPublic rsa = new RsaPublic(key.getModulus(), key.getPublicExponent());
        if (!rsa.isBlock(signature)) {
            return false;
        }
        if (scheme instanceof Scheme.RsaPss pss) {
            return Pss.verifies(rsa, pss, tbs, signature, block -> services.rsaPublic(key, block));
        }
        Optional<Digest> digest =
                scheme instanceof Scheme.RsaPkcs1 pkcs1 ? Optional.of(pkcs1.digest()) : Optional.empty();
        return Pkcs1.encoded(digest, tbs, rsa.length())
                .filter(block -> Arrays.equals(block, services.rsaPublic(key, signature)))
                .isPresent();
    }

    private static boolean isRsa(PublicKey key, Scheme scheme) {
        return key instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() >= 512
                && !(scheme instanceof Scheme.AgreementScheme)
                && (!(scheme instanceof DecryptionScheme decryption) || room(key, decryption) >= 0)
                && (!(scheme instanceof Scheme.RsaPss pss)
                        || Pss.obstacle(new RsaPublic(rsa.getModulus(), rsa.getPublicExponent()), pss)
                                .isEmpty());
    }

    private static int length(RSAPublicKey key) {
        return Integers.bytes(key.getModulus());
    }

    private static KeyFamily family(PublicKey key) {
        return KeyFamily.of(key).orElse(null);
    }

    /** As the platform has it: another provider's own class says its numbers in its own words. */
    private static PublicKey own(PublicKey key) {
        if (Services.isOfThePlatform(key.getClass())) {
            return key;
        }
        KeyFamily family = KeyFamily.of(key)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.CANNOT, key.getClass().getName() + " is a public key of no kind that Signet knows"));
        return Services.platform().publicKey(family, key.getEncoded());
    }
}
