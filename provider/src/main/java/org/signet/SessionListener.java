package org.signet;

/**
 * Is told when a user's session ends: {@code session.onEnd = class:NAME} names a public class with a public constructor that takes
 * nothing. It runs on a thread of Signet's own, after the user's keys and secrets are gone.
 */
public interface SessionListener {
    /** A session has ended. Whatever this throws is logged and nothing else. */
    void ended(EndedSession session);
}
