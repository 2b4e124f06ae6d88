package org.signet.card;

import java.util.Objects;
import java.util.Optional;
import org.signet.iso7816.ReaderException;
import org.signet.key.Reason;

/** Reads the public half of a card's key, once for each insertion. */
final class KeyReading {
    private final Identity identity;

    KeyReading(Identity identity) {
        this.identity = Objects.requireNonNull(identity);
    }

    // One object that cannot be read, or is not for everybody, does not hide the others.
    Optional<CardKey> readable(Transaction transaction, String reference) throws ReaderException, CardRefusal {
        try {
            return read(transaction, reference);
        } catch (CardDataException e) {
            return Optional.empty();
        } catch (CardRefusal e) {
            if (CardErrors.of(e).reason() == Reason.PROTOCOL) {
                throw e;
            }
            return Optional.empty();
        }
    }

    Optional<CardKey> read(Transaction transaction, String reference)
            throws ReaderException, CardRefusal, CardDataException {
        InsertedCard inserted = transaction.card();
        Optional<CardKey> key = inserted.knownKey(identity.driver(), reference);
        if (key.isEmpty()) {
            key = readNow(transaction, reference);
            key.ifPresent(k -> inserted.learn(identity.driver(), k));
        }
        return key;
    }

    // "Not there" may be the word of another application that another program selected. Whose word it is, is asked
    // without a SELECT, which would cost the card's verified PIN.
    private Optional<CardKey> readNow(Transaction transaction, String reference)
            throws ReaderException, CardRefusal, CardDataException {
        Optional<CardRefusal> refused = Optional.empty();
        try {
            Optional<CardKey> key = transaction.enter(identity).key(reference);
            if (key.isPresent()) {
                return key;
            }
        } catch (CardRefusal e) {
            refused = Optional.of(e);
        }
        boolean sure = transaction.isFresh();
        CardApplication application = transaction.compared(identity);
        if (!sure && transaction.isFresh()) {
            return application.key(reference);
        }
        if (refused.isPresent()) {
            throw refused.get();
        }
        return Optional.empty();
    }
}
