package org.signet.iso7816;

/** The transport is one function; chaining, GET RESPONSE and logging are channels around a channel. */
@FunctionalInterface
public interface ApduChannel {
    ResponseApdu transmit(CommandApdu command) throws ReaderException;

    /** The same for a short command of which the begin of the answer is enough: what the card holds back with 61xx is not fetched. */
    default ResponseApdu transmitOnce(CommandApdu command) throws ReaderException {
        return transmit(command);
    }
}
