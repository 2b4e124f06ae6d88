package org.signet.testkit.reader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.signet.iso7816.CardConnection;
import org.signet.iso7816.Reader;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.iso7816.Readers;
import org.signet.testkit.card.SmartCard;

/** Readers that a test owns: it inserts, removes, swaps and resets cards, and plays the other program. */
public final class EmulatedReaders implements Readers {
    /** How long a transaction waits for another program's to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final EmulatedReaders SHARED = new EmulatedReaders("Emulated 0", "Emulated 1");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Optional<InsertedCard>> slots = new LinkedHashMap<>();
    private Duration patience = PATIENCE;
    private boolean serving = true;
    private long changes;
    private long seen;

    public EmulatedReaders(String... names) {
        for (String name : names) {
            slots.put(name, Optional.empty());
        }
    }

    /** The readers of this JVM that a TerminalFactory without a parameter shows: "Emulated 0" and "Emulated 1". */
    public static EmulatedReaders shared() {
        return SHARED;
    }

    // What a hand does

    /** @throws IllegalStateException where a card is in that reader already */
    public void insert(String reader, SmartCard card) {
        change(() -> {
            if (slot(reader).isPresent()) {
                throw new IllegalStateException("there is a card in " + reader);
            }
            slots.put(reader, Optional.of(new InsertedCard(reader, card, lock)));
        });
    }

    /** Takes the card out, also in the middle of a command; nothing where there is none. */
    public void remove(String reader) {
        change(() -> {
            slot(reader).ifPresent(InsertedCard::remove);
            slots.put(reader, Optional.empty());
        });
    }

    /** Out with one card, in with another, between two commands: who was connected is told REMOVED. */
    public void swap(String reader, SmartCard other) {
        remove(reader);
        insert(reader, other);
    }

    /** So quickly (0.2 s) that PC/SC does not notice: old connections reach the other card, which knows nothing. */
    public void swapUnseen(String reader, SmartCard other) {
        locked(() -> present(reader).replace(other));
    }

    public void addReader(String name) {
        change(() -> slots.putIfAbsent(name, Optional.empty()));
    }

    /** Unplugs the reader, with the card in it. */
    public void removeReader(String name) {
        remove(name);
        change(() -> slots.remove(name));
    }

    // What another program does

    /** Another program resets the card: each connection is told RESET once, at its next step. */
    public void reset(String reader) {
        locked(() -> present(reader).reset());
    }

    /** Another program sends a command between two transactions of ours. */
    public byte[] interfere(String reader, byte[] apdu) {
        lock.lock();
        try {
            return present(reader).card().process(apdu);
        } finally {
            lock.unlock();
        }
    }

    /** Another program holds a transaction until what is returned is closed. */
    public Held hold(String reader) {
        Object holder = new Object();
        InsertedCard[] card = new InsertedCard[1];
        locked(() -> {
            card[0] = present(reader);
            card[0].hold(holder);
        });
        return () -> card[0].release(holder);
    }

    /** Another program's transaction. */
    @FunctionalInterface
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** How long {@code begin} waits for another program before BUSY; 2 s unless told. */
    public void patience(Duration atMost) {
        locked(() -> patience = atMost);
    }

    /** pcscd ends, and with it every connection. */
    public void stopService() {
        change(() -> {
            slots.values().forEach(slot -> slot.ifPresent(InsertedCard::remove));
            serving = false;
        });
    }

    /** pcscd is back and finds the cards as they lie. */
    public void startService() {
        change(() -> {
            slots.replaceAll((name, slot) -> slot.map(old -> new InsertedCard(name, old.card(), lock)));
            serving = true;
        });
    }

    // What the provider asks

    @Override
    public List<Reader> readers() throws ReaderException {
        lock.lock();
        try {
            requireService();
            if (slots.isEmpty()) {
                throw new ReaderException(Status.NO_READERS, "there is no emulated reader");
            }
            List<Reader> readers = new ArrayList<>();
            slots.forEach((name, slot) -> readers.add(new Reader(name, slot.isPresent())));
            return List.copyOf(readers);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitChange(Duration atMost) throws ReaderException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            requireService();
            while (changes == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            boolean any = changes != seen;
            seen = changes;
            return any;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CardConnection connect(String reader) throws ReaderException {
        return new EmulatedConnection(open(reader));
    }

    /** A handle of the kind PC/SC gives, which stays RESET once it is reset. */
    public CardHandle open(String reader) throws ReaderException {
        lock.lock();
        try {
            requireService();
            InsertedCard card = slots.getOrDefault(reader, Optional.empty())
                    .orElseThrow(() -> new ReaderException(Status.NO_CARD, "no card in " + reader));
            card.power();
            return new CardHandle(card, patience);
        } finally {
            lock.unlock();
        }
    }

    public boolean isPresent(String reader) {
        lock.lock();
        try {
            return serving && slots.getOrDefault(reader, Optional.empty()).isPresent();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the reader has a card or has none.
     *
     * @param atMost zero waits for ever
     */
    public boolean await(String reader, boolean present, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        lock.lock();
        try {
            while (slots.getOrDefault(reader, Optional.empty()).isPresent() != present) {
                long left = end - System.nanoTime();
                if (atMost.isZero()) {
                    changed.await(100, TimeUnit.MILLISECONDS);
                } else if (left <= 0 || changed.awaitNanos(left) <= 0) {
                    return slots.getOrDefault(reader, Optional.empty()).isPresent() == present;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void requireService() throws ReaderException {
        if (!serving) {
            throw new ReaderException(Status.NO_SERVICE, "the emulated PC/SC service is stopped");
        }
    }

    private Optional<InsertedCard> slot(String reader) {
        Optional<InsertedCard> slot = slots.get(reader);
        if (slot == null) {
            throw new IllegalArgumentException("no reader " + reader + " among " + slots.keySet());
        }
        return slot;
    }

    private InsertedCard present(String reader) {
        return slot(reader).orElseThrow(() -> new IllegalStateException("no card in " + reader));
    }

    private void change(Runnable what) {
        locked(() -> {
            what.run();
            changes++;
            changed.signalAll();
        });
    }

    private void locked(Runnable what) {
        lock.lock();
        try {
            what.run();
        } finally {
            lock.unlock();
        }
    }
}
