package org.signet.crypto;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.signet.key.KeyAccess;
import org.signet.key.KeyId;

/**
 * The rejection secrets of keys, each kept with the open door through which it was made: a session asks the card once for
 * each key, and when the door is forgotten (or collected, should nobody say so) its secrets go with it.
 */
final class RejectionSecrets {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<KeyAccess, Map<KeyId, byte[]>> byDoor = new WeakHashMap<>();

    /**
     * A copy that the caller wipes.
     *
     * @param make asks the key's place; called with no lock held, by several threads at once if need be
     */
    byte[] of(KeyAccess door, KeyId key, Supplier<byte[]> make) {
        byte[] known = kept(door, key);
        if (known.length > 0) {
            return known;
        }
        byte[] made = make.get();
        lock.lock();
        try {
            byDoor.computeIfAbsent(door, d -> new HashMap<>()).putIfAbsent(key, made.clone());
            return made;
        } finally {
            lock.unlock();
        }
    }

    void forget(KeyAccess door) {
        lock.lock();
        try {
            Map<KeyId, byte[]> gone = byDoor.remove(door);
            if (gone != null) {
                gone.values().forEach(secret -> Arrays.fill(secret, (byte) 0));
            }
        } finally {
            lock.unlock();
        }
    }

    /** For keys whose place unpads itself and never gives a raw result: a secret of this process. */
    static byte[] ofProcess(KeyId key) {
        return ImplicitRejection.hmac(ProcessSecret.VALUE, key.bytes());
    }

    /** Drawn at its first use, and then the same for every manager of this process. */
    private static final class ProcessSecret {
        static final byte[] VALUE = new byte[32];

        static {
            Services.platform().random().nextBytes(VALUE);
        }
    }

    /** A copy, for another thread may forget the door at any time; empty where there is none. */
    private byte[] kept(KeyAccess door, KeyId key) {
        lock.lock();
        try {
            return byDoor.getOrDefault(door, Map.of())
                    .getOrDefault(key, new byte[0])
                    .clone();
        } finally {
            lock.unlock();
        }
    }
}
