package org.signet.userfile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * One writer at a time in a folder, over all threads, class loaders and processes. POSIX locks belong to the process and go
 * with any close of the file, so that inside a JVM an interned string, which all its class loaders share, comes first.
 */
final class FolderLock {
    private static final long SHORTEST_PAUSE = 200_000;
    private static final long LONGEST_PAUSE = 2_000_000;

    private FolderLock() {}

    /**
     * Does it under the lock.
     *
     * @param folder its real path
     * @throws KeyAccessException BUSY if another process keeps the lock longer than that
     */
    static <T> T during(Path folder, Duration atMost, Supplier<T> work) {
        synchronized (("org.signet:" + folder).intern()) {
            Path file = folder.resolve(".lock");
            try (FileChannel channel = open(file)) {
                FileLock lock = lock(channel, file, atMost);
                try {
                    return work.get();
                } finally {
                    lock.release();
                }
            } catch (IOException e) {
                throw new KeyAccessException(Reason.IO, file + ": cannot be locked: " + e.getMessage(), e);
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                LocalDisk.MODE_0600);
    }

    private static FileLock lock(FileChannel channel, Path file, Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long pause = SHORTEST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() - end > 0) {
                throw new KeyAccessException(
                        Reason.BUSY,
                        file + ": another process has held it for " + atMost.toSeconds() + " s: try again");
            }
            LockSupport.parkNanos(pause);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // somebody in this JVM, without our string
        }
    }
}
