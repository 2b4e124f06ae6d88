package org.signet.card;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.signet.key.PinLedger;

/** The PIN that a card accepted, from then until it is too old, refused, or its door is closed. */
final class AcceptedPin {
    private final PinCache cache;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Pin> kept = Optional.empty();
    private Optional<PinLedger.Candidate> proved = Optional.empty();
    private Instant until = Instant.MIN;
    private boolean closed;

    AcceptedPin(PinCache cache, Clock clock) {
        this.cache = cache;
        this.clock = clock;
    }

    void accept(Pin pin) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            forget();
            proved = Optional.of(pin.candidate());
            if (!cache.isNever()) {
                kept = Optional.of(pin.asAccepted());
                until = clock.instant().plus(cache.atMost());
            }
        } finally {
            lock.unlock();
        }
    }

    /** A copy to send, which the caller closes. */
    Optional<Pin> copy() {
        lock.lock();
        try {
            if (kept.isPresent() && !clock.instant().isBefore(until)) {
                wipe();
            }
            return kept.map(Pin::copy);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a PIN was accepted since the last one was refused. */
    boolean isProved() {
        lock.lock();
        try {
            return proved.isPresent();
        } finally {
            lock.unlock();
        }
    }

    boolean isProvedBy(PinLedger.Candidate candidate) {
        lock.lock();
        try {
            return proved.filter(candidate::matches).isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** The card refused this value: if it is the one that was accepted, it is forgotten at once. */
    void refuse(PinLedger.Candidate candidate) {
        lock.lock();
        try {
            if (proved.filter(candidate::matches).isPresent()) {
                forget();
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            forget();
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        proved = Optional.empty();
        wipe();
    }

    private void wipe() {
        kept.ifPresent(Pin::close);
        kept = Optional.empty();
    }
}
