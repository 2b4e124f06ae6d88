package org.signet.manager.audit;

import java.util.Objects;

/**
 * One line of the audit trail; a text that says nothing is empty, and none holds what a terminal would obey.
 *
 * @param kind which event it becomes
 * @param action what was wanted: {@code sign}, {@code decrypt}, {@code agree}, {@code login} …
 * @param user whose key or session
 * @param key the key's first alias
 * @param keyId SHA-256 of its SubjectPublicKeyInfo, in hex
 * @param road where it went: {@code card piv:12345678 9a}, {@code file}, {@code facility}
 * @param scheme what was asked of the key; it says {@code raw} where the caller chose the block; how a login was proved, or {@code
 *     administrator} where the pinned one signs what is changed
 * @param nanos how long it took
 * @param apdus commands sent to a card
 * @param outcome {@code done}, or the reason in one word
 * @param message the refusal's text
 */
record Entry(
        Kind kind,
        String action,
        String user,
        String key,
        String keyId,
        String road,
        String scheme,
        long nanos,
        int apdus,
        String outcome,
        String message) {
    Entry {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(action);
        Objects.requireNonNull(user);
        Objects.requireNonNull(key);
        Objects.requireNonNull(keyId);
        Objects.requireNonNull(road);
        Objects.requireNonNull(scheme);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(message);
    }
}
