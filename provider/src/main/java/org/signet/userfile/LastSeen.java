package org.signet.userfile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.signet.userfile.format.UserText;

/**
 * The newest state of each user that this process has seen: nothing older is taken (userfile.md, order, step 6). It is never
 * forgotten, or an old copy would be taken then; 150 bytes a user.
 */
final class LastSeen {
    /** Half a SHA-256. */
    private record Digest(long first, long second) {
        static Digest of(String... words) {
            byte[] text = String.join(" ", words).getBytes(StandardCharsets.US_ASCII);
            ByteBuffer digest = ByteBuffer.wrap(Sha256.of(text));
            return new Digest(digest.getLong(), digest.getLong());
        }
    }

    private record State(long enrolled, long body, Digest content) {
        boolean isOlderThan(State other) {
            return enrolled < other.enrolled || enrolled == other.enrolled && body < other.body;
        }
    }

    private final ConcurrentMap<Digest, State> newest = new ConcurrentHashMap<>();

    /** Whether this is the newest or newer, and if it is of the same serials, the same. */
    boolean accepts(UserText text) {
        State now = new State(
                text.enrolment().enrolled(),
                text.body().serial(),
                Digest.of(Sha256.hex(text.enrolmentText()), text.seal().base64()));
        return newest.merge(whose(text), now, (seen, read) -> seen.isOlderThan(read) ? read : seen)
                .equals(now);
    }

    /** A tombstone: no copy of this user's file is taken any more. */
    void removed(UserText text) {
        newest.put(whose(text), new State(Long.MAX_VALUE, Long.MAX_VALUE, Digest.of("removed")));
    }

    /**
     * Anybody can seal as he likes with a key of his own: such a file, which no session believes, must not make the true one
     * look old. What an administrator signed names its sealer beyond doubt.
     */
    private static Digest whose(UserText text) {
        String id = text.enrolment().id();
        return text.enrolment().admin().isPresent()
                ? Digest.of(id)
                : Digest.of(id, text.enrolment().sealer().base64());
    }
}
