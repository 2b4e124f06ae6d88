package org.signet.iso7816;

import java.io.IOException;
import java.util.Objects;

/** Something went wrong between host and card; decide by {@link #status()}, never by the text. */
public final class ReaderException extends IOException {
    private static final long serialVersionUID = 1;

    /** What PC/SC would call an SCARD error, as far as anybody acts on it. */
    public enum Status {
        /** No pcscd, or it went away. */
        NO_SERVICE,
        /** pcscd is there and does not let us in. */
        ACCESS_DENIED,
        NO_READERS,
        NO_CARD,
        REMOVED,
        /** The card was reset by another program: everything selected and verified is gone. */
        RESET,
        /** Another program holds the card. */
        BUSY,
        TIMEOUT,
        PROTOCOL,
        OTHER
    }

    private final Status status;
    private final String cure;

    public ReaderException(Status status, String message) {
        this(status, message, null);
    }

    public ReaderException(Status status, String message, Throwable cause) {
        super(message, cause);
        this.status = Objects.requireNonNull(status);
        this.cure = "";
    }

    /** Of a trouble that a person can end: {@link #getMessage()} says both. */
    public ReaderException(Status status, String trouble, String cure, Throwable cause) {
        super(trouble + ": " + cure, cause);
        this.status = Objects.requireNonNull(status);
        this.cure = Objects.requireNonNull(cure);
    }

    public Status status() {
        return status;
    }

    /** What a person can do about it, which the message ends with; empty where the message says no such thing. */
    public String cure() {
        return cure;
    }
}
