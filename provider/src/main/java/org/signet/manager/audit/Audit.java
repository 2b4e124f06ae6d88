package org.signet.manager.audit;

import java.util.function.Supplier;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** The audit trail of one key store manager: to Flight Recorder if it records, and to the log {@code org.signet.audit}. */
public final class Audit {
    private final Recorder recorder = Found.RECORDER;
    private final LogTrail log = new LogTrail();

    /** jdk.jfr may be missing from a runtime of one's own; nothing but this asks for its classes. */
    private static final class Found {
        static final Recorder RECORDER = recorder();

        private static Recorder recorder() {
            try {
                Recorder found = new FlightRecorderTrail();
                found.isOn();
                return found;
            } catch (LinkageError e) {
                return Recorder.ABSENT;
            }
        }
    }

    /** Somebody wants a key's operation or a change: {@code sign}, {@code decrypt}, {@code agree}, {@code create} … */
    public Attempt operation(String action, String user) {
        return attempt(Kind.OPERATION, action, user);
    }

    /** Somebody administers: {@code enrol}, {@code amend}, {@code move}, {@code remove} …; the user is whom it is done to. */
    public Attempt administration(String action, String user) {
        return attempt(Kind.ADMINISTRATION, action, user);
    }

    public Attempt login(String user) {
        log.prepare();
        return attempt(Kind.LOGIN, "login", user);
    }

    /**
     * A session has ended.
     *
     * @param road its token
     * @param why null for an orderly log-out
     */
    public void ended(String user, String road, KeyAccessException why) {
        if (why == null) {
            single(Kind.LOGOUT, "logout", user, road).end(Kind.LOGOUT, "done", "");
        } else if (why.reason() == Reason.REMOVED) {
            removed(user, road, why);
        } else {
            single(Kind.LOGOUT, "logout", user, road)
                    .end(Kind.LOGOUT, why.reason().name(), why.getMessage());
        }
    }

    /** An operation waits for a person to touch the card. */
    public void touchAwaited(String user, String token) {
        single(Kind.OPERATION, "touch", user, "card " + token).end(Kind.OPERATION, "awaited", "");
    }

    /** A token that a session had open is gone. */
    public void removed(String user, String road, KeyAccessException why) {
        single(Kind.REMOVAL, "removal", user, road)
                .end(Kind.REMOVAL, why.reason().name(), why.getMessage());
    }

    /** Waits a moment for what is still to be written. */
    public void close() {
        log.close();
    }

    private Attempt single(Kind kind, String action, String user, String road) {
        Attempt attempt = attempt(kind, action, user);
        attempt.road(road);
        return attempt;
    }

    private Attempt attempt(Kind kind, String action, String user) {
        return new Attempt(this, kind, action, user, recorder.isOn() ? recorder.begin(kind) : null);
    }

    void tell(Kind kind, Object recording, Supplier<Entry> teller) {
        boolean logs = log.wants(kind);
        if (recording == null && !logs) {
            return;
        }
        Entry entry = teller.get();
        if (recording != null) {
            recorder.end(recording, entry);
        }
        if (logs) {
            log.write(entry);
        }
    }
}
