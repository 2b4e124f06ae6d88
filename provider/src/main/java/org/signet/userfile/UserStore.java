package org.signet.userfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.userfile.format.Names;
import org.signet.userfile.format.UserParser;
import org.signet.userfile.format.UserText;

/** Reads users' files, verified and only when they have changed, and replaces them as a whole. */
final class UserStore {
    static final String SUFFIX = ".user";
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_KEPT = 2048; // users, with three RSA keys some 40 KiB each

    private final Path folder;
    private final Path users;
    private final UserFileOptions options;
    private final Verifier verifier;
    private final LastSeen lastSeen = new LastSeen();
    private final Anchor anchor;
    private final Recent<Path, Snapshot> cache = new Recent<>(MOST_KEPT);
    private final Recent<String, Path> files = new Recent<>(MOST_KEPT);
    private volatile boolean absent; // the folder, when it was looked at last

    UserStore(Path folder, UserFileOptions options) {
        this.folder = folder.toAbsolutePath().normalize();
        this.users = this.folder.resolve("users");
        this.options = options;
        this.verifier = new Verifier(options.administrator());
        this.anchor = new Anchor(options.anchor(), options.disk());
    }

    Path folder() {
        return folder;
    }

    boolean exists() {
        return FileState.of(folder).isPresent();
    }

    List<String> names() {
        if (!isThere()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(users, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                Names.decodeUser(name.substring(0, name.length() - SUFFIX.length()))
                        .ifPresent(names::add);
            }
        } catch (IOException e) {
            throw io(users, "cannot be listed", e);
        }
        Collections.sort(names);
        return names;
    }

    /**
     * A user's file as it is now.
     *
     * @throws KeyAccessException DAMAGED, UNSAFE, IO, CONFIGURATION, or CANNOT for a newer format
     */
    Optional<Snapshot> read(String name) {
        Path file = file(name);
        if (absent && !isThere()) {
            anchor.requireAbsent(name);
            return Optional.empty();
        }
        Optional<FileState> state = FileState.of(file);
        if (state.isEmpty()) {
            isThere(); // an unsafe folder is none without this user
            anchor.requireAbsent(name);
            return Optional.empty();
        }
        Snapshot cached = cache.get(file);
        return cached != null && cached.isStill(state.get()) ? Optional.of(cached) : load(file, state.get());
    }

    /**
     * Replaces a user's file, under the folder's lock: what the change makes of its verified state of that moment.
     *
     * @param change called once; what it throws leaves everything as it was
     * @throws KeyAccessException also BUSY and IO; then the old state stands
     */
    Snapshot replace(String name, Function<Optional<Snapshot>, UserText> change) {
        Path file = file(name);
        create();
        return FolderLock.during(real(), options.lockWait(), () -> {
            Optional<Snapshot> old = read(name);
            UserText text = change.apply(old);
            SoftwareKeys.refuseNew(old.map(Snapshot::text), text, options.cardGroups());
            write(file, text.bytes(), old.map(Snapshot::state));
            Snapshot written = remember(file, text);
            anchor.record(name, text);
            return written;
        });
    }

    /** Removes a user's file, under the folder's lock. @throws KeyAccessException UNKNOWN, BUSY, IO */
    void remove(String name) {
        Path file = file(name);
        requireKnown(name); // who is not there makes no lock file
        FolderLock.during(real(), options.lockWait(), () -> {
            UserText text = requireKnown(name).text();
            try {
                options.disk().deleteIfExists(file);
                options.disk().sync(users);
            } catch (IOException e) {
                throw io(file, "cannot be removed", e);
            }
            forget(name);
            lastSeen.removed(text);
            anchor.removed(name, text.enrolment().id());
            return file;
        });
    }

