package org.signet.userfile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.signet.key.ConnectedUser;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.SessionTable;

/** The connected users as files under {@code sessions/}; one manager's, and to be read by all. */
final class SessionFiles implements SessionTable, AutoCloseable {
    private static final String SUFFIX = ".session";
    private static final int MOST_BYTES = 64 * 1024;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}"); // looked at in each operation

    private final Path folder;
    private final Path sessions;
    private final Disk disk;
    private final Set<String> unwritten = ConcurrentHashMap.newKeySet();
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private Optional<ManagerLock> lock = Optional.empty();

    SessionFiles(Path folder, Disk disk) {
        this.folder = folder;
        this.sessions = folder.resolve("sessions");
        this.disk = disk;
    }

    /** Best effort: without a folder, or on a read-only file system, the session has no file and stands all the same. */
    @Override
    public void begin(ConnectedUser user) {
        unwritten.add(user.id());
        if (FileState.of(folder).isEmpty()) {
            return;
        }
        try {
            disk.write(file(user.id()), new SessionText(user, lock()).bytes());
            written.add(user.id());
            unwritten.remove(user.id());
        } catch (IOException | KeyAccessException e) {
            // read-only, full or unsafe: the session is known to this manager alone
        }
    }

    @Override
    public void update(ConnectedUser user) {
        if (!written.contains(user.id()) || !Files.exists(file(user.id()), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            disk.replaceQuickly(file(user.id()), new SessionText(user, lock()).bytes());
        } catch (IOException | KeyAccessException e) {
            // read-only, full or unsafe: others see the session as it was
        }
    }

    @Override
    public void end(String id) {
        unwritten.remove(id);
        written.remove(id);
        try {
            disk.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new KeyAccessException(Reason.IO, file(id) + " cannot be removed: " + e, e);
        }
    }

    @Override
    public boolean stands(String id) {
        return unwritten.contains(id)
                || Files.exists(file(id), LinkOption.NOFOLLOW_LINKS)
                || written.contains(id) && isAway();
    }

    /** A file system that is not there now ends nobody's session. */
    private boolean isAway() {
        return !Files.isDirectory(sessions, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<ConnectedUser> list() {
        if (!isThere()) {
            return List.of();
        }
        try {
            sweepLocks();
            List<ConnectedUser> live = new ArrayList<>();
            for (Path file : files(SUFFIX)) {
                Optional<SessionText> text = read(file);
                if (text.isPresent() && isLive(text.get())) {
                    live.add(text.get().session());
                } else if (text.isPresent()) {
                    disk.deleteIfExists(file);
                }
            }
            return live;
        } catch (IOException e) {
            throw new KeyAccessException(Reason.IO, sessions + " cannot be listed: " + e, e);
        }
    }

    private boolean isLive(SessionText text) throws IOException {
        return text.lock().matches("[0-9a-f]{32}\\.lock") && !ManagerLock.isDead(sessions.resolve(text.lock()));
    }

    private void sweepLocks() throws IOException {
        for (Path file : files(".lock")) {
            ManagerLock.isDead(file);
        }
    }

    private List<Path> files(String suffix) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(sessions, "*" + suffix)) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    private static Optional<SessionText> read(Path file) throws IOException {
        Optional<FileState> state = FileState.of(file);
        if (state.isEmpty() || !state.get().isRegular() || state.get().size() > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            return SessionText.parse(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // ended while we looked
        }
    }

    private boolean isThere() {
        Optional<FileState> state = FileState.of(sessions);
        state.ifPresent(s -> Hygiene.folder(sessions, s));
        return state.isPresent();
    }

    private synchronized String lock() throws IOException {
        if (lock.isEmpty()) {
            Hygiene.folder(folder, FileState.of(folder).orElseThrow(() -> new NoSuchFileException(folder.toString())));
            Files.createDirectories(sessions, LocalDisk.MODE_0700);
            isThere();
            lock = Optional.of(ManagerLock.take(sessions));
        }
        return lock.get().name();
    }

    private Path file(String id) {
        if (!ID.matcher(id).matches()) {
            throw new KeyAccessException(
                    Reason.UNKNOWN, "a session's id is 32 hex digits, not " + id.length() + " characters");
        }
        return sessions.resolve(id + SUFFIX);
    }

    /** Ends this manager's own sessions and gives its lock file up. */
    @Override
    public synchronized void close() {
        written.forEach(this::end);
        unwritten.clear();
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException e) {
            // the next one that lists sweeps it
        }
        lock = Optional.empty();
    }
}
