package org.signet.key;

import java.security.ProviderException;
import java.util.Objects;
import java.util.OptionalInt;

/** The one error of everything below {@code jca}: a {@link Reason}, a text that names step and thing, and the tries left. */
public final class KeyAccessException extends ProviderException {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final int triesLeft;

    public KeyAccessException(Reason reason, String message) {
        this(reason, message, -1, null);
    }

    public KeyAccessException(Reason reason, String message, Throwable cause) {
        this(reason, message, -1, cause);
    }

    /** @param triesLeft how many tries the token still gives its PIN; negative where that is not known */
    public KeyAccessException(Reason reason, String message, int triesLeft, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason);
        this.triesLeft = triesLeft;
    }

    public Reason reason() {
        return reason;
    }

    public OptionalInt triesLeft() {
        return triesLeft < 0 ? OptionalInt.empty() : OptionalInt.of(triesLeft);
    }
}
