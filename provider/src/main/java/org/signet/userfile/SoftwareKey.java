package org.signet.userfile;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.signet.crypto.EncryptionServices;
import org.signet.crypto.ServiceKey;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.NewKey;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** A software key on its way into a file: one that Signet can use, and whose halves belong together. Wiped by close. */
final class SoftwareKey implements AutoCloseable {
    /** What a key of an algorithm can do. */
    private static final Map<String, List<Primitive>> KINDS =
            Map.of("RSA", List.of(Primitive.RSA_RAW), "EC", List.of(Primitive.ECDSA, Primitive.ECDH));

    private static final Set<Integer> FIELDS =
            Set.of(256, 384, 521); // P-256, P-384, P-521: SunEC knows no other of these sizes

    private final PublicKey publicKey;
    private final byte[] pkcs8;

    private SoftwareKey(PublicKey publicKey, byte[] pkcs8) {
        this.publicKey = publicKey;
        this.pkcs8 = pkcs8;
    }

    /** @throws KeyAccessException CANNOT for a kind of key that a file cannot hold; REFUSED if the halves do not match */
    static SoftwareKey of(NewKey key) {
        String name = key.privateKey().getClass().getName();
        byte[] spki = key.publicKey().getEncoded();
        PublicKey publicKey = spki == null ? null : Der.publicKey(spki).orElse(null);
        byte[] pkcs8 =
                "PKCS#8".equals(key.privateKey().getFormat()) ? key.privateKey().getEncoded() : null;
        if (publicKey == null || pkcs8 == null || !isHeld(publicKey)) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    "a user's file holds RSA keys with CRT values and EC keys on P-256, P-384 or P-521, given as PKCS#8; not "
                            + name);
        }
        SoftwareKey software = new SoftwareKey(publicKey, pkcs8);
        try {
            if (!belongs(decode(pkcs8, publicKey), publicKey)) {
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
        if (!KINDS.containsKey(publicKey.getAlgorithm())) {
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

    /** Whether the private key is the public one's other half: RSA by its numbers, EC by a signature. */
    static boolean belongs(PrivateKey privateKey, PublicKey publicKey) {
        if (publicKey instanceof RSAPublicKey rsa) {
            return privateKey instanceof RSAPrivateCrtKey crt && belongs(crt, rsa);
        }
        try {
            byte[] digest = new byte[32];
            new SecureRandom().nextBytes(digest);
            Signature verifier = Signature.getInstance("NONEwithECDSA", Security.getProvider("SunEC"));
            verifier.initVerify(publicKey);
            verifier.update(digest);
            return verifier.verify(
                    ServiceKey.perform(EncryptionServices.platform(), privateKey, Primitive.ECDSA, digest));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    // RFC 8017, 3.2: both representations of the private key are of this n and e.
    private static boolean belongs(RSAPrivateCrtKey key, RSAPublicKey publicKey) {
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

    private static boolean isHeld(PublicKey key) {
        return KINDS.containsKey(key.getAlgorithm())
                && (!(key instanceof ECPublicKey ec)
                        || FIELDS.contains(ec.getParams().getCurve().getField().getFieldSize()));
    }

    KeyId id() {
        return KeyId.of(publicKey);
    }

    PublicKey publicKey() {
        return publicKey;
    }

    List<Primitive> can() {
        return KINDS.get(publicKey.getAlgorithm());
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
