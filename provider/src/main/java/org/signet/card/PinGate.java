package org.signet.card;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.signet.iso7816.ReaderException;
import org.signet.key.KeyAccessException;
import org.signet.key.PinLedger;
import org.signet.key.Reason;
import org.signet.key.Secret;

/**
 * The only way for a PIN to a card: one object with one rule. A refused value is never sent again, an accepted one only to the
 * same card, the last try is a person's, and no VERIFY is ever repeated.
 */
final class PinGate {
    private final Identity identity;
    private final PinReference reference;
    private final PinLedger ledger;
    private final AcceptedPin accepted;

    PinGate(Identity identity, PinLedger ledger, AcceptedPin accepted) {
        this.identity = identity;
        this.reference = identity.driver().pin();
        this.ledger = ledger;
        this.accepted = accepted;
    }

    /** Takes what somebody gave, if it is worth a try, else closes it. Nothing is sent. */
    Pin given(Secret secret) {
        try {
            PinForm.check(reference, secret.value());
            PinLedger.Candidate candidate = ledger.candidate(identity.token(), secret.value());
            Pin pin = new Pin(secret, candidate, accepted.isProvedBy(candidate));
            refuseKnown(pin);
            return pin;
        } catch (KeyAccessException e) {
            secret.close();
            throw e;
        }
    }

    /** The accepted PIN, if it is kept. */
    Optional<Pin> kept() {
        return accepted.copy();
    }

    boolean keeps() {
        Optional<Pin> kept = kept();
        kept.ifPresent(Pin::close);
        return kept.isPresent();
    }

    boolean isProved() {
        return accepted.isProved();
    }

    boolean proves(Secret secret) {
        return accepted.isProvedBy(ledger.candidate(identity.token(), secret.value()));
    }

    OptionalInt triesLeft() {
        return ledger.triesLeft(identity.token());
    }

    /** Identity, counter, VERIFY, in this order and in this transaction. */
    void prove(Transaction transaction, Pin pin) throws ReaderException, CardRefusal {
        CardApplication application = transaction.compared(identity);
        refuseKnown(pin);
        if (!pin.accepted()) {
            mayTry(application.pinState(), pin);
        }
        PinState state = send(transaction, application, pin);
        if (!state.verified()) {
            throw wrong(transaction, state, pin);
        }
        pin.candidate().accepted();
        transaction.card().verified(true);
        accepted.accept(pin);
    }

    private PinState send(Transaction transaction, CardApplication application, Pin pin) throws CardRefusal {
        byte[] bytes = pin.bytes();
        pin.candidate().sent();
        try {
            return application.verify(bytes);
        } catch (ReaderException e) {
            throw lost(transaction, pin, e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private void mayTry(PinState state, Pin pin) {
        state.triesLeft().ifPresent(n -> ledger.saw(identity.token(), n));
        refuseKnown(pin);
        if (state.blocked()) {
            throw blocked(state);
        }
        OptionalInt tries = state.verified() ? OptionalInt.empty() : state.triesLeft();
        if (tries.equals(OptionalInt.of(1)) && pin.origin() == Secret.Origin.PROGRAM) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    identity.token() + " has 1 try left, and the last one is a person's at a prompt: nothing was sent."
                            + " Verify the PIN by hand, for instance with yubico-piv-tool -a verify-pin",
                    1,
                    null);
        }
    }

    private void refuseKnown(Pin pin) {
        if (pin.candidate().wasRefused()) {
            pin.refused(triesLeft());
            throw new KeyAccessException(
                    Reason.PIN_WRONG,
                    identity.token() + " has refused this PIN before" + left(triesLeft()) + ": it was not sent again",
                    triesLeft().orElse(-1),
                    null);
        }
    }

    private KeyAccessException wrong(Transaction transaction, PinState state, Pin pin) {
        transaction.card().verified(false);
        pin.refused(state.triesLeft());
        accepted.refuse(pin.candidate());
        return state.blocked() ? blocked(state) : wrong(state.answered(), state.triesLeft());
    }

    private static KeyAccessException wrong(String step, OptionalInt tries) {
        return new KeyAccessException(Reason.PIN_WRONG, step + ": wrong PIN" + left(tries), tries.orElse(-1), null);
    }

    private KeyAccessException blocked(PinState state) {
        return new KeyAccessException(
                Reason.PIN_BLOCKED, state.answered() + ": the PIN is blocked, unblock it with the PUK", 0, null);
    }

    private static String left(OptionalInt tries) {
        return tries.isEmpty() ? "" : ", " + tries.getAsInt() + (tries.getAsInt() == 1 ? " try left" : " tries left");
    }

    // Never sent again: the counter tells whether the card had refused it.
    private KeyAccessException lost(Transaction transaction, Pin pin, ReaderException e) {
        transaction.card().verified(false);
        OptionalInt tries = counter(transaction);
        if (pin.candidate().wasRefused()) {
            pin.refused(tries);
            accepted.refuse(pin.candidate());
            return wrong("the answer to VERIFY was lost and the counter fell", tries);
        }
        KeyAccessException cause = transaction.card().gone().orElseGet(() -> CardErrors.of(e));
        return new KeyAccessException(
                cause.reason(),
                "the answer to VERIFY was lost" + left(tries) + ", it was not sent again: " + cause.getMessage(),
                tries.orElse(-1),
                e);
    }

    private OptionalInt counter(Transaction transaction) {
        try {
            transaction.reopen();
            OptionalInt tries = transaction.compared(identity).pinState().triesLeft();
            tries.ifPresent(n -> ledger.saw(identity.token(), n));
            return tries;
        } catch (ReaderException e) {
            transaction.card().failed(e);
            return OptionalInt.empty();
        } catch (CardRefusal | KeyAccessException unreadable) {
            return OptionalInt.empty(); // the next try reads it first
        }
    }
}
