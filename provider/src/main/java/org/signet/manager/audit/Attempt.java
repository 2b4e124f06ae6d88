package org.signet.manager.audit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.signet.crypto.Scheme;
import org.signet.key.Commands;
import org.signet.key.ForeignText;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyRecord;

/** Something that somebody wants of the key store manager, from its begin to its end; its end is one entry. */
public final class Attempt {
    private final Audit audit;
    private final Kind kind;
    private final String action;
    private final String user;
    private final Commands sent;
    private final long began = System.nanoTime();
    private final Object recording;
    private KeyId id;
    private KeyRecord key;
    private Scheme scheme;
    private String road = "";
    private String proof = "";

    Attempt(Audit audit, Kind kind, String action, String user, Object recording) {
        this.audit = Objects.requireNonNull(audit);
        this.kind = Objects.requireNonNull(kind);
        this.action = Objects.requireNonNull(action);
        this.user = Objects.requireNonNull(user);
        this.sent = new Commands();
        this.recording = recording;
    }

    /** Counts what is sent to a card on its behalf. */
    public Commands sent() {
        return sent;
    }

    /** The key that is meant, whatever is known of it. */
    public Attempt of(KeyId meant, Scheme wanted) {
        id = meant;
        scheme = wanted;
        return this;
    }

    /** The key as it is now. */
    public void key(KeyRecord record) {
        key = record;
    }

    public void road(String where) {
        road = where;
    }

    /** How a login was proved, or who signs a change, in one word. */
    public void proof(String word) {
        proof = word;
    }

    /** Does it and tells how that ended. */
    public <T> T run(Supplier<T> deed) {
        return run(List.of(this), deed);
    }

    /** Does what several keys are in at once, and tells of each how that ended. */
    public static <T> T run(List<Attempt> each, Supplier<T> deed) {
        T result;
        try {
            result = deed.get();
        } catch (RuntimeException | Error e) {
            each.forEach(attempt -> attempt.failed(e));
            throw e;
        }
        each.forEach(Attempt::done);
        return result;
    }

    /** Looks whether it can be done, and tells if it cannot. */
    public <T> T look(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException | Error e) {
            failed(e);
            throw e;
        }
    }

    public void done() {
        end(kind, "done", "");
    }

    /** @param why its reason, where it has one, is the outcome; any other by the name of its class alone, for its text may be anybody's */
    private void failed(Throwable why) {
        if (why instanceof KeyAccessException e) {
            end(Kind.REFUSAL, e.reason().name(), Objects.requireNonNullElse(e.getMessage(), ""));
        } else {
            end(Kind.REFUSAL, why.getClass().getSimpleName(), "");
        }
    }

    /** Tells, if anybody listens. */
    void end(Kind as, String outcome, String message) {
        audit.tell(as, recording, () -> entry(as, outcome, message));
    }

    private Entry entry(Kind as, String outcome, String message) {
        Optional<KeyRecord> known = Optional.ofNullable(key);
        return new Entry(
                as,
                action,
                ForeignText.shown(user),
                ForeignText.shown(
                        known.flatMap(k -> k.aliases().stream().findFirst()).orElse("")),
                known.map(KeyRecord::id)
                        .or(() -> Optional.ofNullable(id))
                        .map(KeyId::hex)
                        .orElse(""),
                ForeignText.shown(known.map(k -> k.place().toString()).orElse(road)),
                scheme == null ? proof : SchemeWord.of(scheme),
                System.nanoTime() - began,
                sent.sent(),
                outcome,
                ForeignText.shown(message));
    }
}
