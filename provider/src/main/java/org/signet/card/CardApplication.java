package org.signet.card;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.signet.iso7816.ReaderException;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;

/**
 * A card application in the words of its specification: one command or one object a method. It keeps no PIN and decides
 * nothing; used on the reader's thread alone.
 */
public interface CardApplication {
    /** Selects it again, after a reset or another application. */
    void select() throws ReaderException, CardRefusal;

    /**
     * Reads the card's identity, each time from the card.
     *
     * @return {@code [A-Za-z0-9]{1,64}}
     * @throws CardDataException where the card tells nothing that is its own
     */
    String serial() throws ReaderException, CardRefusal, CardDataException;

    /** The places where this card may have a key, in the order of a listing; may ask the card which are worth a look. */
    List<String> references() throws ReaderException, CardRefusal;

    /** What {@link #readTouch} found out counts here too; no command is sent. */
    PinPolicy pinPolicy(String reference);

    /** When the key there wants a touch; empty where the card can tell and was not asked yet. No command is sent. */
    default Optional<TouchPolicy> touch(String reference) {
        return Optional.of(TouchPolicy.NEVER);
    }

    /** Asks the card for that, and for whatever it tells of the key's PIN policy beside. */
    default TouchPolicy readTouch(String reference) throws ReaderException {
        return TouchPolicy.NEVER;
    }

    /** Another application may have answered that. */
    default void forgetTouch(String reference) {}

    /**
     * Reads one key's public half.
     *
     * @return empty where there is none
     * @throws CardDataException where there is something that cannot be read
     */
    Optional<CardKey> key(String reference) throws ReaderException, CardRefusal, CardDataException;

    /** Asks for the PIN's state by an empty VERIFY, which spends no try. */
    PinState pinState() throws ReaderException, CardRefusal;

    /**
     * Sends the PIN, once.
     *
     * @param value its characters, not padded; the caller wipes it
     */
    PinState verify(byte[] value) throws ReaderException, CardRefusal;

    /** What writes to it; empty for a kind of card that Signet does not write to. */
    default Optional<CardWriter> writer() {
        return Optional.empty();
    }

    /** Takes the PIN's verified state back where the card can do that; a card that cannot is not asked again. */
    void logout() throws ReaderException;

    /**
     * Does one primitive.
     *
     * @param key the public half, which says algorithm and size
     * @throws ReaderException PROTOCOL where the answer has not the form of the specification
     */
    byte[] perform(String reference, PublicKey key, Primitive primitive, byte[] input)
            throws ReaderException, CardRefusal;
}
