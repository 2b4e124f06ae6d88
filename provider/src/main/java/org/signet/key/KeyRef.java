package org.signet.key;

import java.util.Objects;

/** Names a key to the key store manager: whose, and which. */
public record KeyRef(String owner, KeyId id) {
    public KeyRef {
        Objects.requireNonNull(owner);
        Objects.requireNonNull(id);
    }

    // As a record's own, which costs the first signature of a JVM 50 ms (java.lang.runtime.ObjectMethods).
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyRef ref && owner.equals(ref.owner) && id.equals(ref.id);
    }

    @Override
    public int hashCode() {
        return 31 * owner.hashCode() + id.hashCode();
    }
}