    /**
     * Puts a whole file in its place, which its reader verifies as any other; under the folder's lock.
     *
     * @param seen what stood there when somebody decided; another state now is BUSY
     */
    void put(String name, UserText text, Optional<FileState> seen) {
        Path file = file(name);
        create();
        FolderLock.during(real(), options.lockWait(), () -> {
            if (!FileState.of(file).equals(seen)) {
                throw new KeyAccessException(
                        Reason.BUSY, file + " changed meanwhile, and was left as it is: try again");
            }
            verifier.verify(file.toString(), text);
            anchor.objection(name, text).ifPresent(o -> {
                throw old(file, Optional.of(o));
            });
            write(file, text.bytes(), seen);
            cache.remove(file);
            anchor.record(name, text);
            return file;
        });
    }

    /** What is kept in memory of a user whose file is gone. */
    void forget(String name) {
        cache.remove(encoded(name));
        files.remove(name);
    }

    /** The bytes of a user's file, safe to read but not verified; empty if there is none. */
    Optional<byte[]> raw(String name) {
        Path file = file(name);
        if (!isThere()) {
            return Optional.empty();
        }
        FileState.of(file).ifPresent(state -> Hygiene.file(file, state));
        return bytes(file);
    }

    Optional<FileState> state(String name) {
        return FileState.of(file(name));
    }

    Path users() {
        return users;
    }

    Anchor anchor() {
        return anchor;
    }

    private Snapshot requireKnown(String name) {
        return read(name)
                .orElseThrow(() ->
                        new KeyAccessException(Reason.UNKNOWN, "no user " + Names.encodeUser(name) + " in " + folder));
    }

    /** Who else has this card, by what the files say of themselves: a damaged one does not stop another's change. */
    Optional<String> ownerOf(String token, String except) {
        byte[] line = ("\ncard: " + token + " ").getBytes(StandardCharsets.US_ASCII);
        return names().stream()
                .filter(name -> !name.equals(Names.user(except)))
                .filter(name ->
                        bytes(file(name)).filter(all -> enrolmentHas(all, line)).isPresent())
                .findFirst();
    }

    private static boolean enrolmentHas(byte[] file, byte[] line) {
        for (int i = 0; i + line.length <= file.length && !(file[i] == '\n' && file[i + 1] == '\n'); i++) {
            if (file[i] == '\n' && Arrays.equals(file, i, i + line.length, line, 0, line.length)) {
                return true;
            }
        }
        return false;
    }

    /** Makes the folder where it is missing; what is there must be as it should be. */
    void create() {
        try {
            if (folder.getParent() != null) {
                Files.createDirectories(folder.getParent(), LocalDisk.MODE_0700);
            }
            for (Path path : List.of(folder, users)) {
                if (FileState.of(path).isEmpty()) {
                    Files.createDirectories(path, LocalDisk.MODE_0700); // no error if somebody was faster
                    options.disk().sync(path.getParent());
                }
            }
        } catch (IOException e) {
            throw io(folder, "cannot be made", e);
        }
        isThere();
    }

    /**
     * Whether there are users' files at all. An absence is established once, and then believed as long as a cheaper look
     * confirms it.
     *
     * @throws KeyAccessException UNSAFE
     */
    private boolean isThere() {
        if (absent && !folder.toFile().exists()) {
            return false;
        }
        Optional<FileState> top = FileState.of(folder);
        absent = top.isEmpty();
        Optional<FileState> inner = top.flatMap(state -> FileState.of(users));
        top.ifPresent(state -> Hygiene.folder(folder, state));
        inner.ifPresent(state -> Hygiene.folder(users, state));
        top.ifPresent(state -> Hygiene.ancestors(real()));
        return inner.isPresent();
    }

    private Optional<Snapshot> load(Path file, FileState first) {
        isThere();
        FileState state = first;
        while (true) {
            Hygiene.file(file, state);
            // The state is older than the bytes or of the same moment, so that no change is ever missed.
            Optional<byte[]> bytes = bytes(file);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            UserText text = UserParser.parse(file.toString(), baseName(file), bytes.get(), options.limits());
            User user = verifier.verify(file.toString(), text);
            Optional<String> objection = anchor.objection(text.enrolment().user(), text);
            if (objection.isEmpty() && lastSeen.accepts(text)) {
                Snapshot snapshot = new Snapshot(file.toString(), text, user, state);
                cache.put(file, snapshot);
                return Optional.of(snapshot);
            }
            Optional<FileState> now = FileState.of(file);
            if (now.isEmpty() || now.get().equals(state)) {
                throw old(file, objection);
            }
            state = now.get(); // another thread wrote a newer one while we read
        }
    }

