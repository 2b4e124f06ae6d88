package org.signet.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.signet.crypto.SshEncoding.Malformed;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * A signature in the form of OpenSSH's PROTOCOL.sshsig, version 1, hash sha512, nothing reserved: what {@code ssh-keygen -Y
 * verify} accepts, with one encoding for each signature (userfile.md, Signatures).
 */
public final class SshSignature {
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final String HASH = "sha512";
    private static final int COLUMNS = 64;
    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
    private static final String END = "-----END SSH SIGNATURE-----\n";
    private static final int LONGEST = 64 * 1024;

    private SshSignature() {}

    /** Whether a key of this kind may seal: Ed25519, ECDSA on P-256, P-384 or P-521, or RSA of at least 2,048 bits. */
    public static boolean supports(PublicKey key) {
        return SshKeyType.of(key).isPresent();
    }

    /**
     * The bytes that the key signs: Ed25519 pure, ECDSA under its curve's own hash (SHA-256, 384, 512), RSA by PKCS#1 v1.5
     * with SHA-512.
     */
    public static byte[] toBeSigned(String namespace, byte[] message) {
        return concat(MAGIC, SshEncoding.enc(namespace, "", HASH, sha512(message)));
    }

    /**
     * The blob.
     *
     * @param rawSignature over {@link #toBeSigned}: 64 bytes of Ed25519, Ecdsa-Sig-Value in DER, or the k bytes of RSA
     * @throws KeyAccessException CANNOT for another kind of key, PROTOCOL if the signature cannot be one of that key
     */
    public static byte[] of(PublicKey key, String namespace, byte[] rawSignature) {
        SshKeyType type = SshKeyType.of(key)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.CANNOT, "no SSH signature is made with a key of type " + key.getAlgorithm()));
        try {
            return blob(type, key, namespace, type.isEc() ? sshEcdsa(type, key, rawSignature) : rawSignature);
        } catch (GeneralSecurityException e) {
            throw new KeyAccessException(
                    Reason.PROTOCOL,
                    "a signature of " + rawSignature.length + " bytes cannot come from this " + key.getAlgorithm()
                            + " key",
                    e);
        }
    }

    /**
     * Whether this is the expected key's signature, of this namespace, over this message, in its one encoding. The key inside
     * the blob is only compared, never used.
     */
    public static boolean verify(byte[] blob, PublicKey expected, String namespace, byte[] message) {
        Optional<SshKeyType> type = SshKeyType.of(expected);
        if (type.isEmpty()) {
            return false;
        }
        try {
            byte[] signature = signature(blob);
            // There is one blob for a key, a namespace and a signature: everything but the signature is compared, not
            // parsed.
            return Arrays.equals(blob, blob(type.get(), expected, namespace, signature))
                    && holds(type.get(), expected, signature, toBeSigned(namespace, message));
        } catch (Malformed | GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * The public key that a blob says it is by: believed only where its hash or the key itself is known from elsewhere, and
     * the signature verified after that.
     */
    public static Optional<PublicKey> keyInside(byte[] blob) {
        SshEncoding.Reader in = new SshEncoding.Reader(blob);
        try {
            in.fixed(MAGIC.length);
            in.uint32();
            return Optional.of(SshKeyType.key(in.string()));
        } catch (Malformed | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** The blob as text: base64 in lines of 64 between BEGIN and END, the last line ended by LF. */
    public static String armour(byte[] blob) {
        String body = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'}).encodeToString(blob);
        return BEGIN + body + "\n" + END;
    }

    /** The blob of an armour that is exactly as {@link #armour} makes it; empty otherwise. */
    public static Optional<byte[]> unarmour(String armour) {
        if (armour.length() > LONGEST || !armour.startsWith(BEGIN) || !armour.endsWith(END)) {
            return Optional.empty();
        }
        int end = armour.length() - END.length();
        try {
            byte[] blob = Base64.getMimeDecoder().decode(armour.substring(Math.min(BEGIN.length(), end), end));
            return Optional.of(blob).filter(b -> armour(b).equals(armour));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] blob(SshKeyType type, PublicKey key, String namespace, byte[] signature) {
        byte[] signed = SshEncoding.enc(type.signatureName(), signature);
        byte[] rest = SshEncoding.enc(type.publicKeyBlob(key), namespace, "", HASH, signed);
        return concat(MAGIC, SshEncoding.uint32(VERSION), rest);
    }

    private static byte[] signature(byte[] blob) throws Malformed {
        SshEncoding.Reader in = new SshEncoding.Reader(blob);
        in.fixed(MAGIC.length);
        in.uint32();
        for (int skipped = 0; skipped < 4; skipped++) { // public key, namespace, reserved, hash
            in.string();
        }
        SshEncoding.Reader signed = new SshEncoding.Reader(in.string());
        signed.string();
        return signed.string();
    }

    private static boolean holds(SshKeyType type, PublicKey expected, byte[] signature, byte[] signed)
            throws Malformed, GeneralSecurityException {
        PublicKey key = type.jdkKey(expected);
        byte[] raw = type.isEc() ? derEcdsa(order(key), signature) : signature;
        if (key instanceof RSAPublicKey rsa && !isBelow(rsa.getModulus(), raw)) {
            return false;
        }
        Signature verifier = type.verifier();
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(raw);
    }

    private static boolean isBelow(BigInteger modulus, byte[] signature) {
        return signature.length == (modulus.bitLength() + 7) / 8 && new BigInteger(1, signature).compareTo(modulus) < 0;
    }

    private static BigInteger order(PublicKey key) {
        return ((ECPublicKey) key).getParams().getOrder();
    }

    /** RFC 5656, 3.1.2: mpint r, mpint s; with the lower of the two values of s. */
    private static byte[] sshEcdsa(SshKeyType type, PublicKey key, byte[] der) throws GeneralSecurityException {
        BigInteger n = order(type.jdkKey(key));
        try {
            BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(n, der);
            BigInteger s = rs[1].min(n.subtract(rs[1]));
            return SshEncoding.enc(SshEncoding.mpint(rs[0]), SshEncoding.mpint(s));
        } catch (IOException | IllegalArgumentException e) {
            throw new SignatureException("no Ecdsa-Sig-Value in DER", e);
        }
    }

    private static byte[] derEcdsa(BigInteger n, byte[] ssh) throws Malformed, GeneralSecurityException {
        SshEncoding.Reader in = new SshEncoding.Reader(ssh);
        BigInteger r = in.mpint();
        BigInteger s = in.mpint();
        in.end();
        if (r.compareTo(n) >= 0 || s.compareTo(n.shiftRight(1)) > 0) {
            throw new SignatureException("r or s is out of its range");
        }
        try {
            return StandardDSAEncoding.INSTANCE.encode(n, r, s);
        } catch (IOException e) {
            throw new SignatureException(e);
        }
    }

    private static byte[] sha512(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
