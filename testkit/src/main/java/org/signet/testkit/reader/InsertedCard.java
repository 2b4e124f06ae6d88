package org.signet.testkit.reader;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.testkit.card.SmartCard;

/** A card from its insertion to its removal: power, resets, and who holds the transaction. */
final class InsertedCard {
    private final String reader;
    private final ReentrantLock lock;
    private final Condition released;
    /** One command at a time; a card that hangs takes only its own insertion with it. */
    private final ReentrantLock wire = new ReentrantLock();

    private SmartCard card;
    private Optional<Object> holder = Optional.empty();
    private boolean powered;
    private boolean removed;
    private int resets;

    InsertedCard(String reader, SmartCard card, ReentrantLock lock) {
        this.reader = reader;
        this.card = card;
        this.lock = lock;
        this.released = lock.newCondition();
    }

    String reader() {
        return reader;
    }

    SmartCard card() {
        return card;
    }

    int resets() {
        return resets;
    }

    void power() {
        if (!powered) {
            card.powerOn();
            powered = true;
        }
    }

    void remove() {
        if (powered) {
            card.powerOff();
        }
        powered = false;
        removed = true;
        released.signalAll();
    }

    void replace(SmartCard other) {
        card.powerOff();
        card = other;
        card.powerOn();
    }

    void reset() {
        card.reset();
        resets++;
    }

    /** By another program, which asks nobody. */
    void hold(Object by) {
        holder = Optional.of(by);
    }

    void release(Object by) {
        lock.lock();
        try {
            if (holder.filter(h -> h == by).isPresent()) {
                holder = Optional.empty();
                released.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** @throws ReaderException BUSY where another holds the transaction so long, REMOVED */
    void acquire(Object by, Duration patience) throws ReaderException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!removed && holder.filter(h -> h != by).isPresent()) {
                if (left <= 0) {
                    throw new ReaderException(Status.BUSY, "another program holds the card in " + reader);
                }
                left = released.awaitNanos(left);
            }
            requirePresent();
            holder = Optional.of(by);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReaderException(Status.OTHER, "interrupted while waiting for " + reader, e);
        } finally {
            lock.unlock();
        }
    }

    /** @throws ReaderException REMOVED, BUSY; RESET where there were more resets than the caller knows */
    void check(Object by, int known) throws ReaderException {
        lock.lock();
        try {
            requirePresent();
            if (holder.filter(h -> h != by).isPresent()) {
                throw new ReaderException(Status.BUSY, "another program holds the card in " + reader);
            }
            if (resets != known) {
                throw new ReaderException(Status.RESET, "the card in " + reader + " was reset by another program");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Outside the readers' lock, so that a hand can take the card out meanwhile. */
    byte[] transmit(byte[] apdu) {
        wire.lock();
        try {
            return card.process(apdu);
        } finally {
            wire.unlock();
        }
    }

    void resetBy(Object by) {
        lock.lock();
        try {
            if (!removed && holder.filter(h -> h != by).isEmpty()) {
                reset();
            }
        } finally {
            lock.unlock();
        }
    }

    private void requirePresent() throws ReaderException {
        if (removed) {
            throw new ReaderException(Status.REMOVED, "the card was taken out of " + reader);
        }
    }
}
