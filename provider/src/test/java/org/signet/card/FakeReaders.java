package org.signet.card;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.signet.iso7816.CardConnection;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.Reader;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.iso7816.Readers;
import org.signet.iso7816.ResponseApdu;

/** Readers in memory, whose cards come, go and are reset by another program as a test says. */
final class FakeReaders implements Readers {
    private final Map<String, Optional<FakePiv>> slots = new TreeMap<>();
    private final Map<String, Integer> resets = new TreeMap<>();
    private final Semaphore changes = new Semaphore(0);
    private Optional<Status> trouble = Optional.empty();
    private Optional<Status> connectTrouble = Optional.empty();
    private Optional<Status> transmitTrouble = Optional.empty();
    private int resetsAhead;
    int connections;
    int begun;
    boolean swapUnnoticed;

    synchronized FakeReaders insert(String reader, FakePiv card) {
        slots.put(reader, Optional.of(card));
        card.powerOff();
        changes.release();
        return this;
    }

    synchronized FakeReaders empty(String reader) {
        slots.put(reader, Optional.empty());
        changes.release();
        return this;
    }

    /** Another card under the same handle, as PC/SC has it within 0.2 s of a swap. */
    synchronized void swap(String reader, FakePiv card) {
        swapUnnoticed = true;
        slots.put(reader, Optional.of(card));
    }

    /** As another program does. */
    synchronized void reset(String reader) {
        slots.get(reader).orElseThrow().powerOff();
        resets.merge(reader, 1, Integer::sum);
    }

    synchronized void fail(Status status) {
        trouble = Optional.of(status);
        changes.release();
    }

    synchronized void failToConnect(Status status) {
        connectTrouble = Optional.of(status);
    }

    /** At the next times that a transaction begins. */
    synchronized void resetAtBegin(int times) {
        resetsAhead = times;
    }

    /** Of the next command, which does not reach the card. */
    synchronized void failToTransmit(Status status) {
        transmitTrouble = Optional.of(status);
    }

    @Override
    public synchronized List<Reader> readers() throws ReaderException {
        failIf(trouble);
        if (slots.isEmpty()) {
            throw new ReaderException(Status.NO_READERS, "no readers");
        }
        return slots.entrySet().stream()
                .map(e -> new Reader(e.getKey(), e.getValue().isPresent()))
                .toList();
    }

    private static void failIf(Optional<Status> status) throws ReaderException {
        if (status.isPresent()) {
            throw new ReaderException(status.get(), "fake " + status.get());
        }
    }

    @Override
    public boolean awaitChange(Duration atMost) {
        try {
            return changes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public synchronized CardConnection connect(String reader) throws ReaderException {
        failIf(trouble);
        failIf(connectTrouble);
        connections++;
        return new Connection(reader, card(reader));
    }

    synchronized FakePiv card(String reader) throws ReaderException {
        return slots.getOrDefault(reader, Optional.empty())
                .orElseThrow(() -> new ReaderException(Status.NO_CARD, "no card in " + reader));
    }

    synchronized int resets(String reader) {
        return resets.getOrDefault(reader, 0);
    }

    private final class Connection implements CardConnection {
        private final String reader;
        private final FakePiv card;
        private final int resetsSeen;

        Connection(String reader, FakePiv card) {
            this.reader = reader;
            this.card = card;
            this.resetsSeen = resets(reader);
        }

        @Override
        public byte[] atr() {
            return card.atr.clone();
        }

        @Override
        public boolean takesExtended() {
            return true;
        }

        private FakePiv now() throws ReaderException {
            synchronized (FakeReaders.this) {
                FakePiv present = slots.get(reader)
                        .orElseThrow(() -> new ReaderException(Status.REMOVED, "removed from " + reader));
                if (present != card && !swapUnnoticed) {
                    throw new ReaderException(Status.REMOVED, "another card in " + reader);
                }
                return present;
            }
        }

        @Override
        public void begin() throws ReaderException {
            begun++;
            now();
            if (resets(reader) != resetsSeen || resetsAhead-- > 0) {
                throw new ReaderException(Status.RESET, "reset in " + reader);
            }
        }

        @Override
        public ResponseApdu transmit(CommandApdu command) throws ReaderException {
            Optional<Status> trouble = transmitTrouble;
            transmitTrouble = Optional.empty();
            failIf(trouble);
            return now().transmit(command);
        }

        @Override
        public void end(boolean reset) throws ReaderException {
            if (reset) {
                now().powerOff();
            }
        }

        @Override
        public void close() {}
    }
}
