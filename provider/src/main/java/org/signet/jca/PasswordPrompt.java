package org.signet.jca;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;

/** The password that a program gave to {@code KeyStore.load}: it answers one request, the one that logs in. */
final class PasswordPrompt implements SecretPrompt, AutoCloseable {
    private final char[] password;
    private boolean spent;

    /** Copies the password; {@link #close()} wipes the copy. */
    PasswordPrompt(char[] password) {
        this.password = Objects.requireNonNull(password).clone();
    }

    @Override
    public synchronized Optional<Secret> ask(SecretRequest request) {
        if (spent) {
            return Optional.empty();
        }
        spent = true;
        return Optional.of(new Secret(password, Secret.Origin.PROGRAM));
    }

    @Override
    public synchronized void close() {
        spent = true;
        Arrays.fill(password, '\0');
    }
}
