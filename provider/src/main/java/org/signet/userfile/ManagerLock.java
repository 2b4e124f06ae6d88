package org.signet.userfile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lock file that a manager holds while it lives, so that others can tell that its process is gone. Nobody opens a held one
 * a second time: any close would free it (jca-facts 46). Hence this JVM's own, over all class loaders, stand in a system
 * property.
 */
final class ManagerLock implements AutoCloseable {
    private static final String PROPERTY = "org.signet.locks";
    private static final int TRIES = 16;
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final FileChannel channel;

    private ManagerLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @param sessions the folder */
    static ManagerLock take(Path sessions) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            Optional<ManagerLock> lock = take(sessions, HexFormat.of().formatHex(random) + ".lock");
            if (lock.isPresent()) {
                return lock.get();
            }
        }
        throw new IOException("no lock file in " + sessions + " stays for long enough to be locked");
    }

    private static Optional<ManagerLock> take(Path sessions, String name) throws IOException {
        Path file = sessions.resolve(name);
        list(name, true);
        boolean held = false;
        try {
            FileChannel channel = FileChannel.open(file, NEW, LocalDisk.MODE_0600);
            channel.lock();
            held = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            if (!held) {
                channel.close(); // another process swept it between its making and its locking
            }
            return held ? Optional.of(new ManagerLock(file, channel)) : Optional.empty();
        } finally {
            if (!held) {
                list(name, false);
            }
        }
    }

    String name() {
        return file.getFileName().toString();
    }

    /** Whether its manager is gone; then the file is too. */
    static boolean isDead(Path lock) throws IOException {
        if (listed().contains(lock.getFileName().toString())) {
            return false;
        }
        if (!Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            FileLock held = channel.tryLock();
            if (held == null) {
                return false;
            }
            Files.deleteIfExists(lock);
            return true;
        } catch (OverlappingFileLockException e) {
            return false; // another sweeper of this JVM is at it
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            channel.close();
            list(name(), false);
        }
    }

    private static Set<String> listed() {
        return new LinkedHashSet<>(List.of(System.getProperty(PROPERTY, "").split(" ")));
    }

    private static void list(String name, boolean held) {
        synchronized (PROPERTY.intern()) { // one string for all class loaders
            Set<String> names = listed();
            names.remove("");
            if (held) {
                names.add(name);
            } else {
                names.remove(name);
            }
            System.setProperty(PROPERTY, String.join(" ", names));
        }
    }
}
