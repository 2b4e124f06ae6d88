package org.signet.card;

/** An object on a card that cannot be read; names the object and what is wrong with it. */
public final class CardDataException extends Exception {
    private static final long serialVersionUID = 1;

    public CardDataException(String message) {
        super(message);
    }

    public CardDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
