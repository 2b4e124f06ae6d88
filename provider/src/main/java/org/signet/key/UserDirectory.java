package org.signet.key;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is enrolled and where each key lives: the public half of the user information file, always as it is now. Cheap where
 * nothing changed. Whether its word is believed is the caller's to ask of {@link User#believes}.
 */
public interface UserDirectory {
    /** What {@link #find} finds of a user that there is; his key may be gone. */
    record Found(User user, Optional<KeyRecord> key) {}

    /** The names of all users, sorted. */
    List<String> users();

    /** @throws KeyAccessException DAMAGED, UNSAFE, IO, naming file and line */
    Optional<User> user(String name);

    /** A user and one of his keys as the file had them at one moment, in one look at it. */
    Optional<Found> find(String owner, KeyId id);

    default Optional<KeyRecord> key(String owner, KeyId id) {
        return find(owner, id).flatMap(Found::key);
    }

    List<KeyRecord> keys(String owner);

    /** Keys of his that are elsewhere and of which the file keeps a wrapped copy, never used. */
    default Set<KeyId> keptCopies(String owner) {
        return Set.of();
    }

    /** The chain stored under the alias, the key's own certificate first. */
    List<X509Certificate> certificates(String owner, String alias);
}
