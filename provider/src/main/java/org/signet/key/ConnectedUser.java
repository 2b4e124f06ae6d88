package org.signet.key;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A session as others may see it: who is connected, from where, and how that was proved.
 *
 * @param id 32 hex digits
 * @param host the machine that he came from (SSH), else this one
 * @param terminal his terminal, {@code -} for a program without one
 * @param port of the connection that he came by, where there is one
 * @param process when the process started; with the pid it names one
 * @param started when the session began
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
        Instant process,
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
        /** By a PIN so far: the enrolled key wants a touch, and its first verified signature will be the proof. */
        PENDING,
        UNENROLLED,
        PASSPHRASE;

        /** For programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same session, once the enrolled key of its card has answered. */
    public ConnectedUser provedByItsCard() {
        return new ConnectedUser(
                id,
                user,
                uid,
                gid,
                host,
                terminal,
                port,
                pid,
                process,
                started,
                true,
                Proof.CHALLENGE,
                reader,
                token,
                schemes);
    }

    public ConnectedUser {
        Objects.requireNonNull(id);
        Objects.requireNonNull(user);
        Objects.requireNonNull(process);
        Objects.requireNonNull(started);
        Objects.requireNonNull(proof);
        schemes = List.copyOf(schemes);
    }
}
