package org.signet.card;

/** When a key wants its card to be touched by a person. */
public enum TouchPolicy {
    /** Also where the card does not tell. */
    NEVER,
    ALWAYS,
    /** One touch serves for a while; a YubiKey's for 15 seconds. */
    CACHED
}
