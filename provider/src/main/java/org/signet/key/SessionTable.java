package org.signet.key;

import java.util.List;

/** The connected users, as files that inform others; the manager's own memory decides. */
public interface SessionTable {
    /** Best effort: on a read-only file system the session has no file, and {@link #stands} answers true. */
    void begin(ConnectedUser user);

    /** The same session, of which more is known now. Best effort; one that was ended meanwhile stays ended. */
    default void update(ConnectedUser user) {}

    void end(String id);

    /** Whether nobody has ended this session from outside; a few microseconds. */
    boolean stands(String id);

    /** Every live session, swept of those whose process is gone. */
    List<ConnectedUser> list();
}
