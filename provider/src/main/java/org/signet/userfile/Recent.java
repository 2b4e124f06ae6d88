package org.signet.userfile;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cache of what was used last, bounded, and read without a lock: two generations, of which the older one goes when the younger
 * is full; what is used moves to the younger.
 */
final class Recent<K, V> {
    private final int half;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = Map.of();

    /** @param most how many it holds at most, or a few more for a moment */
    Recent(int most) {
        this.half = most / 2;
    }

    /** Null for what it does not hold. */
    V get(K key) {
        V value = young.get(key);
        if (value != null) {
            return value;
        }
        V aged = old.get(key);
        if (aged != null) {
            put(key, aged);
        }
        return aged;
    }

    boolean containsKey(K key) {
        return get(key) != null;
    }

    void put(K key, V value) {
        young.put(key, value);
        if (young.size() > half) {
            age();
        }
    }

    private synchronized void age() {
        if (young.size() > half) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }

    void remove(K key) {
        young.remove(key);
        if (old.containsKey(key)) {
            old.remove(key);
        }
    }
}
