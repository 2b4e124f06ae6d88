package org.signet.crypto;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.XECPublicKey;
import javax.crypto.interfaces.DHPublicKey;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** A key that agrees at its place: ECDH (SP 800-56A, 5.7.1.2), X25519 and X448 (RFC 7748), DH; checked on the way down and back. */
final class Agreement {
    private final Place place;

    Agreement(Place place) {
        this.place = place;
    }

    /** With that peer, who is validated before anything is sent. */
    byte[] with(PublicKey peer) {
        PublicKey own = place.key().publicKey();
        byte[] secret = place.perform(primitive(own), encode(own, peer));
        boolean rightLength = secret.length == length(own);
        if (own instanceof XECPublicKey && rightLength && Montgomery.isZero(secret)) {
            throw new KeyAccessException(Reason.DATA, "the peer's public key is refused: a point of small order");
        }
        if (!rightLength || !isResult(own, secret)) {
            throw place.broken("agreement", secret, "that are no secret of this key's kind");
        }
        return secret;
    }

    /** The same by software, with keys that were made for it. */
    static byte[] onHost(KeyPair own, PublicKey peer) {
        byte[] input = encode(own.getPublic(), peer);
        return ServiceKey.perform(EncryptionServices.platform(), own.getPrivate(), primitive(own.getPublic()), input);
    }

    /** The peer's key as the primitive takes it. @throws KeyAccessException DATA for one that must not meet a private key */
    static byte[] encode(PublicKey own, PublicKey peer) {
        if (own instanceof ECPublicKey ec) {
            return new EcCurve(ec.getParams()).encode(peer);
        }
        return own instanceof XECPublicKey xdh
                ? new Montgomery(xdh.getParams()).encode(peer)
                : new DhGroup(dh(own).getParams()).encode(peer);
    }

    private static Primitive primitive(PublicKey own) {
        return own instanceof ECPublicKey ? Primitive.ECDH : own instanceof XECPublicKey ? Primitive.XDH : Primitive.DH;
    }

    static int length(PublicKey own) {
        if (own instanceof ECPublicKey ec) {
            return new EcCurve(ec.getParams()).fieldLength();
        }
        return own instanceof XECPublicKey xdh
                ? new Montgomery(xdh.getParams()).length()
                : new DhGroup(dh(own).getParams()).length();
    }

    private static boolean isResult(PublicKey own, byte[] secret) {
        BigInteger value = Integers.os2ip(secret);
        return own instanceof ECPublicKey ec
                ? new EcCurve(ec.getParams()).inField(value)
                : own instanceof XECPublicKey || new DhGroup(dh(own).getParams()).isInside(value);
    }

    private static DHPublicKey dh(PublicKey own) {
        if (own instanceof DHPublicKey dh) {
            return dh;
        }
        throw new KeyAccessException(Reason.CANNOT, "no agreement is made with a key of " + own.getAlgorithm());
    }
}
