package org.signet.facility;

import java.security.AuthProvider;
import java.security.Provider;
import java.util.Optional;
import java.util.OptionalInt;
import javax.security.auth.login.LoginException;
import org.signet.key.KeyAccessException;
import org.signet.key.PinLedger;
import org.signet.key.Reason;
import org.signet.key.Secret;

/**
 * A provider's token without a file, a PKCS#11 one as a rule, which counts the tries of its PIN. The JCA does not tell the counter:
 * three are reckoned with, so that the last one is a person's; and a token that is logged in takes any PIN, so that a second user's
 * is compared with the accepted one and not sent.
 */
final class TokenVault implements Vault {
    private static final int RECKONED_TRIES = 3;

    private final ProviderStore store;
    private final String token;
    private final PinLedger ledger;
    private final OpenTokens open;

    TokenVault(ProviderStore store, String token, PinLedger ledger, OpenTokens open) {
        this.store = store;
        this.token = token;
        this.ledger = ledger;
        this.open = open;
    }

    @Override
    public Object state() {
        return token;
    }

    @Override
    public boolean isLocked() {
        store.provider(); // which nobody asks for a PIN if there is none
        return true;
    }

    @Override
    public Contents open(Optional<Secret> given) {
        Secret secret = given.orElseThrow();
        PinLedger.Candidate candidate = ledger.candidate(token, secret.value());
        if (candidate.wasRefused()) {
            throw wrong("it has refused this PIN before, which was not sent again", null);
        }
        Provider provider = store.provider();
        synchronized (open) { // one try at a time, and none between a look and its try
            Optional<PinLedger.Candidate> accepted = open.accepted(token);
            if (accepted.isPresent() && !accepted.get().matches(candidate)) {
                throw wrong("it is open already, by another PIN; nothing was sent", null);
            }
            if (accepted.isEmpty()) {
                requirePerson(secret);
            }
            ProviderContents contents = tried(secret, candidate, provider);
            open.entered(token, candidate);
            return contents;
        }
    }

    private ProviderContents tried(Secret secret, PinLedger.Candidate candidate, Provider provider) {
        candidate.sent();
        try {
            ProviderContents contents = store.open(Optional.empty(), Optional.of(secret), () -> leave(provider));
            candidate.accepted();
            return contents;
        } catch (KeyAccessException e) {
            if (e.reason() != Reason.PIN_WRONG) {
                throw e;
            }
            candidate.refused(OptionalInt.of(Math.max(left() - 1, 0)));
            throw wrong("wrong PIN", e);
        }
    }

    private int left() {
        return ledger.triesLeft(token).orElse(RECKONED_TRIES);
    }

    private void requirePerson(Secret secret) {
        if (left() <= 1 && secret.origin() == Secret.Origin.PROGRAM) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    token + " has refused " + (RECKONED_TRIES - left())
                            + " PINs, and the last try is a person's at a prompt: nothing was sent");
        }
    }

    private KeyAccessException wrong(String why, KeyAccessException cause) {
        return new KeyAccessException(Reason.PIN_WRONG, "the token of " + token + ": " + why, -1, cause);
    }

    /** The last one to leave logs the token out, so that the next PIN is really tried. */
    private void leave(Provider provider) {
        synchronized (open) {
            if (open.left(token) && provider instanceof AuthProvider token) {
                try {
                    token.logout();
                } catch (LoginException e) {
                    return; // it has gone, or somebody else logged it out
                }
            }
        }
    }
}
