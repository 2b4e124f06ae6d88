package org.signet.testkit.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.signet.testkit.card.SmartCard;
import org.signet.testkit.piv.EmulatedPivCard;

/** The emulated card of a run, whose commands take as long as the row wants. */
final class BenchCard implements SmartCard {
    static final String PIN = "123456"; // of a card that ends with the run

    private final EmulatedPivCard card = EmulatedPivCard.builder()
            .pin(PIN)
            .key("9a", "rsa2048")
            .key("9d", "rsa2048")
            .key("9e", "p256")
            .build();
    private volatile long delayMillis;

    /** @param millis how long each command takes at least */
    void delay(long millis) {
        delayMillis = millis;
    }

    EmulatedPivCard card() {
        return card;
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
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
        byte[] answer = card.process(apdu);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return answer;
    }
}
