package org.signet.testkit.reader;

import java.time.Duration;
import org.signet.iso7816.ReaderException;
import org.signet.testkit.card.SmartCard;

/** One program's connection to an inserted card, with PC/SC's rules and bare bytes. */
public final class CardHandle {
    private final InsertedCard card;
    private final Duration patience;
    private int knownResets;

    CardHandle(InsertedCard card, Duration patience) {
        this.card = card;
        this.patience = patience;
        this.knownResets = card.resets();
    }

    public byte[] atr() {
        SmartCard inserted = card.card();
        return inserted.atr();
    }

    public String reader() {
        return card.reader();
    }

    /** @throws ReaderException BUSY, REMOVED, RESET; with RESET no transaction is begun */
    public void begin() throws ReaderException {
        card.acquire(this, patience);
        try {
            check();
        } catch (ReaderException e) {
            card.release(this);
            throw e;
        }
    }

    /** @throws ReaderException REMOVED; the transaction is over all the same */
    public void end(boolean reset) throws ReaderException {
        if (reset) {
            resetCard();
        }
        card.release(this);
        if (card.resets() == knownResets) {
            check();
        }
    }

    /** A reset of our own is no surprise to us, only to the others. */
    public void resetCard() {
        int before = card.resets();
        card.resetBy(this);
        if (before == knownResets) {
            knownResets = card.resets();
        }
    }

    /** @throws ReaderException REMOVED and RESET also where that came in the middle of the command */
    public byte[] transmit(byte[] apdu) throws ReaderException {
        check();
        byte[] answer = card.transmit(apdu);
        check();
        return answer;
    }

    /** @throws ReaderException REMOVED, BUSY, RESET */
    public void check() throws ReaderException {
        card.check(this, knownResets);
    }

    /** What SCardReconnect does: from now on the reset is known. */
    public void reconnect() {
        knownResets = card.resets();
    }

    public void close() {
        card.release(this);
    }
}
