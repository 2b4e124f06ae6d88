package org.signet.card;

import java.util.OptionalInt;
import org.signet.key.PinLedger;
import org.signet.key.Secret;

/** One PIN value on its way to one token: the secret, what the ledger knows of it, and whether it was accepted before. */
final class Pin implements AutoCloseable {
    private final Secret secret;
    private final PinLedger.Candidate candidate;
    private final boolean accepted;

    /** @param secret becomes this one's own */
    Pin(Secret secret, PinLedger.Candidate candidate, boolean accepted) {
        this.secret = secret;
        this.candidate = candidate;
        this.accepted = accepted;
    }

    Secret.Origin origin() {
        return secret.origin();
    }

    PinLedger.Candidate candidate() {
        return candidate;
    }

    boolean accepted() {
        return accepted;
    }

    Pin copy() {
        return new Pin(secret.copy(), candidate, accepted);
    }

    Pin asAccepted() {
        return new Pin(secret.copy(), candidate, true);
    }

    /** The characters as bytes, ASCII as {@link PinForm} has checked; the caller wipes them. */
    byte[] bytes() {
        char[] value = secret.value();
        byte[] bytes = new byte[value.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) value[i];
        }
        return bytes;
    }

    /** Neither here nor by whoever gave it is it tried again. */
    void refused(OptionalInt triesLeft) {
        candidate.refused(triesLeft);
        secret.refused();
    }

    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "Pin";
    }
}
