package org.signet.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The branch-free road against the same written with every branch there is. */
class ImplicitRejectionProperties {
    private static final byte[] SECRET = new byte[32];

    @Test
    void eachLengthFromNothingToAllThereIsRoomForIsUnpadded() {
        int k = 256;
        for (int length = 0; length <= k - 11; length++) {
            byte[] message = random(length, length);
            assertArrayEquals(message, unpad(random(1, k), Padding.block(k, message)));
        }
    }

    @Property(tries = 2000)
    void anyBlockGivesWhatTheFormulaSaysAndNeverAnException(
            @ForAll long seed, @ForAll @IntRange(min = 64, max = 512) int k, @ForAll @IntRange(max = 4) int shape)
            throws Exception {
        byte[] block = random(seed, k);
        bend(block, shape, new Random(seed));
        byte[] ciphertext = random(~seed, k);
        assertArrayEquals(byTheFormula(ciphertext, block), unpad(ciphertext, block));
    }

    @Property(tries = 300)
    void oneCiphertextGivesOnePlaintextHoweverItsPaddingIsBad(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 9) int place) {
        int k = 256;
        byte[] ciphertext = random(seed, k);
        byte[] bad = Padding.block(k, random(seed, 20));
        bad[place] = (byte) (place == 1 ? 1 : place == 0 ? 2 : 0);
        byte[] noSeparator = Padding.block(k, new byte[0]);
        noSeparator[k - 1] = 1;
        assertArrayEquals(unpad(ciphertext, noSeparator), unpad(ciphertext, bad));
        assertArrayEquals(unpad(ciphertext, noSeparator), ImplicitRejection.madeUp(SECRET, ciphertext));
    }

    @Test
    void madeUpLengthsAreSpreadOverAllThatFit() {
        boolean[] seen = new boolean[246];
        for (int i = 0; i < 5000; i++) {
            seen[ImplicitRejection.madeUp(SECRET, random(i, 256)).length] = true;
        }
        int count = 0;
        for (boolean one : seen) {
            count += one ? 1 : 0;
        }
        assertEquals(246, count);
    }

    @Test
    void theDecryptedBlockIsWiped() {
        byte[] block = Padding.block(128, new byte[] {1, 2, 3});
        ImplicitRejection.unpad(SECRET, new byte[128], block);
        assertArrayEquals(new byte[128], block);
    }

    @Property
    void integersKeepTheirLength(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int length) {
        byte[] octets = random(seed, length);
        Arrays.fill(octets, 0, new Random(seed).nextInt(length), (byte) 0);
        assertArrayEquals(octets, Integers.i2osp(Integers.os2ip(octets), length));
        assertTrue(Integers.bytes(new BigInteger(1, octets)) <= length);
    }

    /** Random bytes are hardly ever a good block: most of the shapes are, or nearly so. */
    private static void bend(byte[] block, int shape, Random random) {
        if (shape == 0) {
            return;
        }
        block[0] = 0;
        block[1] = 2;
        for (int i = 2; i < block.length; i++) {
            block[i] |= 1;
        }
        if (shape >= 2) {
            block[2 + random.nextInt(shape == 2 ? 12 : block.length - 2)] = 0;
        }
        if (shape == 4) {
            block[2 + random.nextInt(block.length - 2)] = 0;
        }
    }

    private static byte[] unpad(byte[] ciphertext, byte[] block) {
        return ImplicitRejection.unpad(SECRET, ciphertext, block.clone());
    }

    private static byte[] byTheFormula(byte[] c, byte[] block) throws GeneralSecurityException {
        int k = block.length;
        int separator = 2;
        while (separator < k && block[separator] != 0) {
            separator++;
        }
        if (block[0] == 0 && block[1] == 2 && separator >= 10 && separator < k) {
            return Arrays.copyOfRange(block, separator + 1, k);
        }
        byte[] kdk = hmac(SECRET, c);
        byte[] lengths = expand(kdk, "length", 256);
        int bits = Integer.toBinaryString(k - 10).length();
        int length = 0;
        for (int i = 0; i < 256; i += 2) {
            int pair = new BigInteger(1, Arrays.copyOfRange(lengths, i, i + 2)).intValue() % (1 << bits);
            length = pair < k - 10 ? pair : length;
        }
        return Arrays.copyOfRange(expand(kdk, "message", k), k - length, k);
    }

    private static byte[] expand(byte[] kdk, String label, int length) throws GeneralSecurityException {
        byte[] out = new byte[0];
        for (int i = 0; out.length < length; i++) {
            byte[] counter = {(byte) (i >> 8), (byte) i};
            byte[] bits = {(byte) (8 * length >> 8), (byte) (8 * length)};
            byte[] name = label.getBytes(StandardCharsets.US_ASCII);
            byte[] piece = hmac(kdk, counter, name, bits);
            out = Arrays.copyOf(out, out.length + 32);
            System.arraycopy(piece, 0, out, out.length - 32, 32);
        }
        return Arrays.copyOf(out, length);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
