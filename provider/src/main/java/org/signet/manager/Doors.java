package org.signet.manager;

import java.util.Objects;
import java.util.Optional;
import org.signet.crypto.PrivateOperations;
import org.signet.key.Call;
import org.signet.key.Commands;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyPlace;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.Token;
import org.signet.manager.audit.Audit;

/** The doors of a session to the tokens where its owner's keys are: each is opened at its first use. */
final class Doors {
    private final Places places;
    private final Sessions sessions;
    private final PrivateOperations operations;
    private final ManagerOptions options;
    private final Audit audit;

    Doors(Places places, Sessions sessions, PrivateOperations operations, ManagerOptions options, Audit audit) {
        this.places = Objects.requireNonNull(places);
        this.sessions = Objects.requireNonNull(sessions);
        this.operations = Objects.requireNonNull(operations);
        this.options = Objects.requireNonNull(options);
        this.audit = Objects.requireNonNull(audit);
    }

    /** The door to the place's token. */
    KeyAccess to(Session session, KeyPlace place, Call call) {
        KeyAccess open = session.doors().get(place.token());
        return open != null ? open : open(session, place, call);
    }

    private KeyAccess open(Session session, KeyPlace place, Call call) {
        if (session.isEnded()) {
            throw sessions.notConnected(session.user().name());
        }
        Token token = places.find(place.custody(), place.token())
                .orElseThrow(() -> new KeyAccessException(
                        Reason.NO_CARD, "the key is on " + place + ", which is in no reader: insert that card"));
        KeyAccess door = places.enter(session.user(), token, call, loss -> lost(session, token, loss));
        KeyAccess earlier = session.doors().putIfAbsent(token.id(), door);
        if (earlier == null && !session.isEnded()) {
            return door;
        }
        door.close(); // another thread opened it meanwhile, or the session ended
        return Optional.ofNullable(earlier)
                .orElseThrow(() -> sessions.notConnected(session.user().name()));
    }

    private void lost(Session session, Token token, KeyAccessException why) {
        KeyAccess gone = session.doors().remove(token.id());
        if (gone != null) {
            operations.forget(gone);
            gone.close();
            audit.removed(session.user().name(), Session.road(token), why);
        }
    }

    /**
     * A call that asks the session's prompt, else the provider's.
     *
     * @param sent counts the commands that it takes
     */
    Call call(Session session, Commands sent) {
        SecretPrompt prompt = new SecretPrompt() {
            @Override
            public Optional<Secret> ask(SecretRequest request) {
                return session.prompt().ask(request).or(() -> options.prompt().ask(request));
            }

            @Override
            public Notice touchAwaited(String token) {
                audit.touchAwaited(session.user().name(), token);
                Notice own = session.prompt().touchAwaited(token);
                return own != Notice.NONE ? own : options.prompt().touchAwaited(token);
            }
        };
        return new Call(prompt, options.atMost(), sent);
    }
}
