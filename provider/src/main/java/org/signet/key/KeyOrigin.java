package org.signet.key;

import java.util.Locale;

/** Where a key was made. Only {@link #CARD} may be called "never on the host". */
public enum KeyOrigin {
    CARD,
    FILE,
    IMPORTED,
    /** Found on a card, or in a facility, that does not tell. */
    UNKNOWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
