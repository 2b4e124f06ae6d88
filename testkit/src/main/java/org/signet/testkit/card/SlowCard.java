package org.signet.testkit.card;

import java.time.Duration;
import java.util.Objects;

/** A card whose every command takes at least so long, as a real one's does. */
public final class SlowCard extends CardAround {
    private final Duration delay;

    public SlowCard(SmartCard card, Duration delay) {
        super(card);
        this.delay = Objects.requireNonNull(delay);
    }

    @Override
    public byte[] process(byte[] apdu) {
        long end = System.nanoTime() + delay.toNanos();
        byte[] answer = card.process(apdu);
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }
}
