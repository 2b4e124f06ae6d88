package org.signet.iso7816;

/** The transport is one function; chaining, GET RESPONSE and logging are channels around a channel. */
@FunctionalInterface
public interface ApduChannel {
    ResponseApdu transmit(CommandApdu command) throws ReaderException;
}
