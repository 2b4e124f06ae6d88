package org.signet.key;

/** When a key wants its token's PIN (SP 800-73-4 part 1, table 4b: 9E never, 9A and 9D once, 9C always). */
public enum PinPolicy {
    NEVER,
    ONCE,
    ALWAYS
}
