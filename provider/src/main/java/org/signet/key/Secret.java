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

    /** Whoever gave a secret hears what became of it; runs on the thread that tries, with a transaction open. */
    public interface Fate {
        /** The token refused it: it must not be tried again. */
        void refused();

        /** Nobody will try it any more; once or more often. */
        void closed();
    }

    /** Of a secret whose giver does not care. */
    public static final Fate UNHEARD = new Fate() {
        @Override
        public void refused() {}

        @Override
        public void closed() {}
    };

    private final char[] value;
    private final Origin origin;
    private final Fate fate;

    /** Copies the characters; the caller wipes his own. */
    public Secret(char[] value, Origin origin) {
        this(value, origin, UNHEARD);
    }

    /** @param fate hears of this secret, and not of a {@link #copy} */
    public Secret(char[] value, Origin origin, Fate fate) {
        this.value = value.clone();
        this.origin = Objects.requireNonNull(origin);
        this.fate = Objects.requireNonNull(fate);
    }

    /** The characters themselves, not a copy: gone after {@link #close()}. */
    public char[] value() {
        return value;
    }

    public Origin origin() {
        return origin;
    }

    /** Whether both are the same characters; in a time that tells nothing of them but their number. */
    public boolean matches(Secret other) {
        int differ = value.length ^ other.value.length;
        for (int i = 0; i < Math.min(value.length, other.value.length); i++) {
            differ |= value[i] ^ other.value[i];
        }
        return differ == 0;
    }

    public Secret copy() {
        return new Secret(value, origin);
    }

    /** The token refused it. */
    public void refused() {
        fate.refused();
    }

    @Override
    public void close() {
        Arrays.fill(value, '\0');
        fate.closed();
    }

    @Override
    public String toString() {
        return "Secret[" + origin + "]";
    }
}
