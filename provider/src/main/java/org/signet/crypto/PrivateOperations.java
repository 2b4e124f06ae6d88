package org.signet.crypto;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.signet.key.Call;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/**
 * Makes of a scheme one primitive of the key's place, and checks what comes back before anybody sees it. An error of the place
 * passes through as it is: none ever looks like a bad padding. Safe for several threads.
 */
public final class PrivateOperations {
    /** A key that seals enrolments does nothing else for anybody who asks by a scheme. */
    private static final String ENROLMENT = "enrolment";

    private final EncryptionServices services;
    private final RejectionSecrets secrets = new RejectionSecrets();
    private final Blindings blindings = new Blindings(PrivateOperations::random);

    /** Checking with the preferred services, looked for at the first operation. */
    public PrivateOperations() {
        this(EncryptionServices.preferred());
    }

    PrivateOperations(EncryptionServices services) {
        this.services = Objects.requireNonNull(services);
    }

    /** Whether an application may have this scheme of a key that can do these primitives. No I/O. */
    public static boolean can(KeyRecord key, Scheme scheme) {
        return !key.facts().use().contains(ENROLMENT)
                && Abilities.obstacle(key, scheme).isEmpty();
    }

    /** The agreement that a key of this kind does, if it does any. */
    public static Optional<Scheme.AgreementScheme> agreement(PublicKey key) {
        return Abilities.agreement(key);
    }

    /**
     * Refuses a peer's key that a private key must not meet (SP 800-56A, 5.6.2.3). No I/O.
     *
     * @param own the private key's other half
     * @throws KeyAccessException DATA for a peer's key of another kind, curve or group, or not in it; CANNOT for a curve that is
     *     not supported
     */
    public static void requirePeer(PublicKey own, PublicKey peer) {
        Agreement.encode(own, peer);
    }

    /** How long the secret is that a key agrees on, in bytes. @throws KeyAccessException CANNOT for a key that agrees on none */
    public static int agreedLength(PublicKey own) {
        return Agreement.length(own);
    }

    /**
     * Signs.
     *
     * @param tbs for a scheme with a digest, the digest; the whole message for EdDSA and ML-DSA
     * @param access the open door to the key's place
     * @return RSA: k bytes; ECDSA and DSA: r and s in DER; EdDSA and ML-DSA: as their standards have it
     * @throws KeyAccessException CANNOT for an impossible scheme, DATA for a digest of the wrong length, PROTOCOL for a result
     *     that does not verify under the record's public key, and whatever the place throws
     */
    public byte[] sign(KeyRecord key, Scheme.SignatureScheme scheme, byte[] tbs, KeyAccess access, Call call) {
        require(key, Abilities.obstacle(key, scheme));
        Place place = new Place(key, access, call);
        if (scheme instanceof Scheme.RsaPkcs1 pkcs1) {
            requireLength("a digest for " + pkcs1.digest(), tbs, pkcs1.digest().length());
            return Pkcs1.sign(rsa(place), place, pkcs1.digest(), tbs);
        }
        if (scheme instanceof Scheme.RsaPkcs1Given) {
            return Pkcs1.sign(rsa(place), place, tbs);
        }
        if (scheme instanceof Scheme.RsaPss pss) {
            requireLength("a digest for " + pss.hash(), tbs, pss.hash().length());
            return Pss.sign(rsa(place), pss, tbs, random());
        }
        if (scheme instanceof Scheme.Ecdsa) {
            return ec(place).sign(tbs);
        }
        return new PlainSignature(place, services).sign(scheme, tbs);
    }

