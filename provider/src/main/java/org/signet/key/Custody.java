package org.signet.key;

import java.util.Locale;

/** Where a key lives, and where a user's new keys go. */
public enum Custody {
    CARD,
    FILE,
    FACILITY;

    /** The word that stands in the user information file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
