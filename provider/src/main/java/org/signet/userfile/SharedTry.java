package org.signet.userfile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * One try at a time, over all processes of a user, and over all threads and class loaders of a JVM: from the asking for a secret
 * to what became of it. It is no scope as {@link FolderLock} is, so that a JVM's own stand in a system property (jca-facts 46: nobody
 * opens a held lock file a second time).
 */
final class SharedTry implements AutoCloseable {
    private static final String PROPERTY = "org.signet.tries";
    private static final long PAUSE = 2_000_000;

    private final String name;
    private Optional<FileChannel> channel = Optional.empty();
    private boolean closed;

    private SharedTry(String name) {
        this.name = name;
    }

    /**
     * Waits for its turn.
     *
     * @param lock the lock file; where it cannot be made (a read-only home) the try is shared within this JVM alone
     * @throws KeyAccessException BUSY
     */
    static SharedTry begin(Path lock, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        SharedTry held = new SharedTry(lock.getFileName().toString());
        await(() -> list(held.name, true), lock, end);
        try {
            Optional<FileChannel> opened = open(lock);
            held.channel = opened;
            if (opened.isPresent()) {
                FileChannel channel = opened.get();
                await(() -> channel.tryLock() != null, lock, end);
            }
            return held;
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }

    /** Something that may succeed at the next look. */
    private interface Attempt {
        boolean succeeds() throws IOException;
    }

    private static void await(Attempt attempt, Path lock, long end) {
        try {
            while (!attempt.succeeds()) {
                if (System.nanoTime() - end > 0) {
                    throw new KeyAccessException(
                            Reason.BUSY, lock + ": another login with the same PIN file takes too long: try again");
                }
                LockSupport.parkNanos(PAUSE);
            }
        } catch (IOException e) {
            throw new KeyAccessException(Reason.IO, lock + " cannot be locked: " + e, e);
        }
    }

    private static Optional<FileChannel> open(Path lock) {
        try {
            return Optional.of(FileChannel.open(
                    lock,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    LocalDisk.MODE_0600));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (channel.isPresent()) {
                channel.get().close();
            }
        } catch (IOException e) {
            // the lock goes with the process at the latest
        } finally {
            list(name, false);
        }
    }

    /** @return whether that changed anything */
    private static boolean list(String name, boolean held) {
        synchronized (PROPERTY.intern()) { // one string for all class loaders
            Set<String> names = new LinkedHashSet<>(
                    Arrays.asList(System.getProperty(PROPERTY, "").split(" ")));
            names.remove("");
            boolean changed = held ? names.add(name) : names.remove(name);
            System.setProperty(PROPERTY, String.join(" ", names));
            return changed;
        }
    }
}
