package org.signet.card;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What configuration decides about cards.
 *
 * @param deadline for what has no call of its own: finding tokens, reading keys
 * @param queue how long a request waits for its turn at a reader, and for another program to let go of the card
 * @param pinCache how long an accepted PIN is kept
 * @param resetAtLogout whether the card is reset at logout, for every program that uses it
 * @param poll how long the removal monitor waits at a time
 * @param clock for the age of a kept PIN
 * @param overwrites whether a new key may go to a slot that is named and holds another key
 * @param serial the only card that is meant: its serial, or {@code driver:serial}; empty where any is
 */
public record CardOptions(
        Duration deadline,
        Duration queue,
        PinCache pinCache,
        boolean resetAtLogout,
        Duration poll,
        Clock clock,
        boolean overwrites,
        Optional<String> serial) {
    public static final CardOptions DEFAULT = new CardOptions(
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            PinCache.SESSION,
            false,
            Duration.ofMillis(250),
            Clock.systemUTC(),
            false,
            Optional.empty());

    public CardOptions {
        Objects.requireNonNull(deadline);
        Objects.requireNonNull(queue);
        Objects.requireNonNull(pinCache);
        Objects.requireNonNull(poll);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(serial);
    }

    public CardOptions withDeadline(Duration time) {
        return new CardOptions(time, queue, pinCache, resetAtLogout, poll, clock, overwrites, serial);
    }

    public CardOptions withQueue(Duration time) {
        return new CardOptions(deadline, time, pinCache, resetAtLogout, poll, clock, overwrites, serial);
    }

    public CardOptions withPinCache(PinCache cache) {
        return new CardOptions(deadline, queue, cache, resetAtLogout, poll, clock, overwrites, serial);
    }

    public CardOptions withResetAtLogout(boolean reset) {
        return new CardOptions(deadline, queue, pinCache, reset, poll, clock, overwrites, serial);
    }

    public CardOptions withPoll(Duration time) {
        return new CardOptions(deadline, queue, pinCache, resetAtLogout, time, clock, overwrites, serial);
    }

    public CardOptions withClock(Clock other) {
        return new CardOptions(deadline, queue, pinCache, resetAtLogout, poll, other, overwrites, serial);
    }

    public CardOptions withOverwrites(boolean may) {
        return new CardOptions(deadline, queue, pinCache, resetAtLogout, poll, clock, may, serial);
    }

    public CardOptions withSerial(Optional<String> only) {
        return new CardOptions(deadline, queue, pinCache, resetAtLogout, poll, clock, overwrites, only);
    }
}
