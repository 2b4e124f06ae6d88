package org.signet.key;

import java.time.Duration;
import java.util.Objects;

/** Goes down with every request: whom to ask, how long it may take at the token, how many commands it took. */
public record Call(SecretPrompt prompt, Duration atMost, Commands sent) {
    public Call {
        Objects.requireNonNull(prompt);
        Objects.requireNonNull(atMost);
        Objects.requireNonNull(sent);
    }

    public static Call of(SecretPrompt prompt, Duration atMost) {
        return new Call(prompt, atMost, new Commands());
    }
}
