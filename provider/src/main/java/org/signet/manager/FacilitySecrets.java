package org.signet.manager;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;

/**
 * What opens a storage facility: the secret that is kept in its user's file, wrapped with his master key, else whoever the session
 * asks. The kept one is unwrapped when it is wanted, and no sooner.
 */
final class FacilitySecrets {
    private final Places places;

    FacilitySecrets(Places places) {
        this.places = Objects.requireNonNull(places);
    }

    /**
     * The call as it goes to the key's place.
     *
     * @param doors opens the session's door to a place, asking for its secret where it is not open yet
     */
    Call call(Session session, KeyRecord key, Call call, Function<KeyPlace, KeyAccess> doors) {
        if (key.place().custody() != Custody.FACILITY) {
            return call;
        }
        SecretPrompt prompt = new SecretPrompt() {
            @Override
            public Optional<Secret> ask(SecretRequest request) {
                return kept(session, key, doors).or(() -> call.prompt().ask(request));
            }

            @Override
            public Notice touchAwaited(String token) {
                return call.prompt().touchAwaited(token);
            }
        };
        return new Call(prompt, call.atMost(), call.sent());
    }

    private Optional<Secret> kept(Session session, KeyRecord key, Function<KeyPlace, KeyAccess> doors) {
        try (KeyAccess file = places.open(session.user(), places.fileOf(), loss -> {})) {
            if (!file.keepsSecretOf(key)) {
                return Optional.empty();
            }
        }
        return doors.apply(KeyPlace.FILE).keptSecret(key);
    }
}
