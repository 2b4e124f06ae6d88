package org.signet.manager;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.signet.key.Call;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyPlace;
import org.signet.key.Reason;
import org.signet.key.Token;
import org.signet.key.User;

/** One user's doors for one work of administration: each is opened by its secret when it is first needed, and all close together. */
final class Errand implements Function<KeyPlace, KeyAccess>, AutoCloseable {
    private final Places places;
    private final User user;
    private final Call call;
    private final Map<String, KeyAccess> open = new HashMap<>();

    Errand(Places places, User user, Call call) {
        this.places = places;
        this.user = user;
        this.call = call;
    }

    /** @throws KeyAccessException NO_CARD if no reader holds the place's card, and what a log-in may end with */
    @Override
    public KeyAccess apply(KeyPlace place) {
        return open.computeIfAbsent(place.token(), token -> opened(place));
    }

    private KeyAccess opened(KeyPlace place) {
        Token token = places.find(place.custody(), place.token()).orElseThrow(() -> notThere(place.token()));
        return places.enter(user, token, call, loss -> {});
    }

    static KeyAccessException notThere(String token) {
        return new KeyAccessException(Reason.NO_CARD, "no reader holds " + token + ": insert that card");
    }

    @Override
    public void close() {
        open.values().forEach(KeyAccess::close);
        open.clear();
    }
}
