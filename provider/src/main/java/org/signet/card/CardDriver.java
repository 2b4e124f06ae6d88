package org.signet.card;

import java.util.Optional;
import org.signet.iso7816.ApduChannel;
import org.signet.iso7816.ReaderException;

/** Recognises one kind of card application, by selecting it. */
public interface CardDriver {
    /** The first word of its tokens and aliases, for instance {@code piv}: lower-case letters and digits. */
    String name();

    /** The PIN that its keys want. */
    PinReference pin();

    /** The place that other software for these cards calls by that label, letter for letter; empty where none does. */
    default Optional<String> reference(String label) {
        return Optional.empty();
    }

    /**
     * Selects the application.
     *
     * @param channel reaches the card for as long as the application is used; extended length, chaining and GET RESPONSE are done by it
     * @return empty where the card does not have it
     */
    Optional<CardApplication> select(ApduChannel channel) throws ReaderException;
}
