package org.signet.wrap;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.signet.crypto.SshEncoding;
import org.signet.crypto.SshSignature;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.Reason;

/**
 * A user's opened master key and, beside it, the seed of the Ed25519 key that seals his file; wiped by {@link #close()}. Safe
 * for several threads: who comes after close gets NOT_CONNECTED.
 */
public final class MasterKey implements AutoCloseable {
    /** Length of what {@link #wrap} makes: check 32, master key 32, seed 32, tag 16. */
    public static final int WRAPPED_BYTES = 112;

    /** Least length of what {@link #wrapKey} makes: salt and tag. */
    public static final int KEY_OVERHEAD = 48;

    private static final int LENGTH = 32;
    private static final String KEY = "signet/1/key";
    private static final String FACILITY = "signet/1/facility";
    private static final byte[] NO_SALT = new byte[0];
    private static final byte[] ED25519_SPKI = HexFormat.of().parseHex("302a300506032b6570032100"); // RFC 8410, 4

    private final byte[] userId;
    private final byte[] secret; // master key, then seed
    private boolean closed;

    private MasterKey(String userId, byte[] secret) {
        this.userId = HexFormat.of().parseHex(userId);
        this.secret = secret;
    }

    /**
     * A new one.
     *
     * @param userId 32 hex digits
     */
    public static MasterKey fresh(String userId) {
        byte[] secret = new byte[2 * LENGTH];
        new SecureRandom().nextBytes(secret);
        return new MasterKey(userId, secret);
    }

    /**
     * Opens what {@link #wrap} made.
     *
     * @throws KeyAccessException PASSPHRASE_WRONG; DAMAGED if the passphrase is right and the rest is not; REFUSED
     */
    public static MasterKey open(String userId, Kdf kdf, byte[] wrapped, char[] passphrase) {
        byte[] info = info(HexFormat.of().parseHex(userId), kdf);
        byte[] keys = passphraseKeys(kdf, info, passphrase);
        byte[] kek = Arrays.copyOf(keys, LENGTH);
        try {
            if (!MessageDigest.isEqual(Arrays.copyOfRange(keys, LENGTH, 2 * LENGTH), Arrays.copyOf(wrapped, LENGTH))) {
                throw new KeyAccessException(Reason.PASSPHRASE_WRONG, "wrong passphrase");
            }
            return Gcm.decrypt(kek, info, Arrays.copyOfRange(wrapped, LENGTH, WRAPPED_BYTES))
                    .map(secret -> new MasterKey(userId, secret))
                    .orElseThrow(() -> new KeyAccessException(
                            Reason.DAMAGED, "master: the passphrase is right, but the wrapped master key was changed"));
        } finally {
            Arrays.fill(keys, (byte) 0);
            Arrays.fill(kek, (byte) 0);
        }
    }

    /** A new master key beside the same sealer, for a new passphrase. */
    public synchronized MasterKey renewed() {
        requireOpen();
        MasterKey fresh = fresh(HexFormat.of().formatHex(userId));
        System.arraycopy(secret, LENGTH, fresh.secret, LENGTH, LENGTH);
        return fresh;
    }

    /** Wrapped under the passphrase, {@value #WRAPPED_BYTES} bytes; each call with a {@link Kdf#fresh} setting. */
    public synchronized byte[] wrap(Kdf kdf, char[] passphrase) {
        requireOpen();
        byte[] info = info(userId, kdf);
        byte[] keys = passphraseKeys(kdf, info, passphrase);
        byte[] kek = Arrays.copyOf(keys, LENGTH);
        try {
            return concat(Arrays.copyOfRange(keys, LENGTH, 2 * LENGTH), Gcm.encrypt(kek, info, secret));
        } finally {
            Arrays.fill(keys, (byte) 0);
            Arrays.fill(kek, (byte) 0);
        }
    }

