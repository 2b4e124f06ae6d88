package org.signet.testkit.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.signet.testkit.card.CardAround;
import org.signet.testkit.piv.EmulatedPivCard;

/** The emulated card of a run, whose commands take as long as the row wants. */
final class BenchCard extends CardAround {
    static final String PIN = "123456"; // of a card that ends with the run

    private final EmulatedPivCard emulated;
    private volatile long delayMillis;

    BenchCard() {
        this(EmulatedPivCard.builder()
                .pin(PIN)
                .key("9a", "rsa2048")
                .key("9d", "rsa2048")
                .key("9e", "p256")
                .build());
    }

    private BenchCard(EmulatedPivCard emulated) {
        super(emulated);
        this.emulated = emulated;
    }

    /** @param millis how long each command takes at least */
    void delay(long millis) {
        delayMillis = millis;
    }

    EmulatedPivCard card() {
        return emulated;
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
