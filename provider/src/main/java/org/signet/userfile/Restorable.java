package org.signet.userfile;

import java.util.Arrays;
import java.util.Optional;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.userfile.format.Names;
import org.signet.userfile.format.UserParser;
import org.signet.userfile.format.UserText;

/** A user's file in a backup, beside the one that stands in the folder now. */
public final class Restorable {
    /** What putting it back would do. */
    public enum Effect {
        /** The folder has no such user. */
        BRINGS_BACK,
        /** It has the same file. */
        NOTHING,
        /** It has an older file of the same user. */
        RENEWS,
        /** It has a newer file, another user's of that name, or one that cannot be read: that would be lost. */
        DESTROYS
    }

    private final String user;
    private final UserText text;
    private final Optional<FileState> seen;
    private final Effect effect;
    private final String words;

    private Restorable(String user, UserText text, Optional<FileState> seen, Effect effect, String words) {
        this.user = user;
        this.text = text;
        this.seen = seen;
        this.effect = effect;
        this.words = words;
    }

    static Restorable of(UserStore store, UserFileOptions options, String user, byte[] bytes) {
        String encoded = Names.encodeUser(user);
        UserText text = UserParser.parse("the backup's file of " + encoded, encoded, bytes, options.limits());
        new Verifier(options.administrator()).verify("the backup's file of " + encoded, text);
        store.anchor().objection(user, text).ifPresent(o -> {
            throw new KeyAccessException(
                    Reason.DAMAGED,
                    "the backup's file of " + encoded + " " + o + " the anchor "
                            + store.anchor().where() + " knows: take his line out of it if you mean to go back");
        });
        Optional<FileState> seen = store.state(user);
        if (seen.isEmpty()) {
            return new Restorable(user, text, seen, Effect.BRINGS_BACK, "is not in the folder");
        }
        if (store.raw(user).filter(now -> Arrays.equals(now, bytes)).isPresent()) {
            return new Restorable(user, text, seen, Effect.NOTHING, "is the same");
        }
        try {
            return compared(
                    user, text, seen, store.read(user).map(Snapshot::text).orElse(text));
        } catch (KeyAccessException e) {
            return new Restorable(
                    user, text, seen, Effect.DESTROYS, "is in the folder, but cannot be read: " + e.getMessage());
        }
    }

    private static Restorable compared(String user, UserText text, Optional<FileState> seen, UserText now) {
        if (!now.enrolment().id().equals(text.enrolment().id())) {
            return new Restorable(user, text, seen, Effect.DESTROYS, "was enrolled anew since, as another user");
        }
        long enrolled = now.enrolment().enrolled();
        long body = now.body().serial();
        boolean older = enrolled < text.enrolment().enrolled()
                || enrolled == text.enrolment().enrolled() && body < text.body().serial();
        String words = "has enrolment " + enrolled + " and body " + body + " in the folder, "
                + text.enrolment().enrolled() + " and " + text.body().serial() + " in the backup";
        return new Restorable(user, text, seen, older ? Effect.RENEWS : Effect.DESTROYS, words);
    }

    /** His name. */
    public String user() {
        return user;
    }

    public Effect effect() {
        return effect;
    }

    /** Why, for a person: a predicate of the user. */
    public String words() {
        return words;
    }

    UserText text() {
        return text;
    }

    Optional<FileState> seen() {
        return seen;
    }
}