    /** The public half of the seed: the user's sealer. */
    public synchronized PublicKey sealer() {
        requireOpen();
        byte[] point = new byte[LENGTH];
        Ed25519.generatePublicKey(secret, LENGTH, point, 0);
        try {
            return KeyFactory.getInstance("Ed25519", Security.getProvider("SunEC"))
                    .generatePublic(new X509EncodedKeySpec(concat(ED25519_SPKI, point)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new KeyAccessException(Reason.CANNOT, "the JDK's provider SunEC makes no Ed25519 key", e);
        }
    }

    /** An SSHSIG blob by the sealer. */
    public byte[] seal(PublicKey sealer, String namespace, byte[] message) {
        byte[] signed = SshSignature.toBeSigned(namespace, message);
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        synchronized (this) {
            requireOpen();
            Ed25519.sign(secret, LENGTH, signed, 0, signed.length, signature, 0);
        }
        return SshSignature.of(sealer, namespace, signature);
    }

    /** A private key, wrapped for this user and key id: salt 32, ciphertext, tag 16. */
    public byte[] wrapKey(KeyId id, byte[] pkcs8) {
        return wrap(info(KEY, id), pkcs8);
    }

    /** The PKCS#8 bytes, which the caller wipes; empty if the blob is not this user's and key's, or was changed. */
    public Optional<byte[]> unwrapKey(KeyId id, byte[] blob) {
        return unwrap(info(KEY, id), blob);
    }

    /** The secret of the facility that holds this key, in UTF-8, wrapped in the same way. */
    public byte[] wrapFacilitySecret(KeyId id, char[] secret) {
        byte[] utf8 = Passphrase.utf8(secret);
        try {
            return wrap(info(FACILITY, id), utf8);
        } finally {
            Arrays.fill(utf8, (byte) 0);
        }
    }

    /** The secret in UTF-8, which the caller wipes; empty as with {@link #unwrapKey}. */
    public Optional<byte[]> unwrapFacilitySecret(KeyId id, byte[] blob) {
        return unwrap(info(FACILITY, id), blob);
    }

    private byte[] wrap(byte[] info, byte[] secret) {
        byte[] salt = new byte[LENGTH];
        new SecureRandom().nextBytes(salt);
        byte[] kek = keyKey(salt, info);
        try {
            return concat(salt, Gcm.encrypt(kek, info, secret));
        } finally {
            Arrays.fill(kek, (byte) 0);
        }
    }

    private Optional<byte[]> unwrap(byte[] info, byte[] blob) {
        if (blob.length < KEY_OVERHEAD) {
            return Optional.empty();
        }
        byte[] kek = keyKey(Arrays.copyOf(blob, LENGTH), info);
        try {
            return Gcm.decrypt(kek, info, Arrays.copyOfRange(blob, LENGTH, blob.length));
        } finally {
            Arrays.fill(kek, (byte) 0);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(secret, (byte) 0);
    }

    private synchronized byte[] keyKey(byte[] salt, byte[] info) {
        requireOpen();
        byte[] master = Arrays.copyOf(secret, LENGTH);
        try {
            return Hkdf.derive(master, salt, info, LENGTH);
        } finally {
            Arrays.fill(master, (byte) 0);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new KeyAccessException(Reason.NOT_CONNECTED, "logged out: log in again");
        }
    }

    private byte[] info(String label, KeyId id) {
        return SshEncoding.enc(label, userId, id.bytes());
    }

    private static byte[] info(byte[] userId, Kdf kdf) {
        return SshEncoding.enc("signet/1/master", userId, kdf.text());
    }

    /** kek 32, then check 32. */
    private static byte[] passphraseKeys(Kdf kdf, byte[] info, char[] passphrase) {
        byte[] bytes = Passphrase.utf8(passphrase);
        byte[] stretched = new byte[0];
        try {
            stretched = Argon2id.derive(bytes, kdf);
            return Hkdf.derive(stretched, NO_SALT, info, 2 * LENGTH);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(stretched, (byte) 0);
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
