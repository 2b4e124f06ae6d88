package org.signet.manager;

import java.util.Objects;
import java.util.Optional;

/**
 * Where the users of this process sit.
 *
 * @param host the machine that they came from, else this one
 * @param terminal the terminal that the process was started from, or {@code -}
 * @param port of the connection that they came by
 */
public record Seat(String host, String terminal, Optional<Integer> port) {
    public Seat {
        Objects.requireNonNull(host);
        Objects.requireNonNull(terminal);
        Objects.requireNonNull(port);
    }
}
