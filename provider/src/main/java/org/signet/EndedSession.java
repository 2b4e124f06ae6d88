package org.signet;

import java.util.Objects;

/**
 * A session that has ended.
 *
 * @param id 32 hex digits, as {@code signet session list} had it
 * @param user whose it was
 * @param uid the user's, as enrolled
 * @param reason {@code logout}, {@code removed} (the card was taken out), {@code ended} (from outside), {@code exit} (of the program)
 *     or {@code distrusted} (the card gave a result that was not its key's)
 * @param token what logged the user in: {@code piv:12345678}, or {@code file}
 * @param reader the card's reader; empty without a card
 */
public record EndedSession(String id, String user, long uid, String reason, String token, String reader) {
    public EndedSession {
        Objects.requireNonNull(id);
        Objects.requireNonNull(user);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(token);
        Objects.requireNonNull(reader);
    }
}
