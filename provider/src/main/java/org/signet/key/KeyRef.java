package org.signet.key;

import java.util.Objects;

/** Names a key to the key store manager: whose, and which. */
public record KeyRef(String owner, KeyId id) {
    public KeyRef {
        Objects.requireNonNull(owner);
        Objects.requireNonNull(id);
    }
}
