package org.signet.card;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.signet.iso7816.CardConnection;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.ExtendedLength;
import org.signet.iso7816.GetResponse;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.iso7816.Readers;
import org.signet.iso7816.ResponseApdu;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * A card from insertion to removal: its connection, which application is selected, whether its PIN is verified, and what was
 * read from it. Touched by its reader's thread alone, but for what says so.
 */
final class InsertedCard {
    private static final Duration BUSY_PATIENCE = Duration.ofSeconds(5);
    private static final long BUSY_PAUSE_MILLIS = 50;
    private static final Duration TOUCH_COUNTS = Duration.ofSeconds(14); // a YubiKey's 15, less what is on its way
    private static final int MOST_RESETS = 3;

    private static final Optional<KeyAccessException> STAYS = Optional.empty();

    private final Readers readers;
    private final String reader;
    private final Consumer<InsertedCard> left;
    private final Meter meter = new Meter(this::send);
    private final ExtendedLength channel = new ExtendedLength(new GetResponse(meter));
    private final Map<String, CardApplication> applications = new HashMap<>();
    private final Map<String, String> serials = new ConcurrentHashMap<>();
    private final Map<String, CardKey> keys = new ConcurrentHashMap<>();
    private final Set<String> oneCommand = new HashSet<>();
    private final Map<String, Long> touches = new HashMap<>(); // System.nanoTime of each key's last
    private Optional<CardConnection> connection = Optional.empty();
    private String selected = "";
    private boolean verified;
    private boolean confirmed;
    private boolean begun; // a transaction is open
    private volatile boolean met;
    private final AtomicReference<Optional<KeyAccessException>> gone = new AtomicReference<>(STAYS);

    InsertedCard(Readers readers, String reader, Consumer<InsertedCard> left) {
        this.readers = readers;
        this.reader = reader;
        this.left = left;
    }

    String reader() {
        return reader;
    }

    /** From any thread: whether it has answered once. */
    boolean isMet() {
        return met;
    }

    /** From any thread. */
    boolean isGone() {
        return gone.get().isPresent();
    }

    /** From any thread: why it is gone. */
    Optional<KeyAccessException> gone() {
        return gone.get();
    }

    /** From any thread: the card is not to be used any more; who sees it first, says why. */
    void leave(KeyAccessException why) {
        if (gone.compareAndSet(STAYS, Optional.of(why))) {
            left.accept(this);
        }
    }

    /** From any thread: the serial by which this driver's application was recognised. */
    Optional<String> serial(CardDriver driver) {
        return Optional.ofNullable(serials.get(driver.name()));
    }

    /** Whether it was the same one since the connection was opened. */
    boolean isConfirmed() {
        return confirmed;
    }

    void recognised(CardDriver driver, String serial) {
        serials.put(driver.name(), serial);
        confirmed = true;
    }

    /** From any thread: a key that was read before. */
    Optional<CardKey> knownKey(CardDriver driver, String reference) {
        return Optional.ofNullable(keys.get(driver.name() + " " + reference));
    }

    void learn(CardDriver driver, CardKey key) {
        keys.put(driver.name() + " " + key.reference(), key);
    }

    /** Runs a job between begin and end; a card that was reset is opened again, a few times. */
    <T> T transact(Limits limits, BooleanSupplier overdue, Task.Job<T> job) {
        meter.charge(limits.commands(), overdue);
        try {
            return reopened(limits, job);
        } catch (ReaderException e) {
            throw failed(e);
        } catch (CardRefusal e) {
            throw CardErrors.of(e);
        } catch (CardDataException e) {
            throw CardErrors.of(e);
        }
    }

    // Another program that leaves the card resets it too, so that one reset is often followed by the next.
    private <T> T reopened(Limits limits, Task.Job<T> job) throws ReaderException, CardRefusal, CardDataException {
        for (int resets = 0; ; resets++) {
            try {
                return once(limits, job);
            } catch (ReaderException e) {
                if (e.status() != Status.RESET || resets == MOST_RESETS) {
                    throw e;
                }
                drop();
            }
        }
    }

    private <T> T once(Limits limits, Task.Job<T> job) throws ReaderException, CardRefusal, CardDataException {
        if (connection.isPresent() && job.isOneCommand(this)) {
            try {
                return job.run(new Transaction(this));
            } catch (ReaderException e) {
                if (e.status() != Status.BUSY) { // nothing was sent: somebody else in this JVM has the card
                    throw e;
                }
            } finally {
                end(false);
            }
        }
        begin(limits.queue());
        Transaction transaction = new Transaction(this);
        try {
            return job.run(transaction);
        } finally {
            end(transaction.resetsAtEnd());
        }
    }

    /** Begins after all, when a job turns out to be more than one command. */
    void begin() throws ReaderException {
        begin(BUSY_PATIENCE);
    }

