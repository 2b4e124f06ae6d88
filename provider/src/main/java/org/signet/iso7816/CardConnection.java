package org.signet.iso7816;

import java.io.Closeable;

/** A powered card in a reader, one command at a time and from one thread. */
public interface CardConnection extends ApduChannel, Closeable {
    /** The answer to reset, 2 to 33 bytes. */
    byte[] atr();

    /** Whether the connection carries APDUs of extended length; the card may yet refuse them. */
    boolean takesExtended();

    /**
     * Begins a transaction: no other program reaches the card until {@link #end}.
     *
     * @throws ReaderException RESET where another program reset the card since the last one, REMOVED, BUSY
     */
    void begin() throws ReaderException;

    /** @param reset whether the card is reset on the way, so that nothing stays verified */
    void end(boolean reset) throws ReaderException;

    /** Leaves the card as it is. */
    @Override
    void close() throws ReaderException;
}
