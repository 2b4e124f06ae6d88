package org.signet.testkit.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.signet.testkit.card.SmartCard;

/** A card that does not answer until it is released. */
public final class Hang implements Fault {
    private static final byte[] NOTHING = {};

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public byte[] process(SmartCard card, byte[] apdu) {
        reached.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NOTHING.clone();
        }
        return card.process(apdu);
    }

    /** @return whether somebody is waiting for the card's answer now */
    public boolean awaitReached(Duration atMost) throws InterruptedException {
        return reached.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    public void release() {
        released.countDown();
    }
}
