package org.signet.testkit.piv;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;

/** The metal that a person touches: a command that wants it waits for a touch that comes after it. */
final class TouchSensor {
    private static final Duration COUNTS = Duration.ofSeconds(15); // a YubiKey's

    private final Duration patience;
    private final Optional<Duration> bySomebody;
    private long touches;
    private long last = System.nanoTime() - COUNTS.toNanos();
    private boolean awaited;

    /**
     * Untouched so far.
     *
     * @param patience how long a command waits
     * @param bySomebody after which time somebody touches, whenever it is awaited; empty where nobody does by himself
     */
    TouchSensor(Duration patience, Optional<Duration> bySomebody) {
        this.patience = patience;
        this.bySomebody = bySomebody;
    }

    synchronized void touch() {
        touches++;
        last = System.nanoTime();
        notifyAll();
    }

    synchronized boolean isAwaited() {
        return awaited;
    }

    /** @throws StatusException 6982 where nobody comes in time */
    synchronized void require(Touch policy) throws StatusException {
        if (policy == Touch.NEVER || policy == Touch.CACHED && System.nanoTime() - last < COUNTS.toNanos()) {
            return;
        }
        awaited = true;
        try {
            if (!comes()) {
                throw new StatusException(Sw.SECURITY_STATUS);
            }
        } finally {
            awaited = false;
        }
    }

    private boolean comes() {
        long before = touches;
        long begin = System.nanoTime();
        long until = begin + patience.toNanos();
        boolean somebody =
                bySomebody.filter(after -> after.compareTo(patience) < 0).isPresent();
        long visit = begin + bySomebody.orElse(patience).toNanos();
        try {
            while (touches == before) {
                long now = System.nanoTime();
                if (somebody && now - visit >= 0) {
                    touch();
                } else if (now - until >= 0) {
                    return false;
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, (somebody ? visit : until) - now);
                }
            }
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
