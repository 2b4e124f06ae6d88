package org.signet.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** An EC key at its place: ECDSA (FIPS 186-5, 6.4), checked on the way down and back. */
final class EcPlace {
    /** No hash gives more, and NONEwithECDSA takes no more; only on P-521 would there be room. */
    private static final int LONGEST_DIGEST = 64;

    private final Place place;
    private final ECPublicKey publicKey;
    private final EncryptionServices services;

    EcPlace(Place place, ECPublicKey publicKey, EncryptionServices services) {
        this.place = place;
        this.publicKey = publicKey;
        this.services = services;
    }

    /** Ecdsa-Sig-Value in DER. */
    byte[] sign(byte[] digest) {
        BigInteger order = publicKey.getParams().getOrder();
        byte[] cut = leftmost(digest, order.bitLength());
        if (cut.length == 0 || cut.length > LONGEST_DIGEST) {
            throw new KeyAccessException(Reason.DATA, "ECDSA signs a digest, not " + digest.length + " bytes");
        }
        byte[] signature = place.perform(Primitive.ECDSA, cut);
        if (!place.isService()
                && !(isWellFormed(signature, order) && services.verifyEcdsa(publicKey, cut, signature))) {
            throw place.broken("signature", signature, "that are no ECDSA signature under this key");
        }
        return signature;
    }

    /** The leftmost bits of a digest, as an integer that needs no more than the order's bits (FIPS 186-5, 6.4.1, step 2). */
    static byte[] leftmost(byte[] digest, int orderBits) {
        int bytes = (orderBits + 7) / 8;
        if (digest.length < bytes) {
            return digest.clone();
        }
        BigInteger cut = Integers.os2ip(Arrays.copyOf(digest, bytes)).shiftRight(8 * bytes - orderBits);
        return Integers.i2osp(cut, bytes);
    }

    /** Strict DER of two integers, 0 &lt; r, s &lt; n: a verifier that takes (0, 0) must not be asked (CVE-2022-21449). */
    static boolean isWellFormed(byte[] signature, BigInteger order) {
        try {
            BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(order, signature);
            return rs[0].signum() > 0 && rs[1].signum() > 0;
        } catch (IOException | RuntimeException e) {
            return false; // Bouncy Castle says it with either, and with several of the second
        }
    }
}
