package org.signet.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.signet.key.Primitive;

/** An RSA key at its place: its raw operations, with every result checked before anybody sees it (threats S4, S5). */
final class RsaPlace {
    private final Place place;
    private final RsaPublic rsa;
    private final Blindings blindings;

    RsaPlace(Place place, RsaPublic rsa, Blindings blindings) {
        this.place = place;
        this.rsa = rsa;
        this.blindings = blindings;
    }

    RsaPublic rsa() {
        return rsa;
    }

    /** m^d mod n of a padded block, which the place may see. */
    byte[] sign(byte[] block) {
        return checked("signature", place.perform(Primitive.RSA_RAW, block), block);
    }

    /** A signature that the place pads itself, compared with the host's own encoding of the same DigestInfo. */
    byte[] signPadding(byte[] digestInfo, byte[] block) {
        return checked("signature", place.perform(Primitive.RSA_PKCS1_SIGN, digestInfo), block);
    }

    /** c^d mod n; blinded, so that neither the card's timing nor a reader's log depends on c or the plaintext. */
    byte[] decrypt(byte[] ciphertext) {
        if (place.isService()) {
            return checked("decryption", place.perform(Primitive.RSA_RAW, ciphertext), ciphertext);
        }
        Blindings.Pair blinding = blindings.next(rsa.n());
        byte[] blinded = times(ciphertext, rsa.raise(blinding.factor()));
        byte[] answer = checked("decryption", place.perform(Primitive.RSA_RAW, blinded), blinded);
        byte[] plain = times(answer, blinding.inverse());
        Arrays.fill(answer, (byte) 0);
        return plain;
    }

    private byte[] times(byte[] block, BigInteger factor) {
        return rsa.octets(Integers.os2ip(block).multiply(factor).mod(rsa.n()));
    }

    /** A plaintext that the place unpads itself; nothing can be checked of it but its length (RFC 8017, 7.2.1). */
    byte[] decryptPadding(byte[] ciphertext) {
        byte[] plaintext = place.perform(Primitive.RSA_PKCS1_DECRYPT, ciphertext);
        if (plaintext.length > rsa.length() - Pkcs1.OVERHEAD) {
            Arrays.fill(plaintext, (byte) 0);
            throw place.broken("decryption", "a longer plaintext than the padding leaves room for");
        }
        return plaintext;
    }

    private byte[] checked(String check, byte[] result, byte[] block) {
        int came = result.length;
        boolean right = place.isService()
                ? came == rsa.length()
                : rsa.isBlock(result) && Arrays.equals(rsa.octets(rsa.raise(Integers.os2ip(result))), block);
        if (!right) {
            Arrays.fill(result, (byte) 0);
            throw place.broken(check, came + " bytes that this key did not make of the input");
        }
        return result;
    }
}
