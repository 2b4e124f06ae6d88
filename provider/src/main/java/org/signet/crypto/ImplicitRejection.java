package org.signet.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.MGF1BytesGenerator;
import org.bouncycastle.crypto.params.MGFParameters;
import org.signet.key.KeyId;

/**
 * RSAES-PKCS1-v1_5 undone with implicit rejection: bad padding gives a plaintext made of the ciphertext and a secret of the
 * key, so that who sends ciphertexts never learns whether a padding was good (threat S6; userfile.md, Rejection).
 *
 * <p>No branch and no index depends on the decrypted block; only the last copy has the length that the caller sees anyway.
 */
final class ImplicitRejection {
    private static final String LABEL = "signet/1/rejection";
    private static final int SHA256_BYTES = 32;
    private static final int LENGTH_CANDIDATES = 128;

    private ImplicitRejection() {}

    /** The block b whose raw operation gives the key's rejection secret; below any modulus of k bytes, for it begins with 00. */
    static byte[] block(KeyId key, int k) {
        MGF1BytesGenerator mask = new MGF1BytesGenerator(new SHA256Digest());
        mask.init(new MGFParameters(SshEncoding.enc(LABEL, key.bytes())));
        byte[] block = new byte[k];
        block[1] = 0x53;
        mask.generateBytes(block, 2, k - 2);
        return block;
    }

    /** R, of the raw operation's result on {@link #block}. Wipes that result, which nobody may learn. */
    static byte[] secret(byte[] raised) {
        byte[] input = SshEncoding.enc(LABEL, raised);
        SHA256Digest digest = new SHA256Digest();
        digest.update(input, 0, input.length);
        byte[] secret = new byte[SHA256_BYTES];
        digest.doFinal(secret, 0);
        Arrays.fill(input, (byte) 0);
        Arrays.fill(raised, (byte) 0);
        return secret;
    }

    /** The plaintext of a decrypted block or, of the same ciphertext always the same, a made-up one. Wipes the block. */
    static byte[] unpad(byte[] secret, byte[] ciphertext, byte[] block) {
        int k = block.length;
        byte[] key = hmac(secret, ciphertext);
        Mac mac = Services.platform().hmacSha256(key);
        byte[] madeUp = expand(mac, "message", k);
        int madeUpLength = madeUpLength(mac, k);
        int separator = separator(block);
        int good = zero(block[0] & 0xFF) & zero((block[1] & 0xFF) ^ 2) & ~less(separator, Pkcs1.OVERHEAD - 1);
        for (int i = 0; i < k; i++) {
            block[i] = (byte) choose(good, block[i], madeUp[i]);
        }
        byte[] plaintext = Arrays.copyOfRange(block, k - choose(good, k - 1 - separator, madeUpLength), k);
        Arrays.fill(block, (byte) 0);
        Arrays.fill(madeUp, (byte) 0);
        Arrays.fill(key, (byte) 0);
        return plaintext;
    }

    /** What {@link #unpad} makes of any bad padding, for a place that only says it was bad. */
    static byte[] madeUp(byte[] secret, byte[] ciphertext) {
        return unpad(secret, ciphertext, new byte[ciphertext.length]);
    }

    /** HMAC-SHA256. */
    static byte[] hmac(byte[] key, byte[]... parts) {
        return value(Services.platform().hmacSha256(key), parts);
    }

    /** The value over the parts; the next one begins with the same key. */
    private static byte[] value(Mac mac, byte[]... parts) {
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    /** Where the first 00 stands behind the two header bytes; 0 where there is none. */
    private static int separator(byte[] block) {
        int separator = 0;
        int found = 0;
        for (int i = 2; i < block.length; i++) {
            int isZero = zero(block[i] & 0xFF);
            separator = choose(isZero & ~found, i, separator);
            found |= isZero;
        }
        return separator;
    }

    /** The last of the 128 candidates that a plaintext of a k-byte block could have as its length; 0 if none. */
    private static int madeUpLength(Mac mac, int k) {
        int limit = k - (Pkcs1.OVERHEAD - 1);
        int mask = (Integer.highestOneBit(limit) << 1) - 1;
        byte[] candidates = expand(mac, "length", 2 * LENGTH_CANDIDATES);
        int length = 0;
        for (int i = 0; i < candidates.length; i += 2) {
            int candidate = (((candidates[i] & 0xFF) << 8) | (candidates[i + 1] & 0xFF)) & mask;
            length = choose(less(candidate, limit), candidate, length);
        }
        return length;
    }

    /** F(label, length). */
    private static byte[] expand(Mac mac, String label, int length) {
        byte[] name = label.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(length);
        for (int i = 0; out.hasRemaining(); i++) {
            byte[] piece = value(mac, uint16(i), name, uint16(8 * length));
            out.put(piece, 0, Math.min(piece.length, out.remaining()));
        }
        return out.array();
    }

    private static byte[] uint16(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    // Masks: all ones for true, 0 for false. Arguments are never negative.

    private static int zero(int x) {
        return (x - 1) >> 31;
    }

    private static int less(int a, int b) {
        return (a - b) >> 31;
    }

    private static int choose(int mask, int whereSet, int whereClear) {
        return (whereSet & mask) | (whereClear & ~mask);
    }
}
