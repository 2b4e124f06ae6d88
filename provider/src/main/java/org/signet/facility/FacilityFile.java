package org.signet.facility;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * The file of a facility, which is not ours: it may be root's or our own, nobody else may change it or put another in its place,
 * and no link leads to it. One that holds a key in the open is closed to all others too. Looked at before anything in it is read.
 */
final class FacilityFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final String ATTRIBUTES = "unix:dev,ino,ctime,lastModifiedTime,size,mode,uid";
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int STICKY = 01000;
    private static final int OTHERS_WRITE = 0022;
    private static final int OTHERS = 0007;

    private final Path path;
    private final int uid;

    /**
     * A file that has not been looked at yet.
     *
     * @param uid whose process this is
     * @throws KeyAccessException REFUSED for a path that is not absolute and plain
     */
    FacilityFile(String location, int uid) {
        this.uid = uid;
        path = Path.of(location);
        if (!path.isAbsolute() || !path.normalize().toString().equals(location)) {
            throw new KeyAccessException(
                    Reason.REFUSED, "a storage facility's path is absolute and without . and ..; not " + location);
        }
    }

    /** The same as long as nobody changed the file. */
    Map<String, Object> state() {
        Map<String, Object> state = look(path);
        int mode = (Integer) state.get("mode");
        if ((mode & TYPE) != REGULAR) {
            throw unsafe(path, "is no regular file, or a link to one");
        }
        requireOurs(state);
        if ((mode & OTHERS_WRITE) != 0) {
            throw unsafe(path, "has mode %04o: others may write to it (chmod go-w it)".formatted(mode & 07777));
        }
        return state;
    }

    /** What is in it; the way to it is looked at first. */
    byte[] read() {
        ancestors();
        try (SeekableByteChannel channel =
                Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), MOST_BYTES) + 1);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            if (buffer.position() > MOST_BYTES) {
                throw new KeyAccessException(Reason.DATA, path + " is longer than 1 MiB: no storage facility");
            }
            byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
            Arrays.fill(buffer.array(), (byte) 0);
            return bytes;
        } catch (IOException e) {
            throw io(path, "cannot be read", e);
        }
    }

    /** For a file whose key is not encrypted. */
    void requireClosedToOthers() {
        int mode = (Integer) look(path).get("mode");
        if ((mode & OTHERS) != 0) {
            throw unsafe(
                    path,
                    "has mode %04o and a key that is not encrypted: everybody can read it (chmod o= it)"
                            .formatted(mode & 07777));
        }
    }

    /** Nobody else may rename anything on the way; a sticky ancestor such as /tmp is fine. */
    private void ancestors() {
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            throw io(path, "cannot be reached", e);
        }
        for (Path above = real.getParent(); above != null; above = above.getParent()) {
            int mode = (Integer) look(above).get("mode");
            if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
                throw unsafe(above, "lies above the storage facility " + path + ", and others may write to it");
            }
        }
    }

    private void requireOurs(Map<String, Object> state) {
        int owner = (Integer) state.get("uid");
        if (owner != 0 && owner != uid) {
            throw unsafe(path, "belongs to uid " + owner + ", neither to root nor to " + uid);
        }
    }

    private static Map<String, Object> look(Path path) {
        try {
            return Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new KeyAccessException(Reason.IO, "the storage facility " + path + " does not exist", e);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw io(path, "cannot be looked at", e);
        }
    }

    private static KeyAccessException unsafe(Path path, String why) {
        return new KeyAccessException(Reason.UNSAFE, path + " " + why);
    }

    private static KeyAccessException io(Path path, String what, Exception e) {
        return new KeyAccessException(Reason.IO, "the storage facility " + path + " " + what + ": " + e, e);
    }
}
