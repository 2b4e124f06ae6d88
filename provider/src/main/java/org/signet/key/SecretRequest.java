package org.signet.key;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What is asked for, so that a person can answer.
 *
 * @param user whose secret
 * @param token of which token, for instance {@code piv:12345678}
 * @param kind which secret
 * @param triesLeft the card's counter where it is known
 */
public record SecretRequest(String user, String token, Kind kind, OptionalInt triesLeft) {
    public enum Kind {
        PIN,
        PASSPHRASE,
        /** Of a user who is enrolled by it. */
        NEW_PASSPHRASE,
        /** A card's management key, in hex; whoever has it writes keys to the card. */
        MANAGEMENT_KEY,
        /** The password or PIN of a storage facility. */
        FACILITY
    }

    public SecretRequest {
        Objects.requireNonNull(user);
        Objects.requireNonNull(token);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(triesLeft);
    }

    /** Whether it is chosen now, so that a person types it twice. */
    public boolean isNew() {
        return kind == Kind.NEW_PASSPHRASE;
    }

    /** {@code PIN}, {@code passphrase} … */
    public String word() {
        return switch (kind) {
            case PIN -> "PIN";
            case PASSPHRASE -> "passphrase";
            case NEW_PASSPHRASE -> "new passphrase";
            case MANAGEMENT_KEY -> "management key (hex)";
            case FACILITY -> "secret";
        };
    }

    /** For a person: {@code PIN of piv:12345678 for alice (2 tries left)}. */
    public String text() {
        boolean ofUser = kind == Kind.PASSPHRASE || kind == Kind.NEW_PASSPHRASE;
        String left = triesLeft.isEmpty()
                ? ""
                : triesLeft.getAsInt() == 1 ? " (the last try)" : " (" + triesLeft.getAsInt() + " tries left)";
        return word() + (ofUser ? "" : " of " + ForeignText.shown(token)) + " for " + ForeignText.shown(user) + left;
    }
}
