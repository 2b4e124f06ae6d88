package org.signet.testkit.card;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

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
        while (System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return answer;
    }
}
