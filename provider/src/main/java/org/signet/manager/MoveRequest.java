package org.signet.manager;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.signet.key.Custody;
import org.signet.key.Facility;

/**
 * How a user is to be moved.
 *
 * @param to where his keys are to be used from, and where new ones go
 * @param keys which of his keys, by alias, each with a card's slot ({@code 9a}) or nothing; none of them for all that can go
 * @param card the token of the card; empty for his own, or the only one that is there
 * @param generate have the card make new keys in the place of the old ones
 * @param force though a key cannot do there what its certificate says
 * @param overwrite though another key is in the slot that was named
 * @param destroy the software keys afterwards
 * @param from the storage facility that has what the file keeps no copy of, on the way to the file
 */
public record MoveRequest(
        String user,
        Custody to,
        Map<String, String> keys,
        Optional<String> card,
        boolean generate,
        boolean force,
        boolean overwrite,
        boolean destroy,
        Optional<Facility> from) {
    public MoveRequest {
        Objects.requireNonNull(user);
        Objects.requireNonNull(to);
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        Objects.requireNonNull(card);
        Objects.requireNonNull(from);
    }

    /** Of what the file has. */
    public MoveRequest(
            String user,
            Custody to,
            Map<String, String> keys,
            Optional<String> card,
            boolean generate,
            boolean force,
            boolean overwrite,
            boolean destroy) {
        this(user, to, keys, card, generate, force, overwrite, destroy, Optional.empty());
    }

    /** The same, with the keys that the file keeps no copy of from there. */
    public MoveRequest withKeysFrom(Facility facility) {
        return new MoveRequest(user, to, keys, card, generate, force, overwrite, destroy, Optional.of(facility));
    }

    /** All keys, and nothing that needs a second thought. */
    public static MoveRequest of(String user, Custody to) {
        return new MoveRequest(user, to, Map.of(), Optional.empty(), false, false, false, false);
    }
}
