package org.signet.card;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.signet.card.KeyPlacing.Spot;
import org.signet.card.KeyPlacing.Wish;
import org.signet.iso7816.ReaderException;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyKind;
import org.signet.key.KeyOrigin;
import org.signet.key.NewKey;
import org.signet.key.Reason;

/**
 * Writes a key to a card and reads what is there then. What the card remembers of the management key goes with the transaction: the
 * card is reset at its end. Done again after another program's reset, it writes the same to the same place.
 */
final class KeyWriting {
    private final Identity identity;
    private final ManagementSecret secret;
    private Optional<String> begun = Optional.empty();

    KeyWriting(Identity identity, ManagementSecret secret) {
        this.identity = Objects.requireNonNull(identity);
        this.secret = Objects.requireNonNull(secret);
    }

    /** Takes a key in; one that is there already gets its certificate if it has none. */
    CardKey take(Transaction transaction, NewKey key, Wish wish)
            throws ReaderException, CardRefusal, CardDataException {
        CardApplication application = transaction.compared(identity);
        Optional<X509Certificate> certificate = key.chain().stream().findFirst();
        Spot spot = placing(application).find(wish, Set.of());
        boolean certified = spot.there().filter(k -> !k.chain().isEmpty()).isPresent();
        if (spot.there().isPresent() && (certified || certificate.isEmpty())) {
            return spot.there().get();
        }
        CardWriter writer = proved(transaction, application);
        if (spot.there().isEmpty()) {
            writer.importKey(spot.reference(), key.privateKey(), key.publicKey());
        }
        if (certificate.isPresent() || spot.taken()) {
            writer.putCertificate(spot.reference(), certificate);
        }
        return written(transaction, application, spot, key.publicKey(), KeyOrigin.IMPORTED);
    }

    /** Has the card make one. */
    CardKey make(Transaction transaction, KeyKind kind, Wish wish)
            throws ReaderException, CardRefusal, CardDataException {
        CardApplication application = transaction.compared(identity);
        Spot spot = placing(application).find(begun.map(wish::again).orElse(wish), Set.of());
        begun = Optional.of(spot.reference());
        CardWriter writer = proved(transaction, application);
        PublicKey made = writer.generate(spot.reference(), kind);
        if (spot.taken()) {
            writer.putCertificate(spot.reference(), Optional.empty()); // it was the other key's
        }
        return written(transaction, application, spot, made, KeyOrigin.CARD);
    }

    private KeyPlacing placing(CardApplication application) {
        return new KeyPlacing(application, identity.token());
    }

    private CardWriter proved(Transaction transaction, CardApplication application)
            throws ReaderException, CardRefusal {
        CardWriter writer = KeyPlacing.writer(application, identity.token());
        transaction.resetAtEnd(true);
        if (!writer.authenticate(secret.bytes())) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    identity.token()
                            + " refuses this management key: nothing was written (the factory's is called default)");
        }
        return writer;
    }

    private CardKey written(
            Transaction transaction, CardApplication application, Spot spot, PublicKey expected, KeyOrigin origin)
            throws ReaderException, CardRefusal, CardDataException {
        CardKey there = application
                .key(spot.reference())
                .orElseGet(() -> new CardKey(
                        spot.reference(),
                        expected,
                        List.of(),
                        spot.could(),
                        application.pinPolicy(spot.reference()),
                        Instant.EPOCH))
                .withOrigin(origin);
        if (!there.publicKey().equals(expected)) {
            throw new KeyAccessException(
                    Reason.PROTOCOL,
                    "slot " + spot.reference() + " of " + identity.token()
                            + " holds another key than was written to it");
        }
        transaction.card().learn(identity.driver(), there);
        return there;
    }
}
