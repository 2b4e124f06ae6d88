package org.signet.card.piv;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import org.signet.iso7816.Tlv;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** A software key as IMPORT ASYMMETRIC KEY wants it: 01 p, 02 q, 03 dp, 04 dq, 05 qinv, or 06 the scalar of an EC key. */
final class PrivateNumbers {
    private static final BigInteger F4 = BigInteger.valueOf(65537); // the exponent that a YubiKey takes for granted

    private PrivateNumbers() {}

    /** The data of the command, which the caller wipes. @throws KeyAccessException CANNOT for a key that shows no numbers */
    static byte[] of(PivAlgorithm algorithm, PrivateKey key, PublicKey publicKey) {
        if (key instanceof RSAPrivateCrtKey crt && publicKey instanceof RSAPublicKey rsa) {
            return rsa(algorithm.bytes() / 2, crt, rsa);
        }
        if (key instanceof ECPrivateKey ec && !algorithm.curve().isEmpty()) {
            return joined(List.of(ec.getS()), 6, algorithm.bytes());
        }
        throw new KeyAccessException(
                Reason.CANNOT,
                "a card takes RSA keys with CRT values and EC keys, not a "
                        + key.getClass().getName());
    }

    private static byte[] rsa(int half, RSAPrivateCrtKey key, RSAPublicKey publicKey) {
        if (!publicKey.getPublicExponent().equals(F4)
                || !key.getPublicExponent().equals(F4)) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    "a card takes RSA keys with the public exponent 65537 alone, and this one has another");
        }
        BigInteger p = key.getPrimeP();
        BigInteger q = key.getPrimeQ();
        if (!p.multiply(q).equals(publicKey.getModulus())) {
            throw new KeyAccessException(Reason.REFUSED, "this private key is not that public key's other half");
        }
        return joined(
                List.of(p, q, key.getPrimeExponentP(), key.getPrimeExponentQ(), key.getCrtCoefficient()), 1, half);
    }

    private static byte[] joined(List<BigInteger> numbers, int firstTag, int length) {
        byte[] data =
                new byte[numbers.size() * Tlv.of(firstTag, new byte[length]).bytes().length];
        int at = 0;
        int tag = firstTag;
        for (BigInteger number : numbers) {
            byte[] value = fixed(number, length);
            byte[] part = Tlv.of(tag++, value).bytes();
            System.arraycopy(part, 0, data, at, part.length);
            at += part.length;
            Arrays.fill(value, (byte) 0);
            Arrays.fill(part, (byte) 0);
        }
        return data;
    }

    private static byte[] fixed(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        int from = signed.length > length ? signed.length - length : 0;
        if (number.signum() <= 0 || number.bitLength() > 8 * length) {
            throw new KeyAccessException(Reason.CANNOT, "a card takes RSA primes of half the modulus' length alone");
        }
        byte[] out = new byte[length];
        System.arraycopy(signed, from, out, length - (signed.length - from), signed.length - from);
        Arrays.fill(signed, (byte) 0);
        return out;
    }
}
