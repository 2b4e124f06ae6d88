package org.signet.key;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * What is known of a key beside its name and place.
 *
 * @param created when it was enrolled or, for a card nobody enrolled, the begin of its certificate's validity; to the second
 * @param origin where it was made
 * @param pin when it wants the PIN
 * @param touch whether it wants a touch
 * @param use what it is kept for beyond its certificate, for instance {@code enrolment}; lower-case words
 */
public record KeyFacts(Instant created, KeyOrigin origin, PinPolicy pin, boolean touch, Set<String> use) {
    public KeyFacts {
        Objects.requireNonNull(created);
        Objects.requireNonNull(origin);
        Objects.requireNonNull(pin);
        use = Set.copyOf(use);
    }
}
