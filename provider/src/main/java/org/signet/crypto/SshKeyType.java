package org.signet.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.signet.crypto.SshEncoding.Malformed;

/** The key types that may make an SSHSIG here: their SSH names, their SubjectPublicKeyInfo and the JDK's service that verifies. */
enum SshKeyType {
    // spotless:off
    ED25519("ssh-ed25519",         "ssh-ed25519",         "",         "302a300506032b6570032100",                             32,  "Ed25519", "Ed25519",         "SunEC"),
    P256(   "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", "nistp256", "3059301306072a8648ce3d020106082a8648ce3d030107034200", 65,  "EC",      "SHA256withECDSA", "SunEC"),
    P384(   "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384", "nistp384", "3076301006072a8648ce3d020106052b81040022036200",       97,  "EC",      "SHA384withECDSA", "SunEC"),
    P521(   "ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521", "nistp521", "30819b301006072a8648ce3d020106052b8104002303818600",   133, "EC",      "SHA512withECDSA", "SunEC"),
    RSA(    "ssh-rsa",             "rsa-sha2-512",        "",         "",                                                     0,   "RSA",     "SHA512withRSA",   "SunRsaSign");
    // spotless:on

    /** rsa-sha2-512 keys below this are refused (userfile.md, Signatures). */
    private static final int LEAST_RSA_BITS = 2048;

    private final String keyName;
    private final String signatureName;
    private final String curve;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out, never written
    private final byte[] spkiPrefix;

    private final int pointLength;
    private final String keyAlgorithm;
    private final String signatureAlgorithm;
    private final String service;

    SshKeyType(
            String keyName,
            String signatureName,
            String curve,
            String spkiPrefix,
            int pointLength,
            String keyAlgorithm,
            String signatureAlgorithm,
            String service) {
        this.keyName = keyName;
        this.signatureName = signatureName;
        this.curve = curve;
        this.spkiPrefix = HexFormat.of().parseHex(spkiPrefix);
        this.pointLength = pointLength;
        this.keyAlgorithm = keyAlgorithm;
        this.signatureAlgorithm = signatureAlgorithm;
        this.service = service;
    }

    /** The type of this key; empty for one that may not seal. */
    static Optional<SshKeyType> of(PublicKey key) {
        byte[] spki = key.getEncoded();
        if (spki == null) {
            return Optional.empty();
        }
        if (key instanceof RSAPublicKey rsa) {
            return Optional.of(RSA)
                    .filter(type ->
                            key.getAlgorithm().equals("RSA") && rsa.getModulus().bitLength() >= LEAST_RSA_BITS);
        }
        return Arrays.stream(values()).filter(type -> type.fits(spki)).findFirst();
    }

    /**
     * The key in a public-key blob, which the caller compares with the one he expects.
     *
     * @throws Malformed if it is none of these types
     */
    static PublicKey key(byte[] blob) throws Malformed, GeneralSecurityException {
        SshEncoding.Reader in = new SshEncoding.Reader(blob);
        String name = new String(in.string(), StandardCharsets.US_ASCII);
        SshKeyType type = Arrays.stream(values())
                .filter(t -> t.keyName.equals(name))
                .findFirst()
                .orElseThrow(Malformed::new);
        return type == RSA ? rsaKey(in) : type.pointKey(in);
    }

    private static PublicKey rsaKey(SshEncoding.Reader in) throws Malformed, GeneralSecurityException {
        BigInteger e = in.mpint();
        BigInteger n = in.mpint();
        return KeyFactory.getInstance("RSA", RSA.provider()).generatePublic(new RSAPublicKeySpec(n, e));
    }

    private PublicKey pointKey(SshEncoding.Reader in) throws Malformed, GeneralSecurityException {
        if (isEc()) {
            in.string();
        }
        byte[] point = in.string();
        if (point.length != pointLength) {
            throw new Malformed();
        }
        byte[] spki = ByteBuffer.allocate(spkiPrefix.length + pointLength)
                .put(spkiPrefix)
                .put(point)
                .array();
        return KeyFactory.getInstance(keyAlgorithm, provider()).generatePublic(new X509EncodedKeySpec(spki));
    }

    private boolean fits(byte[] spki) {
        return this != RSA
                && spki.length == spkiPrefix.length + pointLength
                && Arrays.equals(spki, 0, spkiPrefix.length, spkiPrefix, 0, spkiPrefix.length)
                && (curve.isEmpty() || spki[spkiPrefix.length] == 4); // SEC 1, 2.3.3: uncompressed
    }

    boolean isEc() {
        return !curve.isEmpty();
    }

    String signatureName() {
        return signatureName;
    }

    /** RFC 4253, 6.6; RFC 5656, 3.1; RFC 8709, 4. */
    byte[] publicKeyBlob(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            BigInteger e = rsa.getPublicExponent();
            return SshEncoding.enc(keyName, SshEncoding.mpint(e), SshEncoding.mpint(rsa.getModulus()));
        }
        byte[] spki = key.getEncoded();
        byte[] point = Arrays.copyOfRange(spki, spkiPrefix.length, spki.length);
        return isEc() ? SshEncoding.enc(keyName, curve, point) : SshEncoding.enc(keyName, point);
    }

    /** The same key as an object of the JDK's own, so that no other provider's code sees the verification. */
    PublicKey jdkKey(PublicKey key) throws NoSuchAlgorithmException, InvalidKeySpecException {
        return KeyFactory.getInstance(keyAlgorithm, provider())
                .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    Signature verifier() throws NoSuchAlgorithmException {
        return Signature.getInstance(signatureAlgorithm, provider());
    }

    private Provider provider() throws NoSuchAlgorithmException {
        Provider provider = Security.getProvider(service);
        if (provider == null) {
            throw new NoSuchAlgorithmException("the provider " + service + " of the JDK is not installed");
        }
        return provider;
    }
}
