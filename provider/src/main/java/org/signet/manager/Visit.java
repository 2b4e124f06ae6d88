package org.signet.manager;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Token;
import org.signet.key.User;

/**
 * A door for who only looks: opened for a question, proving nothing, and shut when no other follows soon. A listing is many
 * questions, and reads the card once; afterwards the card is another program's again.
 */
final class Visit {
    private static final Executor SOON = CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS);

    /** What a door says that leads to a card which has gone, and perhaps come back. */
    private static final Set<Reason> SHUT = EnumSet.of(Reason.REMOVED, Reason.WRONG_CARD, Reason.NOT_CONNECTED);

    private final Places places;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Open> open = Optional.empty();
    private long questions;

    private record Open(User user, Token token, KeyAccess door) {}

    Visit(Places places) {
        this.places = Objects.requireNonNull(places);
    }

    <T> T ask(User user, Token token, Function<KeyAccess, T> question) {
        lock.lock();
        try {
            Optional<Open> known =
                    open.filter(o -> o.token().equals(token) && o.user().equals(user));
            try {
                return question.apply(known.map(Open::door).orElseGet(() -> enter(user, token)));
            } catch (KeyAccessException e) {
                if (known.isEmpty() || !SHUT.contains(e.reason())) {
                    throw e;
                }
                return question.apply(enter(user, token));
            }
        } finally {
            leaveSoon();
            lock.unlock();
        }
    }

    private KeyAccess enter(User user, Token token) {
        leave();
        open = Optional.of(new Open(user, token, places.open(user, token, loss -> {})));
        return open.get().door();
    }

    private void leaveSoon() {
        long last = ++questions;
        SOON.execute(() -> leaveAfter(last));
    }

    private void leaveAfter(long last) {
        lock.lock();
        try {
            if (questions == last) {
                leave();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Shuts the door, if it is open. */
    void leave() {
        lock.lock();
        try {
            Optional<Open> left = open;
            open = Optional.empty();
            left.ifPresent(o -> o.door().close());
        } finally {
            lock.unlock();
        }
    }
}
