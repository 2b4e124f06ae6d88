package org.signet.facility;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * Secret bytes that are kept for a session and used for one operation at a time: between two they are nowhere in memory as they
 * are, and after {@link #close()} not at all.
 */
final class Masked implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] pad;
    private final byte[] masked;
    private boolean closed;

    private Masked(byte[] pad, byte[] masked) {
        this.pad = pad;
        this.masked = masked;
    }

    /** Takes them over: the caller's array is wiped. */
    static Masked taking(byte[] secret) {
        byte[] pad = new byte[secret.length];
        RANDOM.nextBytes(pad);
        byte[] masked = xor(secret, pad);
        Arrays.fill(secret, (byte) 0);
        return new Masked(pad, masked);
    }

    /** The bytes are wiped when the function ends. */
    <T> T use(Function<byte[], T> function) {
        byte[] secret = open();
        try {
            return function.apply(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private synchronized byte[] open() {
        if (closed) {
            throw new KeyAccessException(Reason.NOT_CONNECTED, "the storage facility was closed: log in again");
        }
        return xor(masked, pad);
    }

    private static byte[] xor(byte[] left, byte[] right) {
        byte[] both = new byte[left.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = (byte) (left[i] ^ right[i]);
        }
        return both;
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(pad, (byte) 0);
        Arrays.fill(masked, (byte) 0);
    }
}
