package org.signet.testkit.piv;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;
import org.signet.testkit.card.Tlv;

/** A key in its slot and what its chip can do with it (SP 800-73-4 part 2, 3.2.4 and appendix A). */
final class PivKey {
    private final PivAlgorithm algorithm;
    private final PrivateKey key;
    private final PublicKey publicKey;
    private final boolean generated;
    private final Touch touch;

    PivKey(KeyPair pair, boolean generated) {
        this(pair, generated, Touch.NEVER);
    }

    PivKey(KeyPair pair, boolean generated, Touch touch) {
        this.algorithm = PivAlgorithm.of(pair);
        this.key = pair.getPrivate();
        this.publicKey = pair.getPublic();
        this.generated = generated;
        this.touch = touch;
    }

    PivAlgorithm algorithm() {
        return algorithm;
    }

    Touch touch() {
        return touch;
    }

    boolean isGenerated() {
        return generated;
    }

    KeyPair pair() {
        return new KeyPair(publicKey, key);
    }

    /**
     * Tag 81: raw RSA, or ECDSA over a digest.
     *
     * @throws StatusException 6A80 for a challenge the key cannot take
     */
    byte[] answer(byte[] challenge) throws StatusException {
        try {
            return algorithm.isRsa() ? rsa(challenge) : ecdsa(challenge);
        } catch (GeneralSecurityException e) {
            throw new StatusException(Sw.WRONG_DATA);
        }
    }

    private byte[] rsa(byte[] block) throws GeneralSecurityException, StatusException {
        check(block.length == algorithm.size());
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding", KeyPairs.CIPHER);
        cipher.init(Cipher.DECRYPT_MODE, key);
        return cipher.doFinal(block); // refuses a number that is not below the modulus
    }

    private byte[] ecdsa(byte[] digest) throws GeneralSecurityException, StatusException {
        check(digest.length > 0 && digest.length <= algorithm.size());
        Signature signature = Signature.getInstance("NONEwithECDSA", KeyPairs.EC);
        signature.initSign(key);
        signature.update(digest);
        return signature.sign();
    }

    /**
     * Tag 85: ECDH, the x coordinate alone.
     *
     * @param point 04, x, y
     * @throws StatusException 6A80 for an RSA key, and for bytes that are no point of the curve
     */
    byte[] agree(byte[] point) throws StatusException {
        check(!algorithm.isRsa() && point.length == 1 + 2 * algorithm.size() && point[0] == 4);
        ECParameterSpec curve = ((ECPublicKey) publicKey).getParams();
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + algorithm.size()));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + algorithm.size(), point.length));
        check(isOn(curve.getCurve(), x, y));
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH", KeyPairs.EC);
            agreement.init(key);
            agreement.doPhase(
                    KeyFactory.getInstance("EC", KeyPairs.EC)
                            .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve)),
                    true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new StatusException(Sw.WRONG_DATA);
        }
    }

    /** y² = x³ + ax + b, both coordinates below p; the curves of PIV have cofactor 1. */
    private static boolean isOn(EllipticCurve curve, BigInteger x, BigInteger y) {
        BigInteger p = ((java.security.spec.ECFieldFp) curve.getField()).getP();
        BigInteger right =
                x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB()).mod(p);
        return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(right);
    }

    /** The content of the template 7F49 (SP 800-73-4 part 2, table 14): modulus and exponent, or a point. */
    byte[] publicTemplate() {
        if (publicKey instanceof RSAPublicKey rsa) {
            return Tlv.concat(
                    Tlv.of(0x81, unsigned(rsa.getModulus(), algorithm.size())),
                    Tlv.of(0x82, unsigned(rsa.getPublicExponent(), 3)));
        }
        ECPoint w = ((ECPublicKey) publicKey).getW();
        return Tlv.of(
                0x86,
                new byte[] {4},
                unsigned(w.getAffineX(), algorithm.size()),
                unsigned(w.getAffineY(), algorithm.size()));
    }

    private static byte[] unsigned(BigInteger number, int size) {
        byte[] signed = number.toByteArray();
        byte[] out = new byte[size];
        int length = Math.min(size, signed.length);
        System.arraycopy(signed, signed.length - length, out, size - length, length);
        return out;
    }

    private static void check(boolean holds) throws StatusException {
        if (!holds) {
            throw new StatusException(Sw.WRONG_DATA);
        }
    }
}
