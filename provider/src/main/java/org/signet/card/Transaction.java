package org.signet.card;

import java.util.Optional;
import org.signet.iso7816.ReaderException;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** What a job may do with a card while nobody else reaches it; a job of one command begins nothing unless it becomes more. */
final class Transaction {
    private final InsertedCard card;
    private boolean fresh; // selected in this transaction
    private boolean same; // compared since the card was opened in this transaction
    private boolean reset;
    private boolean touchRead;

    Transaction(InsertedCard card) {
        this.card = card;
    }

    InsertedCard card() {
        return card;
    }

    /** Finds out whose card it is, by one driver; empty where the card has no such application. */
    Optional<String> recognise(CardDriver driver) throws ReaderException, CardRefusal, CardDataException {
        Optional<String> known = card.serial(driver);
        if (known.isPresent() && card.isConfirmed()) {
            return known;
        }
        if (known.isPresent()) {
            compared(new Identity(driver, known.get()));
            return known;
        }
        Optional<CardApplication> application = card.select(driver);
        if (application.isPresent()) {
            card.recognised(driver, application.get().serial());
        }
        return card.serial(driver);
    }

    /** The application, selected if it is not believed to be; after a SELECT the identity is compared. */
    CardApplication enter(Identity identity) throws ReaderException, CardRefusal {
        return card.isSelected(identity.driver()) ? select(identity) : compared(identity);
    }

    /** When the key there wants a touch. The card is asked once for each insertion, and in steady state nothing is sent. */
    TouchPolicy touch(Identity identity, String reference) throws ReaderException, CardRefusal {
        CardApplication application = enter(identity);
        Optional<TouchPolicy> known = application.touch(reference);
        if (known.isPresent()) {
            return known.get();
        }
        card.begin(); // it is one command more
        touchRead = true;
        return application.readTouch(reference);
    }

    /** What was told of the touch in this transaction, another application may have told. */
    void doubtTouch(Identity identity, String reference) throws ReaderException, CardRefusal {
        if (touchRead) {
            select(identity).forgetTouch(reference);
        }
    }

    /** As {@link #enter}, on the card that is meant: its identity has been read in this transaction. Nothing else precedes a PIN. */
    CardApplication compared(Identity identity) throws ReaderException, CardRefusal {
        card.begin();
        CardApplication application = select(identity);
        if (same) {
            return application;
        }
        Optional<String> read = read(application);
        if (!read.equals(Optional.of(identity.serial())) && !fresh) { // another program may have selected another one
            application = again(identity);
            read = read(application);
        }
        if (!read.equals(Optional.of(identity.serial()))) {
            throw wrongCard(identity, read.map(s -> "card " + s).orElse("another card"));
        }
        card.recognised(identity.driver(), identity.serial());
        same = true;
        return application;
    }

    /** After an answer that another application may have given. */
    CardApplication again(Identity identity) throws ReaderException, CardRefusal {
        card.begin();
        card.forget();
        return select(identity);
    }

    /** After a lost answer; throws what a card that has gone throws. */
    void reopen() throws ReaderException {
        same = false;
        card.reopen();
    }

    private CardApplication select(Identity identity) throws ReaderException, CardRefusal {
        if (!card.isSelected(identity.driver())) {
            fresh = true;
            same = false;
        }
        return card.select(identity.driver()).orElseThrow(() -> wrongCard(identity, "another card"));
    }

    boolean isFresh() {
        return fresh;
    }

    private static Optional<String> read(CardApplication application) throws ReaderException {
        try {
            return Optional.of(application.serial());
        } catch (CardRefusal | CardDataException e) {
            return Optional.empty();
        }
    }

    // Swapped within the time that PC/SC needs to notice: the handle of the old card reaches the new one.
    private KeyAccessException wrongCard(Identity identity, String found) {
        KeyAccessException wrong = new KeyAccessException(
                Reason.WRONG_CARD,
                "reader " + card.reader() + " holds " + found + ", not " + identity.token() + ": no PIN was sent");
        Optional<String> known = card.serial(identity.driver());
        if (known.isEmpty() || known.get().equals(identity.serial())) {
            card.leave(wrong);
        }
        return wrong;
    }

    /** Whether the card is reset when the transaction ends. */
    void resetAtEnd(boolean now) {
        reset = now;
    }

    boolean resetsAtEnd() {
        return reset;
    }
}
