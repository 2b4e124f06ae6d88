package org.signet.testkit.card;

import java.time.Duration;
import java.util.Objects;

/** A card whose every command takes at least so long, as a real one's does. */
public final class SlowCard implements SmartCard {
    private final SmartCard card;
    private final Duration delay;

    public SlowCard(SmartCard card, Duration delay) {
        this.card = Objects.requireNonNull(card);
        this.delay = Objects.requireNonNull(delay);
    }

    @Override
    public byte[] atr() {
        return card.atr();
    }

    @Override
    public void powerOn() {
        card.powerOn();
    }

    @Override
    public void powerOff() {
        card.powerOff();
    }

    @Override
    public void reset() {
        card.reset();
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
