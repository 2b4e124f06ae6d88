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
}