    /**
     * Decrypts; bad PKCS#1 v1.5 padding gives a made-up plaintext and never an exception.
     *
     * @param ciphertext k bytes, below the modulus
     * @throws KeyAccessException CANNOT for an impossible scheme; DATA for a ciphertext of another length or not below the
     *     modulus, and for OAEP whatever was wrong inside; PROTOCOL for a result that is not this key's, and whatever the place
     *     throws
     */
    public byte[] decrypt(
            KeyRecord key, Scheme.DecryptionScheme scheme, byte[] ciphertext, KeyAccess access, Call call) {
        require(key, Abilities.obstacle(key, scheme));
        Place place = new Place(key, access, call);
        RsaPlace rsa = rsa(place);
        requireCiphertext(rsa.rsa(), ciphertext);
        if (scheme instanceof Scheme.RsaOaep oaep) {
            return Oaep.decrypt(rsa, oaep, ciphertext);
        }
        if (scheme instanceof Scheme.RsaRaw) {
            return rsa.decrypt(ciphertext);
        }
        return place.can(Primitive.RSA_RAW)
                ? unpadHere(key, rsa, ciphertext, access)
                : unpaddedThere(key, rsa, ciphertext);
    }

    /**
     * Agrees on a secret by what the key's kind does; the peer's key is validated before anything is sent.
     *
     * @return the x coordinate, of the field's length; the shared secret of RFC 7748; or DH's, of the prime's length
     * @throws KeyAccessException DATA for a peer's key of another kind, curve or group, or not in it; CANNOT, PROTOCOL as above
     */
    public byte[] agree(KeyRecord key, PublicKey peer, KeyAccess access, Call call) {
        Scheme scheme = Abilities.agreement(key.publicKey()).orElse(new Scheme.Ecdh());
        require(key, Abilities.obstacle(key, scheme));
        return new Agreement(new Place(key, access, call)).with(peer);
    }

    /** Wipes what was kept for a door that is about to close. */
    public void forget(KeyAccess access) {
        secrets.forget(access);
    }

    /** The key's rejection secret is there before the first ciphertext is sent: a command more, once, whatever that will be. */
    private byte[] unpadHere(KeyRecord key, RsaPlace rsa, byte[] ciphertext, KeyAccess access) {
        byte[] secret = secrets.of(access, key.id(), () -> rejectionSecret(key, rsa));
        try {
            return ImplicitRejection.unpad(secret, ciphertext, rsa.decrypt(ciphertext));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private byte[] rejectionSecret(KeyRecord key, RsaPlace rsa) {
        byte[] block = ImplicitRejection.block(key.id(), rsa.rsa().length());
        return ImplicitRejection.secret(rsa.decrypt(block));
    }

    /** A card that unpads itself says of a bad padding only REFUSED. */
    private static byte[] unpaddedThere(KeyRecord key, RsaPlace rsa, byte[] ciphertext) {
        try {
            return rsa.decryptPadding(ciphertext);
        } catch (KeyAccessException e) {
            if (e.reason() != Reason.REFUSED) {
                throw e;
            }
            return ImplicitRejection.madeUp(RejectionSecrets.ofProcess(key.id()), ciphertext);
        }
    }

    private RsaPlace rsa(Place place) {
        return new RsaPlace(place, RsaPublic.of(place.key().publicKey()).orElseThrow(), blindings);
    }

    private EcPlace ec(Place place) {
        return new EcPlace(place, (ECPublicKey) place.key().publicKey(), services);
    }

    private static SecureRandom random() {
        return Services.platform().random();
    }

    private static void require(KeyRecord key, Optional<String> obstacle) {
        obstacle.ifPresent(why -> {
            throw new KeyAccessException(Reason.CANNOT, "key " + key.id() + " cannot do that: " + why);
        });
    }

    private static void requireLength(String what, byte[] value, int length) {
        if (value.length != length) {
            throw new KeyAccessException(Reason.DATA, what + " has " + length + " bytes, not " + value.length);
        }
    }

    private static void requireCiphertext(RsaPublic rsa, byte[] ciphertext) {
        requireLength("an RSA ciphertext for this key", ciphertext, rsa.length());
        if (!rsa.isBlock(ciphertext)) {
            throw new KeyAccessException(Reason.DATA, "the RSA ciphertext is not below the key's modulus");
        }
    }
}
