package org.signet.manager;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.signet.key.SecretPrompt;
import org.signet.key.User;

/**
 * What the configuration says to the manager.
 *
 * @param self the operating-system user, as nobody enrolled him
 * @param defaultUser whom a program means that names nobody
 * @param prompt whom to ask where a session has nobody
 * @param atMost how long one operation may take at the token
 * @param seat where the users of this process sit
 * @param cardGroups whose members log in with a card ({@code require.card})
 * @param onEnd is told of each session that ended; returns at once
 */
public record ManagerOptions(
        User self,
        String defaultUser,
        SecretPrompt prompt,
        Duration atMost,
        Seat seat,
        Set<String> cardGroups,
        Consumer<SessionEnd> onEnd) {
    public ManagerOptions {
        Objects.requireNonNull(self);
        Objects.requireNonNull(defaultUser);
        Objects.requireNonNull(prompt);
        Objects.requireNonNull(atMost);
        Objects.requireNonNull(seat);
        Objects.requireNonNull(onEnd);
        cardGroups = Set.copyOf(cardGroups);
    }

    /** Where nobody's group says so, and nobody is told of an end. */
    public ManagerOptions(
            User self, String defaultUser, SecretPrompt prompt, Duration atMost, String host, String terminal) {
        this(self, defaultUser, prompt, atMost, new Seat(host, terminal, Optional.empty()), Set.of(), end -> {});
    }
}
