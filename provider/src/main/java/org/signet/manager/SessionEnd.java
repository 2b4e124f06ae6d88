package org.signet.manager;

import java.util.Locale;
import java.util.Objects;
import org.signet.key.ConnectedUser;

/** A session that has just ended, and why. */
public record SessionEnd(ConnectedUser session, Why why) {
    /** Why a session ends. */
    public enum Why {
        /** The program logged the user out. */
        LOGOUT,
        /** The token that authenticated it is gone. */
        REMOVED,
        /** Somebody ended it from outside. */
        ENDED,
        /** The program ends. */
        EXIT,
        /** The token gave a result that was not its key's. */
        DISTRUSTED;

        /** For programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SessionEnd {
        Objects.requireNonNull(session);
        Objects.requireNonNull(why);
    }
}
