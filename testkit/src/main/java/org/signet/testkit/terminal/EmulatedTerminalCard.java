package org.signet.testkit.terminal;

import java.util.Optional;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.testkit.reader.CardHandle;

/** A connected card: alive until disconnected or removed, and exclusive to at most one thread. */
final class EmulatedTerminalCard extends Card {
    private enum Life {
        OK,
        DISCONNECTED,
        REMOVED
    }

    private final CardHandle handle;
    private final CardChannel channel = new EmulatedChannel(this);
    private Optional<Thread> exclusive = Optional.empty();
    private Life life = Life.OK;

    EmulatedTerminalCard(CardHandle handle) {
        this.handle = handle;
    }

    /** Asks as SCardStatus does, so that a card that was reset or removed is given up by the next connect. */
    synchronized boolean isValid() {
        if (life != Life.OK) {
            return false;
        }
        try {
            handle.check();
            return true;
        } catch (ReaderException e) {
            if (e.status() == Status.BUSY) {
                return true;
            }
            life = Life.REMOVED;
            return false;
        }
    }

    @Override
    public ATR getATR() {
        return new ATR(handle.atr());
    }

    @Override
    public String getProtocol() {
        return "T=1";
    }

    @Override
    public CardChannel getBasicChannel() {
        requireAlive();
        return channel;
    }

    @Override
    public CardChannel openLogicalChannel() throws CardException {
        throw new CardException("the card has no logical channels");
    }

    /** Not re-entrant. */
    @Override
    public synchronized void beginExclusive() throws CardException {
        requireAlive();
        if (exclusive.isPresent()) {
            throw new CardException("Exclusive access has already been assigned to Thread "
                    + exclusive.get().getName());
        }
        try {
            handle.begin();
        } catch (ReaderException e) {
            throw failed("beginExclusive()", e);
        }
        exclusive = Optional.of(Thread.currentThread());
    }

    @Override
    public synchronized void endExclusive() throws CardException {
        requireAlive();
        if (exclusive.filter(t -> t == Thread.currentThread()).isEmpty()) {
            throw new IllegalStateException("Exclusive access not assigned to current Thread");
        }
        exclusive = Optional.empty();
        try {
            handle.end(false);
        } catch (ReaderException e) {
            throw failed("endExclusive()", e);
        }
    }

    @Override
    public byte[] transmitControlCommand(int controlCode, byte[] command) throws CardException {
        throw new CardException("the emulated terminal has no control commands");
    }

    @Override
    public synchronized void disconnect(boolean reset) throws CardException {
        if (life != Life.OK) {
            return;
        }
        requireMine();
        if (reset) {
            handle.resetCard();
        }
        handle.close();
        exclusive = Optional.empty();
        life = Life.DISCONNECTED;
    }

    byte[] transmit(byte[] command) throws CardException {
        requireMine();
        try {
            return handle.transmit(command);
        } catch (ReaderException e) {
            throw failed("transmit()", e);
        }
    }

    private synchronized CardException failed(String step, ReaderException cause) {
        if (cause.status() == Status.REMOVED) {
            life = Life.REMOVED;
        }
        return Failures.of(step, cause);
    }

    synchronized void requireAlive() {
        if (life != Life.OK) {
            throw new IllegalStateException(
                    life == Life.REMOVED ? "Card has been removed" : "Card has been disconnected");
        }
    }

    private synchronized void requireMine() throws CardException {
        requireAlive();
        if (exclusive.isPresent() && exclusive.get() != Thread.currentThread()) {
            throw new CardException("Exclusive access established by another Thread");
        }
    }

    @Override
    public String toString() {
        return "Emulated card in " + handle.reader() + ", " + life;
    }
}
