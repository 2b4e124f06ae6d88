package org.signet.crypto;

import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.signet.key.Call;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;

/** How a key that signs nothing proves that it is there: it opens what was sealed for it, or agrees with a key made for that. */
public final class Possession {
    private static final int SEALED_BYTES = 32;

    private final PrivateOperations operations;
    private final Services services = Services.platform();

    public Possession(PrivateOperations operations) {
        this.operations = Objects.requireNonNull(operations);
    }

    /** Whether it can be asked; a key that signs too is better asked for a signature. */
    public static boolean canProve(KeyRecord key) {
        return opens(key)
                || PrivateOperations.agreement(key.publicKey())
                        .filter(scheme -> PrivateOperations.can(key, scheme))
                        .isPresent();
    }

    private static boolean opens(KeyRecord key) {
        return PrivateOperations.can(key, oaep(new byte[0]))
                || PrivateOperations.can(key, new Scheme.RsaPkcs1Decrypt());
    }

    private static Scheme.RsaOaep oaep(byte[] label) {
        return new Scheme.RsaOaep(Digest.SHA256, Digest.SHA256, label);
    }

    /**
     * Asks for one private-key operation with fresh values (userfile.md, Challenge). RSA opens 32 random bytes, sealed by OAEP with
     * SHA-256 and the message as label, or by PKCS#1 v1.5 where the place unpads itself; EC, XDH and DH agree with an ephemeral key.
     *
     * @param message what the proof is for
     * @return whether the answer was right
     */
    public boolean prove(KeyRecord key, byte[] message, KeyAccess door, Call call) {
        return PrivateOperations.agreement(key.publicKey()).isPresent()
                ? agrees(key, door, call)
                : opens(key, message, door, call);
    }

    private boolean opens(KeyRecord key, byte[] label, KeyAccess door, Call call) {
        byte[] secret = new byte[SEALED_BYTES];
        services.random().nextBytes(secret);
        Scheme.RsaOaep oaep = oaep(label);
        Scheme.DecryptionScheme scheme = PrivateOperations.can(key, oaep) ? oaep : new Scheme.RsaPkcs1Decrypt();
        byte[] sealed = seal(key, scheme, secret);
        byte[] opened = operations.decrypt(key, scheme, sealed, door, call);
        return isEqualAndWipe(secret, opened);
    }

    private byte[] seal(KeyRecord key, Scheme.DecryptionScheme scheme, byte[] secret) {
        RsaPublic rsa = RsaPublic.of(key.publicKey()).orElseThrow();
        AsymmetricBlockCipher encoding = scheme instanceof Scheme.RsaOaep oaep
                ? new OAEPEncoding(
                        new RSAEngine(),
                        Hashes.of(oaep.hash()).engine().get(),
                        Hashes.of(oaep.mgf()).engine().get(),
                        oaep.label())
                : new PKCS1Encoding(new RSAEngine());
        encoding.init(true, new ParametersWithRandom(new RSAKeyParameters(false, rsa.n(), rsa.e()), services.random()));
        try {
            return encoding.processBlock(secret, 0, secret.length);
        } catch (InvalidCipherTextException e) {
            throw new KeyAccessException(Reason.CANNOT, "nothing can be sealed for key " + key.id(), e);
        }
    }

    private boolean agrees(KeyRecord key, KeyAccess door, Call call) {
        KeyPair ephemeral = services.newPeer(key.publicKey());
        byte[] theirs = operations.agree(key, ephemeral.getPublic(), door, call);
        byte[] ours = Agreement.onHost(ephemeral, key.publicKey());
        return !Montgomery.isZero(ours) && isEqualAndWipe(ours, theirs);
    }

    private static boolean isEqualAndWipe(byte[] ours, byte[] theirs) {
        try {
            return MessageDigest.isEqual(ours, theirs);
        } finally {
            Arrays.fill(ours, (byte) 0);
            Arrays.fill(theirs, (byte) 0);
        }
    }
}
