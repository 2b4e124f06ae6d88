package org.signet.key;

import java.util.Arrays;
import java.util.Objects;

/** A PIN or a passphrase: its characters, and whether a person typed them just now. Wiped by {@link #close()}. */
public final class Secret implements AutoCloseable {
    /** Only a {@link #HUMAN} may spend a card's last try. */
    public enum Origin {
        HUMAN,
        PROGRAM
    }

    private final char[] value;
    private final Origin origin;

    /** Copies the characters; the caller wipes his own. */
    public Secret(char[] value, Origin origin) {
        this.value = value.clone();
        this.origin = Objects.requireNonNull(origin);
    }

    /** The characters themselves, not a copy: gone after {@link #close()}. */
    public char[] value() {
        return value;
    }

    public Origin origin() {
        return origin;
    }

    public Secret copy() {
        return new Secret(value, origin);
    }

    @Override
    public void close() {
        Arrays.fill(value, '\0');
    }

    @Override
    public String toString() {
        return "Secret[" + origin + "]";
    }
}
