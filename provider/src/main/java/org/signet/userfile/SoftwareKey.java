package org.signet.userfile;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.DestroyFailedException;
import org.signet.crypto.Der;
import org.signet.crypto.ServiceKey;
import org.signet.crypto.SoftwareKeys;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyKind;
import org.signet.key.KeyOrigin;
import org.signet.key.NewKey;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** A software key on its way into a file: one that Signet can use, and whose halves belong together. Wiped by close. */
final class SoftwareKey implements AutoCloseable {
    private final PublicKey publicKey;
    private final byte[] pkcs8;

    private SoftwareKey(PublicKey publicKey, byte[] pkcs8) {
        this.publicKey = publicKey;
        this.pkcs8 = pkcs8;
    }

    /** @throws KeyAccessException CANNOT for a kind of key that a file cannot hold; REFUSED if the halves do not match */
    static SoftwareKey of(NewKey key) {
        byte[] spki = key.publicKey().getEncoded();
        PublicKey publicKey = spki == null ? null : Der.publicKey(spki).orElse(null);
        byte[] given =
                "PKCS#8".equals(key.privateKey().getFormat()) ? key.privateKey().getEncoded() : null;
        if (publicKey == null
                || given == null
                || SoftwareKeys.can(publicKey).isEmpty()
                || !SoftwareKeys.isSafe(publicKey)) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    "a user's file holds " + SoftwareKeys.held() + ", given as PKCS#8; not a key of "
                            + key.publicKey().getAlgorithm() + " that is a "
                            + key.privateKey().getClass().getName());
        }
        try {
            return of(publicKey, SoftwareKeys.canonical(publicKey, given));
        } finally {
            Arrays.fill(given, (byte) 0);
        }
    }

    /** A key that is made now. */
    static SoftwareKey generate(KeyKind kind) {
        KeyPair pair = SoftwareKeys.generate(kind);
        try {
            return of(new NewKey("", pair.getPrivate(), pair.getPublic(), List.of(), KeyOrigin.FILE));
        } finally {
            wipe(pair.getPrivate());
        }
    }

    private static void wipe(PrivateKey key) {
        try {
            key.destroy();
        } catch (DestroyFailedException e) {
            // the JDK's keys of old kinds cannot be: the reference is gone, which is all that can be done
        }
    }

    private static SoftwareKey of(PublicKey publicKey, byte[] pkcs8) {
        SoftwareKey software = new SoftwareKey(publicKey, pkcs8);
        try {
            if (!SoftwareKeys.match(decode(pkcs8, publicKey), publicKey)) {
                throw new KeyAccessException(Reason.REFUSED, "this private key is not that public key's other half");
            }
            return software;
        } catch (RuntimeException e) {
            software.close();
            throw e;
        }
    }

    /** The JDK's own key object. @throws KeyAccessException CANNOT if that cannot be made */
    static PrivateKey decode(byte[] pkcs8, PublicKey publicKey) {
        if (SoftwareKeys.can(publicKey).isEmpty()) {
            throw new KeyAccessException(Reason.CANNOT, "no software key of type " + publicKey.getAlgorithm());
        }
        try {
            return ServiceKey.decode(publicKey, pkcs8);
        } catch (KeyAccessException e) {
            // Without its cause, whose text could quote what was read.
            throw new KeyAccessException(
                    Reason.CANNOT, "these " + pkcs8.length + " bytes are no PKCS#8 that the JDK reads");
        }
    }

    KeyId id() {
        return KeyId.of(publicKey);
    }

    PublicKey publicKey() {
        return publicKey;
    }

    List<Primitive> can() {
        return SoftwareKeys.can(publicKey);
    }

    /** Not a copy. */
    byte[] pkcs8() {
        return pkcs8;
    }

    @Override
    public void close() {
        Arrays.fill(pkcs8, (byte) 0);
    }
}
