package org.signet.card;

import java.time.Duration;
import java.util.Objects;

/**
 * How long an accepted PIN is kept for keys and resets that want it again.
 *
 * @param atMost zero for never
 */
public record PinCache(Duration atMost) {
    public static final PinCache NEVER = new PinCache(Duration.ZERO);

    /** From login to close. */
    public static final PinCache SESSION = new PinCache(Duration.ofDays(36_500));

    public PinCache {
        Objects.requireNonNull(atMost);
    }

    boolean isNever() {
        return atMost.isZero();
    }

    /**
     * As configuration says it.
     *
     * @param word {@code session}, {@code never} or a number of seconds
     * @throws IllegalArgumentException for any other word
     */
    public static PinCache of(String word) {
        return switch (word) {
            case "session" -> SESSION;
            case "never" -> NEVER;
            default -> {
                if (!word.matches("[0-9]{1,9}")) {
                    throw new IllegalArgumentException("pin.cache is session, never or seconds, not " + word);
                }
                yield new PinCache(Duration.ofSeconds(Long.parseLong(word)));
            }
        };
    }
}
