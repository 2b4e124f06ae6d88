package org.signet.manager.audit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The audit trail in the log {@code org.signet.audit}: every operation at TRACE, all else at DEBUG, so that a program whose
 * logging nobody set up says no word more. The first look for a logger loads whatever logging the program has, some 30 ms; a login,
 * which waits for cards and key derivation anyway, has it looked for beside itself.
 */
final class LogTrail {
    static final String NAME = "org.signet.audit";
    private static final int MOST_EARLY = 1000;
    private static final long PATIENCE_MILLIS = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Entry> early = new ArrayDeque<>();
    private Thread looking;
    private volatile Logger logger;

    /** Has the logger looked for, by a thread of its own. */
    void prepare() {
        if (logger != null) {
            return;
        }
        lock.lock();
        try {
            if (looking == null && logger == null) {
                looking = new Thread(this::look, "Signet audit");
                looking.setDaemon(true);
                looking.start();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether an entry would be written, as far as that is known. */
    boolean wants(Kind kind) {
        Logger ready = logger;
        return ready == null || ready.isLoggable(level(kind));
    }

    /** Writes it, or has it written as soon as the logger is found. */
    void write(Entry entry) {
        if (logger == null && isKeptForLater(entry)) {
            return;
        }
        Logger ready = logger;
        if (ready == null) {
            ready = System.getLogger(NAME); // nobody logged in before this, and nothing is waited for
            logger = ready;
        }
        if (ready.isLoggable(level(entry.kind()))) {
            ready.log(level(entry.kind()), LogLine.of(entry));
        }
    }

    private boolean isKeptForLater(Entry entry) {
        lock.lock();
        try {
            boolean later = looking != null && logger == null && early.size() < MOST_EARLY;
            if (later) {
                early.add(entry);
            }
            return later;
        } finally {
            lock.unlock();
        }
    }

    /** With no lock held: the program's logging may come to need a key of ours. */
    private void look() {
        Logger found = System.getLogger(NAME);
        found.isLoggable(Level.TRACE);
        for (Entry entry = next(found); entry != null; entry = next(found)) {
            if (found.isLoggable(level(entry.kind()))) {
                found.log(level(entry.kind()), LogLine.of(entry));
            }
        }
    }

    /** The oldest that waits; with none left, whoever has an entry writes it himself. */
    private Entry next(Logger found) {
        lock.lock();
        try {
            Entry entry = early.poll();
            if (entry == null) {
                logger = found;
            }
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** Waits a moment for what is still to be written. */
    void close() {
        Thread last = looking;
        if (last == null || last == Thread.currentThread()) {
            return;
        }
        try {
            last.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Level level(Kind kind) {
        return kind == Kind.OPERATION ? Level.TRACE : Level.DEBUG;
    }
}
