package org.signet.card;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.signet.iso7816.Reader;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.Readers;

/** Watches all readers for cards that go, on one daemon thread that lives while any door to a card is open. */
final class RemovalMonitor {
    private final Readers readers;
    private final Map<String, ReaderThread> threads;
    private final Set<CardAccess> open;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean watching;

    RemovalMonitor(Readers readers, Map<String, ReaderThread> threads, Set<CardAccess> open) {
        this.readers = readers;
        this.threads = threads;
        this.open = open;
    }

    void watch(Duration poll) {
        lock.lock();
        try {
            if (!watching) {
                watching = true;
                Thread thread = new Thread(() -> run(poll), "signet card monitor");
                thread.setDaemon(true);
                thread.start();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run(Duration poll) {
        try {
            sweep();
            while (goesOn()) {
                if (changed(poll)) {
                    sweep();
                }
            }
        } catch (LinkageError e) {
            return; // a server has closed our class loader under us: nobody is there any more
        }
    }

    private boolean goesOn() {
        lock.lock();
        try {
            watching = !open.isEmpty();
            return watching;
        } finally {
            lock.unlock();
        }
    }

    // What awaitChange throws, the sweep finds out too; pcscd may be away for long.
    private boolean changed(Duration poll) {
        try {
            return readers.awaitChange(poll);
        } catch (ReaderException | RuntimeException e) {
            pause(poll);
            return true;
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        Map<String, InsertedCard> cards = cards(); // before the listing, or a card just put in would be taken for gone
        Set<String> present;
        Optional<ReaderException> why = Optional.empty();
        try {
            present = readers.readers().stream()
                    .filter(Reader::cardPresent)
                    .map(Reader::name)
                    .collect(Collectors.toSet());
        } catch (ReaderException e) {
            if (!isEnd(e.status())) {
                return;
            }
            present = Set.of();
            why = Optional.of(e);
        } catch (RuntimeException e) {
            return; // a binding that fails shows nothing
        }
        for (InsertedCard card : cards.values()) {
            if (!present.contains(card.reader())) {
                card.leave(InsertedCard.removal(card.reader(), why));
            }
        }
    }

    private Map<String, InsertedCard> cards() {
        return threads.values().stream()
                .map(ReaderThread::card)
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(InsertedCard::reader, c -> c));
    }

    private static boolean isEnd(ReaderException.Status status) {
        return status == ReaderException.Status.NO_SERVICE || status == ReaderException.Status.NO_READERS;
    }
}
