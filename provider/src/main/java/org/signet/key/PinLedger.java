package org.signet.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What this process knows of the tries of each token's PIN: which values were refused, and the counter last seen. One rule for
 * every token whose tries are counted: a refused value is not sent again until another one was accepted. It keeps no PIN, only
 * HMACs under a random key of the process.
 */
public final class PinLedger {
    private static final PinLedger OF_PROCESS = new PinLedger();
    private static final int BLOCK = 64; // of SHA-256, RFC 2104

    private final byte[] key = new byte[BLOCK];
    private final Map<String, Page> pages = new HashMap<>();

    /** An empty ledger; a program has one, {@link #ofProcess}. */
    public PinLedger() {
        new SecureRandom().nextBytes(key);
    }

    public static PinLedger ofProcess() {
        return OF_PROCESS;
    }

    /** A value that may be tried on a token; copies nothing of it but its HMAC. */
    public Candidate candidate(String token, char[] value) {
        return new Candidate(token, hmac(token, value));
    }

    /** The counter last seen. */
    public synchronized OptionalInt triesLeft(String token) {
        return page(token).tries;
    }

    /** The card told its counter: a try whose answer was lost is found to have been refused if the counter fell. */
    public synchronized void saw(String token, int tries) {
        Page page = page(token);
        if (page.tries.isPresent() && tries < page.tries.getAsInt()) {
            page.refused.addAll(page.unanswered);
        }
        page.unanswered.clear();
        page.tries = OptionalInt.of(tries);
    }

    private Page page(String token) {
        return pages.computeIfAbsent(token, t -> new Page());
    }

    // RFC 2104 by hand, for javax.crypto is not of this floor.
    private Mac hmac(String token, char[] value) {
        MessageDigest inner = sha256();
        inner.update(padded(0x36));
        token.chars().forEach(c -> update(inner, (char) c));
        update(inner, '\0'); // no token has one
        for (char c : value) {
            update(inner, c);
        }
        MessageDigest outer = sha256();
        outer.update(padded(0x5C));
        return new Mac(outer.digest(inner.digest()));
    }

    private static void update(MessageDigest digest, char c) {
        digest.update((byte) (c >> 8));
        digest.update((byte) c);
    }

    private byte[] padded(int pad) {
        byte[] block = key.clone();
        for (int i = 0; i < block.length; i++) {
            block[i] ^= (byte) pad;
        }
        return block;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** One value for one token, and what becomes of it. */
    public final class Candidate {
        private final String token;
        private final Mac mac;

        private Candidate(String token, Mac mac) {
            this.token = token;
            this.mac = mac;
        }

        /** Whether the token has refused it, so that it must not be sent. */
        public boolean wasRefused() {
            synchronized (PinLedger.this) {
                return page(token).refused.contains(mac);
            }
        }

        /** It is about to be sent; the answer may be lost. */
        public void sent() {
            synchronized (PinLedger.this) {
                page(token).unanswered.add(mac);
            }
        }

        /** @param tries what the token now has left, empty if it does not say */
        public void refused(OptionalInt tries) {
            synchronized (PinLedger.this) {
                Page page = page(token);
                page.refused.add(mac);
                page.unanswered.remove(mac);
                page.tries = tries;
            }
        }

        public void accepted() {
            synchronized (PinLedger.this) {
                pages.put(token, new Page());
            }
        }

        /** Whether both are the same value for the same token; in constant time. */
        public boolean matches(Candidate other) {
            return mac.equals(other.mac);
        }
    }

    /** What is known of one token. */
    private static final class Page {
        private final Set<Mac> refused = new HashSet<>();
        private final Set<Mac> unanswered = new HashSet<>();
        private OptionalInt tries = OptionalInt.empty();
    }

    /** An HMAC-SHA256, compared in constant time. */
    private static final class Mac {
        private final byte[] bytes;

        Mac(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Mac that && MessageDigest.isEqual(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
