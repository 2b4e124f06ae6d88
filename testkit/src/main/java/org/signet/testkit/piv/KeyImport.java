package org.signet.testkit.piv;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;
import org.signet.testkit.card.Tlv;

/** What a YubiKey's IMPORT ASYMMETRIC KEY carries: 01 p, 02 q, 03 dp, 04 dq, 05 qinv, or 06 the scalar of an EC key. */
final class KeyImport {
    private static final BigInteger F4 = BigInteger.valueOf(65537);

    private KeyImport() {}

    /** @throws StatusException 6A80 for what is no key of that algorithm */
    static KeyPair read(PivAlgorithm algorithm, byte[] data) throws StatusException {
        List<Tlv> parts = Tlv.parse(data);
        try {
            return algorithm.isRsa() ? rsa(algorithm, parts) : ec(algorithm, number(parts, 6));
        } catch (GeneralSecurityException | ArithmeticException e) {
            throw new StatusException(Sw.WRONG_DATA);
        }
    }

    private static KeyPair rsa(PivAlgorithm algorithm, List<Tlv> parts)
            throws GeneralSecurityException, StatusException {
        BigInteger p = number(parts, 1);
        BigInteger q = number(parts, 2);
        BigInteger n = p.multiply(q);
        check(n.bitLength() == algorithm.bits);
        BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
        BigInteger d = F4.modInverse(phi);
        KeyFactory factory = KeyFactory.getInstance("RSA", KeyPairs.RSA);
        PrivateKey key = factory.generatePrivate(
                new RSAPrivateCrtKeySpec(n, F4, d, p, q, number(parts, 3), number(parts, 4), number(parts, 5)));
        return new KeyPair(factory.generatePublic(new RSAPublicKeySpec(n, F4)), key);
    }

    private static KeyPair ec(PivAlgorithm algorithm, BigInteger scalar)
            throws GeneralSecurityException, StatusException {
        ECParameterSpec curve = KeyPairs.curve(algorithm);
        check(scalar.signum() > 0 && scalar.compareTo(curve.getOrder()) < 0);
        ECPoint w = SECNamedCurves.getByName(algorithm.curve)
                .getG()
                .multiply(scalar)
                .normalize();
        java.security.spec.ECPoint point = new java.security.spec.ECPoint(
                w.getAffineXCoord().toBigInteger(), w.getAffineYCoord().toBigInteger());
        KeyFactory factory = KeyFactory.getInstance("EC", KeyPairs.EC);
        return new KeyPair(
                factory.generatePublic(new ECPublicKeySpec(point, curve)),
                factory.generatePrivate(new ECPrivateKeySpec(scalar, curve)));
    }

    private static BigInteger number(List<Tlv> parts, int tag) throws StatusException {
        return new BigInteger(1, Tlv.find(parts, tag).orElseThrow(() -> new StatusException(Sw.WRONG_DATA)));
    }

    private static void check(boolean holds) throws StatusException {
        if (!holds) {
            throw new StatusException(Sw.WRONG_DATA);
        }
    }
}
