package org.signet.card;

import java.util.Optional;
import java.util.Set;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.StatusWord;
import org.signet.key.KeyRecord;
import org.signet.key.Operation;
import org.signet.key.PinPolicy;

/**
 * One private-key operation on the card. In steady state it is one command; only if the card says that another application is
 * selected or nothing is verified any more are SELECT, identity and VERIFY done, and the operation once again.
 */
final class KeyOperation implements Task.Job<Optional<byte[]>> {
    // What an application answers that does not know the command, the key or the proof that ours knew a moment ago.
    private static final Set<Integer> STALE = Set.of(
            StatusWord.SECURITY_STATUS_NOT_SATISFIED,
            StatusWord.FILE_NOT_FOUND,
            StatusWord.INCORRECT_P1_P2,
            StatusWord.REFERENCED_DATA_NOT_FOUND,
            StatusWord.WRONG_P1_P2,
            StatusWord.INS_NOT_SUPPORTED,
            StatusWord.CLA_NOT_SUPPORTED);

    private final Identity identity;
    private final PinGate gate;
    private final KeyRecord key;
    private final Operation operation;
    private final Optional<Pin> given;

    KeyOperation(Identity identity, PinGate gate, KeyRecord key, Operation operation, Optional<Pin> given) {
        this.identity = identity;
        this.gate = gate;
        this.key = key;
        this.operation = operation;
        this.given = given;
    }

    /** No other program's command can come between what is one command; where it came before it, {@link #again} is done. */
    @Override
    public boolean isOneCommand(InsertedCard card) {
        return given.isEmpty() && card.isSelected(identity.driver()) && card.isOneCommand(name());
    }

    private String name() {
        return identity.driver().name() + " " + key.place().reference() + " " + operation.primitive();
    }

    /** The result; empty where a PIN is needed that nobody has given yet. */
    @Override
    public Optional<byte[]> run(Transaction transaction) throws ReaderException, CardRefusal {
        InsertedCard card = transaction.card();
        int before = card.sent();
        Optional<byte[]> result = result(transaction);
        card.took(name(), card.sent() - before);
        return result;
    }

    private Optional<byte[]> result(Transaction transaction) throws ReaderException, CardRefusal {
        CardApplication application = transaction.enter(identity);
        boolean prove = needsProof(transaction, application);
        if (prove && !prove(transaction)) {
            return Optional.empty();
        }
        try {
            return Optional.of(perform(application));
        } catch (CardRefusal refusal) {
            boolean unproved = refusal.sw() == StatusWord.SECURITY_STATUS_NOT_SATISFIED;
            if (unproved ? prove : transaction.isFresh() || !STALE.contains(refusal.sw())) {
                throw refusal;
            }
            return again(transaction, unproved);
        }
    }

    private Optional<byte[]> again(Transaction transaction, boolean unproved) throws ReaderException, CardRefusal {
        transaction.again(identity);
        CardApplication application = transaction.compared(identity);
        if ((unproved || needsProof(transaction, application)) && !prove(transaction)) {
            return Optional.empty();
        }
        return Optional.of(perform(application));
    }

    // SP 800-73-4 part 1, table 4b: "PIN Always" wants VERIFY right before each use.
    private boolean needsProof(Transaction transaction, CardApplication application) {
        PinPolicy policy = application.pinPolicy(key.place().reference());
        return given.isPresent()
                || policy == PinPolicy.ALWAYS
                || policy == PinPolicy.ONCE && !(transaction.card().isVerified() && gate.isProved());
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

    private byte[] perform(CardApplication application) throws ReaderException, CardRefusal {
        return application.perform(key.place().reference(), key.publicKey(), operation.primitive(), operation.input());
    }
}
