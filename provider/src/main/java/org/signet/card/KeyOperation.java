package org.signet.card;

import java.util.Optional;
import java.util.Set;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.StatusWord;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Operation;
import org.signet.key.PinPolicy;
import org.signet.key.Reason;

/**
 * One private-key operation on the card: its result, or what is missing to get one. In steady state it is one command; only if the card says that another application is
 * selected or nothing is verified any more are SELECT, identity and VERIFY done, and the operation once again.
 */
final class KeyOperation implements Task.Job<KeyOperation.Outcome> {
    // What an application answers that does not know the command, the key or the proof that ours knew a moment ago.
    private static final Set<Integer> STALE = Set.of(
            StatusWord.SECURITY_STATUS_NOT_SATISFIED,
            StatusWord.FILE_NOT_FOUND,
            StatusWord.INCORRECT_P1_P2,
            StatusWord.REFERENCED_DATA_NOT_FOUND,
            StatusWord.WRONG_P1_P2,
            StatusWord.INS_NOT_SUPPORTED,
            StatusWord.CLA_NOT_SUPPORTED);

    /** Ends a transaction in which nothing was sent that would wait for a person. */
    enum Missing {
        NOTHING,
        /** A PIN that nobody has given yet. */
        PIN,
        /** A person who knows that the key is to be touched. */
        TOUCH
    }

    /** @param result empty where something is missing */
    record Outcome(Missing missing, byte[] result) {
        private static final Outcome NO_PIN = new Outcome(Missing.PIN, new byte[0]);
        private static final Outcome NO_TOUCH = new Outcome(Missing.TOUCH, new byte[0]);
    }

    private final Identity identity;
    private final PinGate gate;
    private final KeyRecord key;
    private final Operation operation;
    private final Optional<Pin> given;
    private final boolean announced;

    /** @param announced whether a person was told to touch the key, if it wants a touch */
    KeyOperation(
            Identity identity,
            PinGate gate,
            KeyRecord key,
            Operation operation,
            Optional<Pin> given,
            boolean announced) {
        this.identity = identity;
        this.gate = gate;
        this.key = key;
        this.operation = operation;
        this.given = given;
        this.announced = announced;
    }

    /** No other program's command can come between what is one command; where it came before it, {@link #again} is done. */
    @Override
    public boolean isOneCommand(InsertedCard card) {
        return given.isEmpty() && card.isSelected(identity.driver()) && card.isOneCommand(name());
    }

    private String name() {
        return place() + " " + operation.primitive();
    }

    @Override
    public Outcome run(Transaction transaction) throws ReaderException, CardRefusal {
        TouchPolicy touch = transaction.touch(identity, key.place().reference());
        InsertedCard card = transaction.card();
        int before = card.sent();
        Outcome outcome = outcome(transaction, touch);
        if (outcome.missing() == Missing.NOTHING) {
            card.took(name(), card.sent() - before);
        }
        return outcome;
    }

    private Outcome outcome(Transaction transaction, TouchPolicy touch) throws ReaderException, CardRefusal {
        CardApplication application = transaction.enter(identity);
        boolean prove = needsProof(transaction, application);
        if (!announced && wantsTouchNow(transaction.card(), touch)) {
            return prove && !canProve() ? Outcome.NO_PIN : Outcome.NO_TOUCH;
        }
        if (prove && !prove(transaction)) {
            return Outcome.NO_PIN;
        }
        try {
            return performed(transaction, application);
        } catch (CardRefusal refusal) {
            boolean unproved = refusal.sw() == StatusWord.SECURITY_STATUS_NOT_SATISFIED;
            if (unproved && touch != TouchPolicy.NEVER && (prove || isProved(application))) {
                throw untouched(refusal);
            }
            boolean spent = prove && transaction.card().isSentTwice(); // the VERIFY, on the first of the two
            if (unproved ? prove && !spent : transaction.isFresh() || !STALE.contains(refusal.sw())) {
                throw refusal;
            }
            return again(transaction, unproved);
        }
    }

    private Outcome again(Transaction transaction, boolean unproved) throws ReaderException, CardRefusal {
        transaction.again(identity);
        transaction.doubtTouch(identity, key.place().reference());
        CardApplication application = transaction.compared(identity);
        if ((unproved || needsProof(transaction, application)) && !prove(transaction)) {
            return Outcome.NO_PIN;
        }
        return performed(transaction, application);
    }

    private boolean wantsTouchNow(InsertedCard card, TouchPolicy touch) {
        return touch == TouchPolicy.ALWAYS || touch == TouchPolicy.CACHED && !card.isTouched(place());
    }

    private String place() {
        return identity.driver().name() + " " + key.place().reference();
    }

    // A YubiKey says the same to a missing PIN and to a missing touch.
    private boolean isProved(CardApplication application) throws ReaderException, CardRefusal {
        return application.pinPolicy(key.place().reference()) == PinPolicy.NEVER
                || application.pinState().verified();
    }

    private KeyAccessException untouched(CardRefusal refusal) {
        return new KeyAccessException(
                Reason.TIMEOUT,
                refusal.getMessage() + ": the key wants to be touched, and nobody touched " + identity.token()
                        + " in time",
                refusal);
    }

    // SP 800-73-4 part 1, table 4b: "PIN Always" wants VERIFY right before each use.
    private boolean needsProof(Transaction transaction, CardApplication application) {
        PinPolicy policy = application.pinPolicy(key.place().reference());
        return given.isPresent()
                || policy == PinPolicy.ALWAYS
                || policy == PinPolicy.ONCE && !(transaction.card().isVerified() && gate.isProved());
    }

    private boolean canProve() {
        return given.isPresent() || gate.keeps();
    }

    private boolean prove(Transaction transaction) throws ReaderException, CardRefusal {
        if (given.isPresent()) {
            gate.prove(transaction, given.get());
            return true;
        }
        Optional<Pin> kept = gate.kept();
        if (kept.isEmpty()) {
            return false;
        }
        try (Pin pin = kept.get()) {
            gate.prove(transaction, pin);
            return true;
        }
    }

    private Outcome performed(Transaction transaction, CardApplication application)
            throws ReaderException, CardRefusal {
        byte[] result =
                application.perform(key.place().reference(), key.publicKey(), operation.primitive(), operation.input());
        if (announced) {
            transaction.card().touched(place());
        }
        return new Outcome(Missing.NOTHING, result);
    }
}
