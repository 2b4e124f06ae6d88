package org.signet.manager;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.SessionTable;
import org.signet.manager.SessionEnd.Why;

/** The manager's own memory of who is connected, one session per user; it decides, the session files inform. */
final class Sessions {
    private static final Executor SOON = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final SessionTable table;
    private final Consumer<KeyAccess> forget;
    private final Ended ended;
    private final Map<String, Session> connected = new ConcurrentHashMap<>();
    private final Map<String, KeyAccessException> lastLoss = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> logins = new ConcurrentHashMap<>();
    private final Set<String> dismissed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();

    /** Is told of each session once. */
    interface Ended {
        /** @param loss what later operations are told; null where the program itself ended it */
        void ended(Session session, SessionEnd.Why why, KeyAccessException loss);
    }

    /**
     * An empty memory.
     *
     * @param forget wipes what was kept for a door that closes
     */
    Sessions(SessionTable table, Consumer<KeyAccess> forget, Ended ended) {
        this.table = Objects.requireNonNull(table);
        this.forget = Objects.requireNonNull(forget);
        this.ended = Objects.requireNonNull(ended);
    }

    /** The live session of a user; one that was ended from outside is ended here too. */
    Optional<Session> of(String user) {
        Session session = connected.get(user);
        if (session == null || session.isEnded()) { // an ended one is still shutting its doors
            return Optional.empty();
        }
        if (writesFile(session) && !table.stands(session.shown().id())) {
            if (!session.isEnded()) { // else its own end, meanwhile, took the file away
                dismissed.add(user);
                end(session, Why.ENDED, new KeyAccessException(Reason.NOT_CONNECTED, "it was ended from outside"));
            }
            return Optional.empty();
        }
        return Optional.of(session);
    }

    /** A key has signed, and the signature was verified: where the login still waits for that one, this is its proof. */
    void signed(Session session, KeyRecord key) {
        if (!session.awaits(key)) {
            return;
        }
        session.proved(key.publicKey());
        if (writesFile(session)) {
            table.update(session.shown());
        }
    }

    /** One login at a time for each user. */
    ReentrantLock loginLock(String user) {
        return logins.computeIfAbsent(user, u -> new ReentrantLock());
    }

    void begin(Session session) {
        if (writesFile(session)) { // before anybody meets the session: without its file it has ended
            table.begin(session.shown());
        }
        connected.put(session.user().name(), session);
        lastLoss.remove(session.user().name());
        dismissed.remove(session.user().name());
        if (writesFile(session)) {
            watch();
        }
    }

    /** What was ended from outside ends soon, with its PIN and its keys, though its owner does nothing more. */
    private void watch() {
        if (watching.compareAndSet(false, true)) {
            SOON.execute(this::look);
        }
    }

    private void look() {
        watching.set(false);
        try {
            connected.keySet().forEach(this::of);
        } finally {
            if (connected.values().stream().anyMatch(Sessions::writesFile)) {
                watch();
            }
        }
    }

    /** The token that authenticated this session is gone. */
    void lost(String id, KeyAccessException why) {
        connected.values().stream()
                .filter(s -> s.shown().id().equals(id))
                .findFirst()
                .ifPresent(s -> end(s, Why.REMOVED, why));
    }

    /** An orderly log-out. */
    void dismiss(Session session) {
        dismissed.add(session.user().name());
        end(session, Why.LOGOUT, null);
    }

    /** Whether the user's last session was ended by the program or from outside, so that only a login makes another. */
    boolean isDismissed(String user) {
        return dismissed.contains(user);
    }

    /** @param loss what later operations are told; null where the program itself ends it */
    void end(Session session, Why why, KeyAccessException loss) {
        if (loss != null) {
            lastLoss.put(session.user().name(), loss);
        }
        boolean first = session.end(forget);
        if (connected.remove(session.user().name(), session) || first) {
            table.end(session.shown().id());
        }
        if (first) {
            ended.ended(session, why, loss);
        }
    }

    /** What to tell an operation whose owner is not connected. */
    KeyAccessException notConnected(String user) {
        KeyAccessException loss = lastLoss.get(user);
        return loss == null
                ? new KeyAccessException(Reason.NOT_CONNECTED, user + " is not connected: log in first")
                : new KeyAccessException(
                        Reason.NOT_CONNECTED, "the session of " + user + " is over: " + loss.getMessage(), loss);
    }

    List<Session> all() {
        return List.copyOf(connected.values());
    }

    /** A user whom nobody enrolled leaves no trace on disk. */
    private static boolean writesFile(Session session) {
        return session.user().isEnrolled();
    }
}
