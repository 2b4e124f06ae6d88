package org.signet.manager;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.signet.key.SecretPrompt;
import org.signet.key.User;

/**
 * What the configuration says to the manager.
 *
 * @param self the operating-system user, as nobody enrolled him
 * @param defaultUser whom a program means that names nobody
 * @param prompt whom to ask where a session has nobody
 * @param atMost how long one operation may take at the token
 * @param host this machine's name
 * @param terminal the terminal that the process was started from, or {@code -}
 * @param cardGroups whose members log in with a card ({@code require.card})
 */
public record ManagerOptions(
        User self,
        String defaultUser,
        SecretPrompt prompt,
        Duration atMost,
        String host,
        String terminal,
        Set<String> cardGroups) {
    public ManagerOptions {
        Objects.requireNonNull(self);
        Objects.requireNonNull(defaultUser);
        Objects.requireNonNull(prompt);
        Objects.requireNonNull(atMost);
        Objects.requireNonNull(host);
        Objects.requireNonNull(terminal);
        cardGroups = Set.copyOf(cardGroups);
    }

    /** Where nobody's group says so. */
    public ManagerOptions(
            User self, String defaultUser, SecretPrompt prompt, Duration atMost, String host, String terminal) {
        this(self, defaultUser, prompt, atMost, host, terminal, Set.of());
    }
}
