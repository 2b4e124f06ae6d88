package org.signet.manager;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import java.util.Objects;
import org.signet.crypto.Digest;
import org.signet.crypto.Possession;
import org.signet.crypto.PrivateOperations;
import org.signet.crypto.Scheme;
import org.signet.crypto.Scheme.SignatureScheme;
import org.signet.crypto.SshEncoding;
import org.signet.crypto.SshSignature;
import org.signet.key.Call;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.User;

/**
 * Has a key answer a fresh challenge, or seal a file: by an SSHSIG of fixed form, never a message that somebody chose. A key that
 * cannot sign one (PIV 9D) answers by what it can.
 */
final class Challenge {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PrivateOperations operations;
    private final Possession possession;

    Challenge(PrivateOperations operations) {
        this.operations = Objects.requireNonNull(operations);
        this.possession = new Possession(operations);
    }

    /** Whether a key can sign one: RSA of at least 2,048 bits, EC on a NIST curve, Ed25519 (userfile.md, Signatures). */
    boolean canSign(KeyRecord key) {
        return SshSignature.supports(key.publicKey()) && PrivateOperations.can(key, scheme(key.publicKey()));
    }

    /** Whether it can answer a challenge. */
    boolean canAnswer(KeyRecord key) {
        return canSign(key) || Possession.canProve(key);
    }

    /** The same for a key that moves: no session is proved by it. */
    void proveMove(User user, KeyRecord key, KeyAccess door, Call call) {
        byte[] session = new byte[16];
        RANDOM.nextBytes(session);
        prove("move", user, key, session, door, call);
    }

    /**
     * Has userfile.md's M, with a nonce made here, signed and verifies it with the record's public key; a key that only decrypts opens
     * what was sealed under M, one that only agrees meets an ephemeral key.
     *
     * @param purpose {@code login}, {@code enrol} or {@code move}
     * @param session the session's 16 bytes
     */
    void prove(String purpose, User user, KeyRecord key, byte[] session, KeyAccess door, Call call) {
        byte[] nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        byte[] message = SshEncoding.enc(
                "signet/1/login",
                purpose,
                HexFormat.of().parseHex(user.id()),
                key.place().token(),
                key.id().bytes(),
                session,
                nonce);
        try {
            if (!(canSign(key) ? signs(key, message, door, call) : possession.prove(key, message, door, call))) {
                throw new KeyAccessException(Reason.PROTOCOL, "the answer is not that key's");
            }
        } catch (KeyAccessException e) {
            boolean wrong = e.reason() == Reason.PROTOCOL || e.reason() == Reason.DATA; // another key opens nothing
            throw wrong ? wrongKey(key, e) : e;
        }
    }

    private boolean signs(KeyRecord key, byte[] message, KeyAccess door, Call call) {
        byte[] answer = sign("login@signet", message, key, door, call);
        return SshSignature.verify(answer, key.publicKey(), "login@signet", message);
    }

    private static KeyAccessException wrongKey(KeyRecord key, KeyAccessException why) {
        return new KeyAccessException(
                Reason.WRONG_CARD,
                "the challenge was not answered by the enrolled key " + key.id() + " of " + key.place() + ": "
                        + why.getMessage(),
                why);
    }

    /** @return the SSHSIG blob by which a card, when it is enrolled, takes the sealer's word (userfile.md, coverage) */
    byte[] accept(User user, PublicKey sealer, KeyRecord key, KeyAccess door, Call call) {
        byte[] message = SshEncoding.enc(
                "signet/1/accept",
                HexFormat.of().parseHex(user.id()),
                sealer.getEncoded(),
                key.publicKey().getEncoded());
        return sign("accept@signet", message, key, door, call);
    }

    /** @return the SSHSIG blob over a message in a namespace */
    byte[] sign(String namespace, byte[] message, KeyRecord key, KeyAccess door, Call call) {
        PublicKey publicKey = key.publicKey();
        byte[] digest = digest(publicKey, SshSignature.toBeSigned(namespace, message));
        return SshSignature.of(publicKey, namespace, operations.sign(key, scheme(publicKey), digest, door, call));
    }

    /** PROTOCOL.sshsig: rsa-sha2-512, for EC the hash that RFC 5656, 6.2.1 gives to the curve's size, for Ed25519 none. */
    private static byte[] digest(PublicKey key, byte[] tbs) {
        if (key instanceof EdECPublicKey) {
            return tbs;
        }
        try {
            return MessageDigest.getInstance(hash(key).algorithm()).digest(tbs);
        } catch (NoSuchAlgorithmException e) {
            throw new KeyAccessException(
                    Reason.CANNOT, "this Java has no " + hash(key).algorithm(), e);
        }
    }

    private static Digest hash(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            return bits <= 256 ? Digest.SHA256 : bits <= 384 ? Digest.SHA384 : Digest.SHA512;
        }
        return Digest.SHA512;
    }

    private static SignatureScheme scheme(PublicKey key) {
        if (key instanceof EdECPublicKey) {
            return new Scheme.EdDsa();
        }
        return key instanceof RSAPublicKey ? new Scheme.RsaPkcs1(Digest.SHA512) : new Scheme.Ecdsa();
    }
}
