package org.signet.key;

import java.util.Objects;

/**
 * Where a key is.
 *
 * @param custody which kind of place
 * @param token the token that holds it: {@code piv:12345678} for a card application, {@code file} for the user's own part of
 *     the user information file; for a facility its type, provider and location, percent-encoded, with a space between
 * @param reference the key within the token: a card's slot ({@code 9a}), a facility's alias; for the file empty
 */
public record KeyPlace(Custody custody, String token, String reference) {
    /** The user's own part of the user information file. */
    public static final KeyPlace FILE = new KeyPlace(Custody.FILE, "file", "");

    public KeyPlace {
        Objects.requireNonNull(custody);
        Objects.requireNonNull(token);
        Objects.requireNonNull(reference);
    }

    public static KeyPlace card(String token, String reference) {
        return new KeyPlace(Custody.CARD, token, reference);
    }

    /** @param alias the key's name in the facility */
    public static KeyPlace facility(Facility facility, String alias) {
        return new KeyPlace(Custody.FACILITY, facility.token(), alias);
    }

    /** For people. */
    @Override
    public String toString() {
        return switch (custody) {
            case CARD -> "card " + token + " " + reference;
            case FILE -> custody.word();
            case FACILITY -> "facility " + Facility.of(token) + ", key " + reference;
        };
    }
}
