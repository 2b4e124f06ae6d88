package org.signet.card;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.signet.iso7816.ReaderException;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** One request on its way through a reader's queue, seen from both sides: the caller waits, the reader's thread works. */
final class Task<T> implements ReaderThread.Turn {
    /** What is done between begin and end, on the reader's thread. */
    interface Job<T> {
        T run(Transaction transaction) throws ReaderException, CardRefusal, CardDataException;

        /** Whether it will be one command, as far as is known: that needs no begin and end around it. */
        default boolean isOneCommand(InsertedCard card) {
            return false;
        }
    }

    private enum State {
        WAITING,
        RUNNING,
        DONE,
        /** Nobody waits for it any more. */
        ABANDONED
    }

    private final Limits limits;
    private final Job<T> job;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile long end;
    private volatile Optional<InsertedCard> card = Optional.empty();
    private volatile Outcome<T> outcome = () -> {
        throw new IllegalStateException("not run");
    };

    private interface Outcome<T> {
        T get();
    }

    Task(Limits limits, Job<T> job) {
        this.limits = limits;
        this.job = job;
    }

    /**
     * By the reader's thread: does the work, unless the caller has given up waiting for its turn.
     *
     * @return false if the caller gave up in the middle, so that the thread has been replaced
     */
    @Override
    public boolean runOn(InsertedCard inserted) {
        end = System.nanoTime() + limits.atMost().toNanos();
        card = Optional.of(inserted);
        if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
            return true;
        }
        outcome = work(inserted);
        boolean inTime = state.compareAndSet(State.RUNNING, State.DONE);
        done.countDown();
        return inTime;
    }

    /** The card it runs on, once it has started. */
    Optional<InsertedCard> card() {
        return card;
    }

    private Outcome<T> work(InsertedCard card) {
        try {
            T result = card.transact(limits, this::isOverdue, job);
            return () -> result;
        } catch (KeyAccessException | Error e) {
            return () -> {
                throw e;
            };
        } catch (RuntimeException e) { // of a driver or binding: what it chokes on came from outside
            return () -> {
                throw new KeyAccessException(Reason.PROTOCOL, "the card's answer could not be handled", e);
            };
        }
    }

    private boolean isOverdue() {
        return state.get() == State.ABANDONED || System.nanoTime() - end >= 0;
    }

    /**
     * Whether its turn came in time; if not, it will never run. The start wakes nobody, so that an operation wakes its caller
     * once: he looks as often as the deadline of a job that has just started can be over.
     */
    boolean awaitStart() {
        long last = System.nanoTime() + limits.queue().toNanos();
        while (state.get() == State.WAITING) {
            long left = last - System.nanoTime();
            if (left <= 0) {
                return !state.compareAndSet(State.WAITING, State.ABANDONED);
            }
            await(done, Duration.ofNanos(Math.min(left, limits.atMost().toNanos())));
        }
        return true;
    }

    /** Whether it ended in time; if not, its result is dropped and it sends nothing more. */
    boolean awaitEnd() {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        return await(done, left) || !state.compareAndSet(State.RUNNING, State.ABANDONED);
    }

    T result() {
        return outcome.get();
    }

    // An interrupt does not leave a PIN half sent: it is kept for the caller, and the deadline holds.
    private static boolean await(CountDownLatch latch, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