    // Another program, or a thread of another class loader, may hold the card for a while.
    private void begin(Duration patience) throws ReaderException {
        if (begun) {
            return;
        }
        long end = System.nanoTime() + Math.min(patience.toNanos(), BUSY_PATIENCE.toNanos());
        while (true) {
            try {
                open().begin();
                begun = true;
                return;
            } catch (ReaderException e) {
                if (e.status() != Status.BUSY || System.nanoTime() - end >= 0 || meter.isOverdue()) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BUSY_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CardConnection open() throws ReaderException {
        if (connection.isEmpty()) {
            CardConnection opened = readers.connect(reader);
            connection = Optional.of(opened);
            channel.meet(opened);
            met = true;
        }
        return connection.get();
    }

    private void end(boolean reset) {
        boolean open = begun;
        begun = false;
        try {
            if (open && connection.isPresent()) {
                connection.get().end(reset);
            }
            if (reset) {
                drop();
            }
        } catch (ReaderException | RuntimeException e) {
            drop(); // what the transaction found stands; the next one opens the card again
        }
    }

    /** After a lost answer: the card anew, in the transaction that runs. */
    void reopen() throws ReaderException {
        end(false);
        drop();
        begin(Duration.ZERO);
    }

    /** Lets go of the card as it is; the next transaction opens it again. */
    void drop() {
        forget();
        confirmed = false;
        begun = false;
        Optional<CardConnection> old = connection;
        connection = Optional.empty();
        try {
            if (old.isPresent()) {
                old.get().close();
            }
        } catch (ReaderException | RuntimeException e) {
            return; // a card that cannot be let go of is gone
        }
    }

    /** What is selected and verified is not known any more. */
    void forget() {
        selected = "";
        verified = false;
    }

    /** What a failure means: a card that has gone is left, any other is opened anew by the next transaction. */
    KeyAccessException failed(ReaderException e) {
        if (e.status() != Status.BUSY) {
            drop();
        }
        boolean lost = switch (e.status()) {
            case NO_SERVICE, NO_READERS, NO_CARD, REMOVED -> met;
            default -> false;
        };
        if (lost) {
            leave(removal(reader, Optional.of(e)));
        }
        return gone().orElseGet(() -> CardErrors.of(e));
    }

    /** Whether the last command reached the application twice: the first time it was refused for its length. */
    boolean isSentTwice() {
        return channel.refused();
    }

    /** How many commands were sent for the request that runs. */
    int sent() {
        return meter.sent();
    }

    /** Whether an operation was one command when it was done last. */
    boolean isOneCommand(String operation) {
        return oneCommand.contains(operation);
    }

    void took(String operation, int commands) {
        if (commands == 1) {
            oneCommand.add(operation);
        } else {
            oneCommand.remove(operation);
        }
    }

    /** Whether that key was touched so lately that a touch that counts for a while still does. */
    boolean isTouched(String key) {
        Long touch = touches.get(key);
        return touch != null && System.nanoTime() - touch < TOUCH_COUNTS.toNanos();
    }

    void touched(String key) {
        touches.put(key, System.nanoTime());
    }

    /**
     * What a door is told whose card has gone.
     *
     * @param why empty where it was seen to be out
     */
    static KeyAccessException removal(String reader, Optional<ReaderException> why) {
        String what = why.filter(e -> e.status() != Status.REMOVED && e.status() != Status.NO_CARD)
                .map(ReaderException::getMessage)
                .orElse("insert it and log in again");
        return new KeyAccessException(
                Reason.REMOVED, "the card was removed from reader " + reader + ": " + what, why.orElse(null));
    }

    private ResponseApdu send(CommandApdu command) throws ReaderException {
        CardConnection open = connection.orElseThrow(
                () -> new ReaderException(Status.REMOVED, "the card in " + reader + " is not open"));
        return open.transmit(command);
    }

    /** Whether this driver's application is believed to be the selected one. */
    boolean isSelected(CardDriver driver) {
        return selected.equals(driver.name());
    }

    /** The driver's application, selected if it is not; what another one had verified is gone with it. */
    Optional<CardApplication> select(CardDriver driver) throws ReaderException, CardRefusal {
        Optional<CardApplication> known = Optional.ofNullable(applications.get(driver.name()));
        if (known.isPresent() && isSelected(driver)) {
            return known;
        }
        forget();
        if (known.isPresent()) {
            known.get().select();
        } else {
            known = driver.select(channel);
            known.ifPresent(a -> applications.put(driver.name(), a));
        }
        selected = known.isPresent() ? driver.name() : "";
        return known;
    }

    boolean isVerified() {
        return verified;
    }

    void verified(boolean now) {
        verified = now;
    }
}
