package org.signet.key;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A session as others may see it: who is connected, from where, and how that was proved.
 *
 * @param id 32 hex digits
 * @param proof how the login was proved; only {@link Proof#CHALLENGE} by a card sets {@code smartCard}
 * @param reader the reader's name, for a card
 * @param token the token that authenticated the user
 * @param schemes what that card can do, as primitive words
 */
public record ConnectedUser(
        String id,
        String user,
        long uid,
        long gid,
        String host,
        String terminal,
        Optional<Integer> port,
        long pid,
        Instant started,
        boolean smartCard,
        Proof proof,
        String reader,
        String token,
        List<String> schemes) {
    /** How a login was proved (design §2). */
    public enum Proof {
        CHALLENGE,
        PIN,
        PENDING,
        UNENROLLED,
        PASSPHRASE
    }

    public ConnectedUser {
        Objects.requireNonNull(id);
        Objects.requireNonNull(user);
        Objects.requireNonNull(started);
        Objects.requireNonNull(proof);
        schemes = List.copyOf(schemes);
    }
}
