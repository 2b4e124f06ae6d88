package org.signet.crypto;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.interfaces.DHPublicKey;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyKind;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** Software keys as such: what one can do, whether its halves belong together, how it is kept, and the making of one. */
public final class SoftwareKeys {
    /** P-256, P-384, P-521: SunEC knows no other of these sizes. */
    private static final Set<Integer> FIELDS = Set.of(256, 384, 521);

    /** FIPS 186-4, 4.2, but for the smallest: what SHA-1 signatures of old need. */
    private static final int LEAST_DSA_BITS = 1024;

    private static final int PROBE_BYTES = 32;

    private SoftwareKeys() {}

    /** What is held, for a message that refuses another key. */
    public static String held() {
        return "RSA keys with CRT values, EC keys on P-256, P-384 or P-521, Ed25519, Ed448, X25519, X448, DSA, ML-DSA, and DH"
                + " keys of a safe prime of at least 2,048 bits";
    }

    /** What a software key with this public half can do; nothing, for a key that is not held. */
    public static List<Primitive> can(PublicKey key) {
        return KeyFamily.of(key)
                .filter(family -> switch (family) {
                    case EC -> key instanceof ECPublicKey ec && FIELDS.contains(field(ec));
                    case DSA ->
                        key instanceof DSAPublicKey dsa
                                && dsa.getParams() != null
                                && dsa.getParams().getP().bitLength() >= LEAST_DSA_BITS;
                    case DH -> key instanceof DHPublicKey;
                    default -> true;
                })
                .map(KeyFamily::can)
                .orElse(List.of());
    }

    private static int field(ECPublicKey key) {
        return key.getParams().getCurve().getField().getFieldSize();
    }

    /** The parameter set of an ML-DSA key by its number, 44, 65 or 87; empty for a key of another kind. */
    public static Optional<String> mlDsa(PublicKey key) {
        return MlDsa.number(key);
    }

    /** Whether a long-lived key may have these parameters; looked at when one is taken in. */
    public static boolean isSafe(PublicKey key) {
        return !(key instanceof DHPublicKey dh) || new DhGroup(dh.getParams()).isSafe();
    }

    /**
     * Makes one; the caller wipes what he encodes.
     *
     * @throws KeyAccessException CANNOT if no encryption service makes that kind
     */
    public static KeyPair generate(KeyKind kind) {
        return Services.platform().generate(kind);
    }

    /**
     * The form in which a key is kept, which every JDK reads that Signet runs on.
     *
     * @param pkcs8 a PrivateKeyInfo in DER, which is not changed
     * @return another array, for the caller to wipe
     * @throws KeyAccessException CANNOT where it is no such key
     */
    public static byte[] canonical(PublicKey publicKey, byte[] pkcs8) {
        if (KeyFamily.of(publicKey).orElse(null) != KeyFamily.ML_DSA) {
            return pkcs8.clone();
        }
        try {
            return MlDsa.canonical(pkcs8);
        } catch (InvalidKeySpecException e) {
            throw new KeyAccessException(Reason.CANNOT, "these " + pkcs8.length + " bytes are no ML-DSA key in PKCS#8");
        }
    }

    /** Whether the private key is the public one's other half: RSA by its numbers, others by a signature or an agreement. */
    public static boolean match(PrivateKey privateKey, PublicKey publicKey) {
        if (publicKey instanceof RSAPublicKey rsa) {
            return privateKey instanceof RSAPrivateCrtKey crt && match(crt, rsa);
        }
        List<Primitive> can = can(publicKey);
        try {
            return !can.isEmpty()
                    && (Abilities.agreement(publicKey).isPresent() && !can.contains(Primitive.ECDSA)
                            ? agrees(privateKey, publicKey)
                            : signs(privateKey, publicKey, can.get(0)));
        } catch (KeyAccessException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean signs(PrivateKey privateKey, PublicKey publicKey, Primitive primitive) {
        int length =
                publicKey instanceof DSAPublicKey dsa ? dsa.getParams().getQ().bitLength() / Byte.SIZE : PROBE_BYTES;
        byte[] probe = new byte[length];
        Services.platform().random().nextBytes(probe);
        EncryptionServices services = EncryptionServices.platform();
        byte[] signature = ServiceKey.perform(services, privateKey, primitive, probe);
        return services.verify(primitive, publicKey, probe, signature);
    }

    private static boolean agrees(PrivateKey privateKey, PublicKey publicKey) {
        KeyPair ephemeral = Services.platform().newPeer(publicKey);
        byte[] ours = Agreement.onHost(new KeyPair(publicKey, privateKey), ephemeral.getPublic());
        byte[] theirs = Agreement.onHost(ephemeral, publicKey);
        try {
            return MessageDigest.isEqual(ours, theirs);
        } finally {
            Arrays.fill(ours, (byte) 0);
            Arrays.fill(theirs, (byte) 0);
        }
    }

    // RFC 8017, 3.2: both representations of the private key are of this n and e.
    private static boolean match(RSAPrivateCrtKey key, RSAPublicKey publicKey) {
        BigInteger p = key.getPrimeP();
        BigInteger q = key.getPrimeQ();
        if (p.compareTo(BigInteger.ONE) <= 0 || q.compareTo(BigInteger.ONE) <= 0) {
            return false;
        }
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        BigInteger ed = key.getPublicExponent().multiply(key.getPrivateExponent());
        return key.getModulus().equals(publicKey.getModulus())
                && key.getPublicExponent().equals(publicKey.getPublicExponent())
                && p.multiply(q).equals(key.getModulus())
                && ed.mod(p1).equals(BigInteger.ONE)
                && ed.mod(q1).equals(BigInteger.ONE)
                && key.getPrimeExponentP().equals(key.getPrivateExponent().mod(p1))
                && key.getPrimeExponentQ().equals(key.getPrivateExponent().mod(q1))
                && key.getCrtCoefficient().multiply(q).mod(p).equals(BigInteger.ONE);
    }
}
