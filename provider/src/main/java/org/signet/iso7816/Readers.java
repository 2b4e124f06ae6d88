package org.signet.iso7816;

import java.time.Duration;
import java.util.List;

/** The readers of this machine: PC/SC through one of its bindings, or the testkit's in process. */
public interface Readers {
    /** @throws ReaderException NO_SERVICE, ACCESS_DENIED, NO_READERS (an answer is never empty) */
    List<Reader> readers() throws ReaderException;

    /**
     * Waits for a card to come or go; never stops a transmit (jca-facts 43).
     *
     * @return whether something changed; false when the time is over
     */
    boolean awaitChange(Duration atMost) throws ReaderException;

    /** @throws ReaderException NO_CARD, BUSY, NO_SERVICE */
    CardConnection connect(String reader) throws ReaderException;
}
