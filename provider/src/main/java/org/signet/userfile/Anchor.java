package org.signet.userfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.userfile.format.Names;
import org.signet.userfile.format.UserText;

/**
 * The newest state of each user, kept apart from the folder ({@code userfile.anchor}), so that an old copy of a user's file, or
 * of the whole folder, is seen. One line per user, {@code user id enrolled body SHA256}, or {@code user id removed}; read at each
 * change of it, written under the folder's lock after the user's file (userfile.md, costs and limits).
 */
final class Anchor {
    private static final Pattern LINE =
            Pattern.compile("(\\S{1,200}) ([0-9a-f]{32}) (?:([0-9]{1,16}) ([0-9]{1,16}) ([0-9a-f]{64})|removed)");

    /** @param hash of the whole file; empty for a user who was removed */
    private record Line(String user, String id, long enrolled, long body, String hash) {
        boolean isRemoved() {
            return hash.isEmpty();
        }

        String text() {
            return user + " " + id + " " + (isRemoved() ? "removed" : enrolled + " " + body + " " + hash);
        }
    }

    private record Seen(Optional<FileState> state, Map<String, Line> byId, Map<String, Line> living) {}

    private final Optional<Path> path;
    private final Disk disk;
    private volatile Seen seen = new Seen(Optional.empty(), Map.of(), Map.of());

    Anchor(Optional<Path> path, Disk disk) {
        this.path = path;
        this.disk = disk;
    }

    /** Whether a user's file is as new as the anchor knows him; the reason why not. */
    Optional<String> objection(String name, UserText text) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Seen now = read();
        Line line = now.byId().get(text.enrolment().id());
        Line living = now.living().get(Names.encodeUser(name));
        if (line != null && line.isRemoved()) {
            return Optional.of("is of a user who was removed");
        }
        if (living != null && !living.id().equals(text.enrolment().id())) {
            return Optional.of("is of another enrolment than the one");
        }
        return line == null || !isOlder(line(name, text), line)
                ? Optional.empty()
                : Optional.of("is older than, or another one than, what");
    }

    private static boolean isOlder(Line file, Line known) {
        if (file.enrolled() != known.enrolled()) {
            return file.enrolled() < known.enrolled();
        }
        return file.body() < known.body()
                || file.body() == known.body() && !file.hash().equals(known.hash());
    }

    /** @throws KeyAccessException DAMAGED if the anchor knows a user who has no file */
    void requireAbsent(String name) {
        if (path.isPresent() && read().living().containsKey(Names.encodeUser(name))) {
            throw new KeyAccessException(
                    Reason.DAMAGED,
                    "the anchor " + path.get() + " knows " + Names.encodeUser(name)
                            + ", but his file is gone: restore it, or take his line out of the anchor");
        }
    }

    /** Users whom the anchor knows and who were not removed. */
    List<String> users() {
        return path.isEmpty()
                ? List.of()
                : read().living().keySet().stream()
                        .flatMap(encoded -> Names.decodeUser(encoded).stream())
                        .sorted()
                        .toList();
    }

    /** Under the folder's lock. */
    void record(String name, UserText text) {
        put(line(name, text));
    }

    /** Under the folder's lock: a tombstone. */
    void removed(String name, String id) {
        put(new Line(Names.encodeUser(name), id, 0, 0, ""));
    }

    /** Under the folder's lock: the same for a user whose file does not tell his id any more. */
    void removed(String name) {
        if (path.isPresent()) {
            Optional.ofNullable(read().living().get(Names.encodeUser(name)))
                    .ifPresent(line -> removed(name, line.id()));
        }
    }

    /** For messages. */
    String where() {
        return path.map(Path::toString).orElse("");
    }

    private static Line line(String name, UserText text) {
        return new Line(
                Names.encodeUser(name),
                text.enrolment().id(),
                text.enrolment().enrolled(),
                text.body().serial(),
                Sha256.hex(text.bytes()));
    }

    private void put(Line line) {
        if (path.isEmpty()) {
            return;
        }
        Map<String, Line> lines = new HashMap<>(read().byId());
        lines.put(line.id(), line);
        String text = new TreeSet<>(lines.values().stream().map(Line::text).toList())
                .stream().collect(Collectors.joining("\n", "", "\n"));
        try {
            disk.replace(path.get(), text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new KeyAccessException(
                    Reason.IO,
                    "the file of " + line.user() + " was written, but the anchor " + path.get() + " was not: " + e,
                    e);
        }
    }

    private Seen read() {
        Path file = path.orElseThrow();
        Optional<FileState> state = FileState.of(file);
        Seen known = seen;
        if (known.state().equals(state)) {
            return known;
        }
        state.ifPresent(s -> Hygiene.file(file, s));
        Seen now = state.isEmpty() ? new Seen(state, Map.of(), Map.of()) : parsed(file, state);
        seen = now;
        return now;
    }

    private static Seen parsed(Path file, Optional<FileState> state) {
        Map<String, Line> byId = new HashMap<>();
        Map<String, Line> living = new HashMap<>();
        int number = 0;
        for (String text : lines(file)) {
            number++;
            Matcher m = LINE.matcher(text);
            boolean fits = m.matches();
            Line line = !fits
                    ? null
                    : m.group(3) == null
                            ? new Line(m.group(1), m.group(2), 0, 0, "")
                            : new Line(
                                    m.group(1),
                                    m.group(2),
                                    Long.parseLong(m.group(3)),
                                    Long.parseLong(m.group(4)),
                                    m.group(5));
            boolean twice = fits
                    && (byId.put(line.id(), line) != null
                            || !line.isRemoved() && living.put(line.user(), line) != null);
            if (!fits || twice) {
                throw new KeyAccessException(
                        Reason.DAMAGED,
                        file + ", line " + number + ": no line of an anchor, or a second one of a user");
            }
        }
        return new Seen(state, byId, living);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new KeyAccessException(Reason.IO, "the anchor " + file + " cannot be read: " + e, e);
        }
    }
}
