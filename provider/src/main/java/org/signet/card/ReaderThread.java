package org.signet.card;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.signet.iso7816.Readers;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * One reader's own platform thread, shared by all managers of the process: every request takes its turn here, in one queue.
 * A thread that hangs in its reader is left behind and replaced; the others never notice.
 */
final class ReaderThread {
    /** What takes its turn in the queue; answers false if the thread has been replaced meanwhile. */
    interface Turn {
        boolean runOn(InsertedCard card);
    }

    private final Readers readers;
    private final String name;
    private final ReaderThreads others;
    private final BlockingQueue<Turn> queue = new LinkedBlockingQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Worker worker;

    ReaderThread(Readers readers, String name, ReaderThreads others) {
        this.readers = readers;
        this.name = name;
        this.others = others;
        this.worker = new Worker();
        worker.start();
    }

    String name() {
        return name;
    }

    /** The card that was met last and has not gone. */
    Optional<InsertedCard> card() {
        return Optional.of(worker.card).filter(c -> c.isMet() && !c.isGone());
    }

    /** @throws KeyAccessException BUSY when its turn does not come, TIMEOUT when the reader hangs, and what the job throws */
    <T> T run(Limits limits, Task.Job<T> job) {
        Task<T> task = submit(limits, job);
        if (!task.awaitEnd()) {
            KeyAccessException late = new KeyAccessException(
                    Reason.TIMEOUT,
                    "reader " + name + " did not answer in " + limits.atMost().toMillis()
                            + " ms: take the card out and put it in again");
            task.card().ifPresent(hung -> replace(hung, late));
            throw late;
        }
        return task.result();
    }

    /** Has the thread let go of a card that is gone. */
    void tidy() {
        queue.add(card -> true);
    }

    private <T> Task<T> submit(Limits limits, Task.Job<T> job) {
        Task<T> task = new Task<>(limits, job);
        queue.add(task);
        if (!task.awaitStart()) {
            throw new KeyAccessException(Reason.BUSY, "reader " + name + " is busy with other requests");
        }
        return task;
    }

    private void replace(InsertedCard hung, KeyAccessException why) {
        lock.lock();
        try {
            worker = new Worker();
            worker.start();
        } finally {
            lock.unlock();
        }
        hung.leave(why);
    }

    /** The thread, and the card that it alone may touch. */
    private final class Worker implements Runnable {
        private volatile InsertedCard card = new InsertedCard(readers, name, others::left);

        void start() {
            Thread thread = new Thread(this, "signet reader " + name);
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void run() {
            boolean mine = true;
            while (mine) {
                mine = next();
            }
            card.drop();
        }

        /** @return false once the thread has been replaced */
        private boolean next() {
            try {
                Turn turn = queue.take();
                renew();
                boolean mine = turn.runOn(card);
                renew();
                return mine;
            } catch (InterruptedException e) {
                return true; // nobody of ours interrupts it; it lives as long as the process
            }
        }

        private void renew() {
            if (card.isGone()) {
                card.drop();
                card = new InsertedCard(readers, name, others::left);
            }
        }
    }
}
