package org.signet.userfile;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.signet.userfile.format.UserText;

/** The newest state of each user that this process has seen: nothing older is taken (userfile.md, order, step 6). */
final class LastSeen {
    private record State(long enrolled, long body, String hash, String seal) {
        boolean isOlderThan(State other) {
            return enrolled < other.enrolled || enrolled == other.enrolled && body < other.body;
        }
    }

    private final ConcurrentMap<String, State> byId = new ConcurrentHashMap<>();

    /** Whether this is the newest or newer, and if it is of the same serials, the same. */
    boolean accepts(UserText text) {
        State now = new State(
                text.enrolment().enrolled(),
                text.body().serial(),
                Verifier.hash(text.enrolmentText()),
                text.seal().base64());
        State newest = byId.merge(text.enrolment().id(), now, (seen, read) -> seen.isOlderThan(read) ? read : seen);
        return newest.equals(now);
    }
}
