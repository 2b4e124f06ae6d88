package org.signet.testkit.terminal;

import java.time.Duration;
import java.util.Optional;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.testkit.reader.EmulatedReaders;

/** A terminal; {@code connect} shares one Card as long as that one is alive. */
final class EmulatedTerminal extends CardTerminal {
    private final EmulatedReaders readers;
    private final String name;
    private Optional<EmulatedTerminalCard> shared = Optional.empty();

    EmulatedTerminal(EmulatedReaders readers, String name) {
        this.readers = readers;
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    /** The emulated card speaks T=1 alone. */
    @Override
    public synchronized Card connect(String protocol) throws CardException {
        if (!protocol.equals("*") && !protocol.equals("T=1")) {
            throw new CardException("no card speaks " + protocol + " in " + name);
        }
        Optional<EmulatedTerminalCard> alive = shared.filter(EmulatedTerminalCard::isValid);
        if (alive.isEmpty()) {
            shared = Optional.of(open());
        }
        return shared.orElseThrow();
    }

    private EmulatedTerminalCard open() throws CardException {
        try {
            return new EmulatedTerminalCard(readers.open(name));
        } catch (ReaderException e) {
            if (e.status() == Status.NO_CARD) {
                throw new CardNotPresentException("No card present", e);
            }
            throw Failures.of("connect()", e);
        }
    }

    @Override
    public boolean isCardPresent() {
        return readers.isPresent(name);
    }

    @Override
    public boolean waitForCardPresent(long timeout) throws CardException {
        return await(true, timeout);
    }

    @Override
    public boolean waitForCardAbsent(long timeout) throws CardException {
        return await(false, timeout);
    }

    private boolean await(boolean present, long timeout) throws CardException {
        if (timeout < 0) {
            throw new IllegalArgumentException("a timeout is not negative");
        }
        try {
            return readers.await(name, present, Duration.ofMillis(timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CardException("interrupted while waiting for " + name, e);
        }
    }

    @Override
    public String toString() {
        return "Emulated terminal " + name;
    }
}
