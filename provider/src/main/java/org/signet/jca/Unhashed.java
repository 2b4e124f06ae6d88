package org.signet.jca;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;

/** What {@code NONEwith…} and EdDSA have for a digest: the bytes themselves, up to the most that any key signs. */
final class Unhashed extends MessageDigest {
    /** With the longest key the JDK makes, RSA-16384: 2,048 bytes less the padding. */
    static final int RSA = 2037;

    /** SHA-512 gives 64 bytes, and SunEC takes no more. */
    static final int ECDSA = 64;

    /** EdDSA and ML-DSA sign the whole message, which must be in memory: as much as an array holds. */
    static final int MESSAGE = Integer.MAX_VALUE - 64;

    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Unhashed(int most) {
        super("NONE");
        this.most = most;
    }

    boolean isTooLong() {
        return bytes.size() > most;
    }

    @Override
    protected void engineUpdate(byte input) {
        engineUpdate(new byte[] {input}, 0, 1);
    }

    /** Keeps one byte more than the most, so that it shows. */
    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        bytes.write(input, offset, Math.min(length, most + 1 - bytes.size()));
    }

    @Override
    protected byte[] engineDigest() {
        byte[] all = bytes.toByteArray();
        bytes.reset();
        return all;
    }

    @Override
    protected void engineReset() {
        bytes.reset();
    }
}
