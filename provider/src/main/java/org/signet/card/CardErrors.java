package org.signet.card;

import java.util.Map;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.iso7816.StatusWord;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** What the failures of the floor below and of the drivers are called from here up. */
final class CardErrors {
    private static final Map<Status, Reason> REASON = Map.of(
            Status.NO_SERVICE, Reason.IO,
            Status.ACCESS_DENIED, Reason.IO,
            Status.NO_READERS, Reason.NO_READERS,
            Status.NO_CARD, Reason.NO_CARD,
            Status.REMOVED, Reason.REMOVED,
            Status.RESET, Reason.BUSY, // twice in one request: another program keeps on resetting the card
            Status.BUSY, Reason.BUSY,
            Status.TIMEOUT, Reason.TIMEOUT,
            Status.PROTOCOL, Reason.PROTOCOL,
            Status.OTHER, Reason.IO);

    private static final Map<Integer, Meaning> MEANING = Map.of(
            StatusWord.SECURITY_STATUS_NOT_SATISFIED, new Meaning(Reason.REFUSED, "the card wants a PIN it was given"),
            StatusWord.AUTHENTICATION_METHOD_BLOCKED, new Meaning(Reason.PIN_BLOCKED, "the PIN is blocked"),
            StatusWord.CONDITIONS_NOT_SATISFIED, new Meaning(Reason.REFUSED, "not now; was it touched?"),
            StatusWord.INCORRECT_DATA, new Meaning(Reason.REFUSED, "the card does not take this input"),
            StatusWord.FILE_NOT_FOUND, new Meaning(Reason.CANNOT, "the card does not have it"),
            StatusWord.REFERENCED_DATA_NOT_FOUND, new Meaning(Reason.CANNOT, "the card does not have it"),
            StatusWord.FUNCTION_NOT_SUPPORTED, new Meaning(Reason.CANNOT, "the card cannot do that"),
            StatusWord.INCORRECT_P1_P2, new Meaning(Reason.CANNOT, "the card cannot do that"),
            StatusWord.INS_NOT_SUPPORTED, new Meaning(Reason.CANNOT, "the card cannot do that"),
            StatusWord.CLA_NOT_SUPPORTED, new Meaning(Reason.CANNOT, "the card cannot do that"));

    private static final Meaning OTHER = new Meaning(Reason.PROTOCOL, "the card should not say that here");

    private record Meaning(Reason reason, String text) {}

    private CardErrors() {}

    static KeyAccessException of(ReaderException e) {
        return new KeyAccessException(REASON.get(e.status()), e.getMessage(), e);
    }

    static KeyAccessException of(CardRefusal e) {
        Meaning meaning = MEANING.getOrDefault(e.sw(), OTHER);
        return new KeyAccessException(meaning.reason(), e.getMessage() + ": " + meaning.text(), e);
    }

    static KeyAccessException of(CardDataException e) {
        return new KeyAccessException(Reason.DATA, e.getMessage(), e);
    }
}
