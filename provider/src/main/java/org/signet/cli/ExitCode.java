package org.signet.cli;

import org.signet.key.Reason;

/** What the shell is told. Scripts rely on these numbers. */
final class ExitCode {
    static final int DONE = 0;
    /** Wrong PIN, no such key, a rule says no. */
    static final int REFUSED = 1;
    /** The command line or the configuration is wrong. */
    static final int USAGE = 2;
    /** A reader, a card or a file does not do its part. */
    static final int TROUBLE = 3;

    private ExitCode() {}

    static int of(Reason reason) {
        return switch (reason) {
            case NOT_CONNECTED, WRONG_CARD, PIN_NEEDED, PIN_WRONG, PIN_BLOCKED, PASSPHRASE_WRONG -> REFUSED;
            case REFUSED, UNKNOWN, CANNOT -> REFUSED;
            case CONFIGURATION -> USAGE;
            case NO_READERS, NO_CARD, REMOVED, BUSY, TIMEOUT, PROTOCOL, DATA, DAMAGED, UNSAFE, IO -> TROUBLE;
        };
    }
}
