package org.signet.manager;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.signet.key.KeyRecord;
import org.signet.key.KeyRef;

/** The keys that this manager has seen: all that is known of a card that nobody enrolled, and what mayDo answers from. */
final class TransientDirectory {
    private final Map<KeyRef, KeyRecord> seen = new ConcurrentHashMap<>();

    KeyRecord remember(KeyRecord record) {
        seen.put(new KeyRef(record.owner(), record.id()), record);
        return record;
    }

    List<KeyRecord> remember(List<KeyRecord> records) {
        records.forEach(this::remember);
        return records;
    }

    Optional<KeyRecord> key(KeyRef key) {
        return Optional.ofNullable(seen.get(key));
    }
}
