package org.signet.key;

/** Why a key could not be reached or used; {@code jca} maps each to one JCA exception. */
public enum Reason {
    NOT_CONNECTED,
    NO_READERS,
    NO_CARD,
    WRONG_CARD,
    REMOVED,
    BUSY,
    TIMEOUT,
    PIN_NEEDED,
    PIN_WRONG,
    PIN_BLOCKED,
    PASSPHRASE_WRONG,
    /** Refused by a rule of ours or of the card; nothing was lost. */
    REFUSED,
    /** The card or the reader broke ISO 7816, or a result failed its check before release. */
    PROTOCOL,
    /** A certificate or object that cannot be read. */
    DATA,
    /** A file that somebody or something changed. */
    DAMAGED,
    /** A folder or file whose rights, owner or kind is not what it must be. */
    UNSAFE,
    /** No such user, key or alias. */
    UNKNOWN,
    /** The configuration is wrong. */
    CONFIGURATION,
    /** Reading or writing failed: full disk, read-only file system, no pcscd. */
    IO,
    /** This key, place or card cannot do what was asked. */
    CANNOT
}