    private KeyAccessException old(Path file, Optional<String> objection) {
        String why = objection
                .map(o -> " " + o + " the anchor " + anchor.where() + " knows: somebody put another file back")
                .orElse(" is older than what this process has seen: somebody put an old copy back");
        return new KeyAccessException(Reason.DAMAGED, file + why);
    }

    private Optional<byte[]> bytes(Path file) {
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), MOST_BYTES) + 1);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            return Optional.of(Arrays.copyOf(buffer.array(), buffer.position()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw io(file, "cannot be read", e);
        }
    }

    // jca-facts 46: write beside it, fsync, atomic rename, fsync of the folder. What a killed writer left goes first:
    // there is one name for all, and only the lock's holder uses it.
    private void write(Path file, byte[] bytes, Optional<FileState> old) {
        if (bytes.length > MOST_BYTES) {
            throw new KeyAccessException(
                    Reason.CANNOT, file.toString() + " would be longer than 1 MiB: delete entries first");
        }
        Path fresh = users.resolve(".new");
        Disk disk = options.disk();
        try {
            disk.deleteIfExists(fresh);
            disk.write(fresh, bytes);
            later(fresh, old);
            disk.sync(fresh);
            disk.rename(fresh, file);
        } catch (IOException e) {
            discard(fresh);
            throw io(file, "cannot be replaced, and is as it was", e);
        }
        try {
            disk.sync(users);
        } catch (IOException e) {
            throw io(file, "was replaced, but the folder cannot be synced: a power failure may undo it", e);
        }
    }

    /** Old kernels round times and ext4 reuses inodes: the new time is at least 1 µs later than the old one. */
    private void later(Path fresh, Optional<FileState> old) throws IOException {
        if (old.isEmpty()) {
            return;
        }
        // utimensat is given whole microseconds, so that the second one is surely later by one.
        Instant least =
                old.get().modified().toInstant().truncatedTo(ChronoUnit.MICROS).plus(2, ChronoUnit.MICROS);
        if (FileState.of(fresh)
                .map(s -> s.modified().toInstant().isBefore(least))
                .orElse(false)) {
            options.disk().setTime(fresh, FileTime.from(least));
        }
    }

    private void discard(Path fresh) {
        try {
            options.disk().deleteIfExists(fresh);
        } catch (IOException e) {
            // the next writer sweeps it
        }
    }

    private Snapshot remember(Path file, UserText text) {
        User user = Verifier.user(
                file.toString(),
                text.enrolment(),
                Verifier.sealer(file.toString(), text),
                text.enrolment().admin().isPresent());
        FileState state = FileState.of(file).orElseThrow(() -> io(file, "is gone", new NoSuchFileException("")));
        Snapshot snapshot = new Snapshot(file.toString(), text, user, state);
        lastSeen.accepts(text);
        cache.put(file, snapshot);
        return snapshot;
    }

    /** Asked twice in an operation. */
    private Path file(String name) {
        Path known = files.get(name);
        if (known == null) {
            known = encoded(name);
            if (cache.containsKey(known)) { // a user that there is
                files.put(name, known);
            }
        }
        return known;
    }

    Path encoded(String name) {
        return users.resolve(Names.encodeUser(Names.user(name)) + SUFFIX);
    }

    private Path real() {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw io(folder, "cannot be resolved", e);
        }
    }

    private static String baseName(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static KeyAccessException io(Path path, String what, IOException e) {
        return new KeyAccessException(Reason.IO, path + " " + what + ": " + e, e);
    }
}
