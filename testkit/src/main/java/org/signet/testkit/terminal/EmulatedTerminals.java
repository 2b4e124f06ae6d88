package org.signet.testkit.terminal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.signet.iso7816.Reader;
import org.signet.iso7816.ReaderException;
import org.signet.testkit.reader.EmulatedReaders;

/** The terminals of one set of emulated readers. */
final class EmulatedTerminals extends CardTerminals {
    private static final long STEP_MILLIS = 10;

    private final EmulatedReaders readers;
    private final Map<String, EmulatedTerminal> terminals = new ConcurrentHashMap<>();
    private Set<String> before = Set.of();
    private Set<String> now = Set.of();
    private boolean waited;

    EmulatedTerminals(EmulatedReaders readers) {
        this.readers = readers;
    }

    /** Throws where there is no reader, as SunPCSC does against its own documentation. */
    @Override
    public List<CardTerminal> list(State state) throws CardException {
        List<Reader> all = read("list");
        return all.stream()
                .filter(reader -> matches(reader, state))
                .map(reader -> (CardTerminal)
                        terminals.computeIfAbsent(reader.name(), name -> new EmulatedTerminal(readers, name)))
                .toList();
    }

    /** INSERTION and REMOVAL compare the last two {@code waitForChange}; before one they say what is so now. */
    private synchronized boolean matches(Reader reader, State state) {
        String name = reader.name();
        return switch (state) {
            case ALL -> true;
            case CARD_PRESENT -> reader.cardPresent();
            case CARD_ABSENT -> !reader.cardPresent();
            case CARD_INSERTION -> waited ? now.contains(name) && !before.contains(name) : reader.cardPresent();
            case CARD_REMOVAL -> waited ? before.contains(name) && !now.contains(name) : !reader.cardPresent();
        };
    }

    @Override
    public boolean waitForChange(long timeout) throws CardException {
        if (timeout < 0) {
            throw new IllegalArgumentException("a timeout is not negative");
        }
        Set<String> start = waited() ? current() : withCards();
        long end = System.nanoTime() + Duration.ofMillis(timeout).toNanos();
        while (true) {
            Set<String> seen = withCards();
            if (!seen.equals(start)) {
                remember(start, seen);
                return true;
            }
            if (timeout > 0 && System.nanoTime() >= end) {
                remember(start, start);
                return false;
            }
            pause();
        }
    }

    private static void pause() throws CardException {
        try {
            Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CardException("interrupted while waiting for a change", e);
        }
    }

    private synchronized boolean waited() {
        return waited;
    }

    private synchronized Set<String> current() {
        return now;
    }

    private synchronized void remember(Set<String> start, Set<String> seen) {
        waited = true;
        before = start;
        now = seen;
    }

    private Set<String> withCards() throws CardException {
        return read("waitForChange").stream()
                .filter(Reader::cardPresent)
                .map(Reader::name)
                .collect(Collectors.toSet());
    }

    private List<Reader> read(String step) throws CardException {
        try {
            return readers.readers();
        } catch (ReaderException e) {
            throw Failures.of(step + "()", e);
        }
    }
}
