package org.signet.manager;

import java.security.PublicKey;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.signet.key.Call;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.key.UserChange;

/** Makes a change of the user information file in two steps where a card seals it; the file's own sealer needs one. */
final class Seals {
    private static final int TRIES = 3;

    private final Places places;
    private final Challenge challenge;

    Seals(Places places, Challenge challenge) {
        this.places = Objects.requireNonNull(places);
        this.challenge = Objects.requireNonNull(challenge);
    }

    /** @param doors opens the place of the sealer */
    void apply(User user, UserChange change, Function<KeyPlace, KeyAccess> doors, Call call) {
        Optional<KeyRecord> sealer = user.sealer().flatMap(key -> cardKey(user, key));
        if (sealer.isEmpty()) {
            places.register().apply(change, Optional.empty());
            return;
        }
        apply(change, sealer.get(), doors.apply(sealer.get().place()), call);
    }

    /** Signs and applies; a file that changed between the two steps is tried anew. */
    void apply(UserChange change, KeyRecord sealer, KeyAccess door, Call call) {
        for (int left = TRIES; ; left--) {
            byte[] body = places.register().toSign(change);
            byte[] seal = challenge.sign("body@signet", body, sealer, door, call);
            try {
                places.register().apply(change, Optional.of(seal));
                return;
            } catch (KeyAccessException e) {
                if (e.reason() != Reason.BUSY || left == 1) {
                    throw e;
                }
            }
        }
    }

    private Optional<KeyRecord> cardKey(User user, PublicKey sealer) {
        return user.cards().stream()
                .filter(c -> c.publicKey().equals(sealer))
                .findFirst()
                .flatMap(c -> places.directory().key(user.name(), KeyId.of(sealer)));
    }
}
