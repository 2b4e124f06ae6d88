package org.signet.userfile;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signet.key.ConnectedUser;
import org.signet.key.ConnectedUser.Proof;
import org.signet.userfile.format.Names;

/**
 * A session's file: {@code name: value} lines, values percent-encoded, an empty one left out. It informs; nothing in it is
 * proof of anything.
 *
 * @param lock the name of the lock file that its manager holds while it lives
 */
record SessionText(ConnectedUser session, String lock) {
    private static final String FORMAT = "1";

    byte[] bytes() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("signet-session", FORMAT);
        lines.put("lock", lock);
        lines.put("id", session.id());
        lines.put("user", session.user());
        lines.put("uid", Long.toString(session.uid()));
        lines.put("gid", Long.toString(session.gid()));
        lines.put("host", session.host());
        lines.put("terminal", session.terminal());
        lines.put("port", session.port().map(String::valueOf).orElse(""));
        lines.put("pid", Long.toString(session.pid()));
        lines.put("process", session.process().toString());
        lines.put("started", session.started().toString());
        lines.put("smart-card", session.smartCard() ? "yes" : "no");
        lines.put("proof", session.proof().name());
        lines.put("reader", session.reader());
        lines.put("token", session.token());
        lines.put("schemes", String.join(",", session.schemes()));
        return lines.entrySet().stream()
                .filter(line -> !line.getValue().isEmpty())
                .map(line -> line.getKey() + ": " + Names.encodeAlias(line.getValue()) + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Empty for anything that is no session's file, or only half of one. */
    static Optional<SessionText> parse(byte[] bytes) {
        try {
            Map<String, String> lines = lines(new String(bytes, StandardCharsets.US_ASCII));
            SessionText text = new SessionText(session(lines), need(lines, "lock"));
            return Optional.of(text).filter(t -> Arrays.equals(t.bytes(), bytes));
        } catch (NoSuchElementException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> lines(String text) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(": ");
            if (colon < 0) {
                throw new IllegalArgumentException("no line of a session");
            }
            lines.put(
                    line.substring(0, colon),
                    Names.decodeAlias(line.substring(colon + 2)).orElseThrow());
        }
        return lines;
    }

    private static ConnectedUser session(Map<String, String> lines) {
        String schemes = lines.getOrDefault("schemes", "");
        return new ConnectedUser(
                need(lines, "id"),
                need(lines, "user"),
                Long.parseLong(need(lines, "uid")),
                Long.parseLong(need(lines, "gid")),
                lines.getOrDefault("host", ""),
                lines.getOrDefault("terminal", ""),
                Optional.ofNullable(lines.get("port")).map(Integer::valueOf),
                Long.parseLong(need(lines, "pid")),
                Instant.parse(need(lines, "process")),
                Instant.parse(need(lines, "started")),
                need(lines, "smart-card").equals("yes"),
                Proof.valueOf(need(lines, "proof")),
                lines.getOrDefault("reader", ""),
                lines.getOrDefault("token", ""),
                schemes.isEmpty() ? List.of() : List.of(schemes.split(",")));
    }

    private static String need(Map<String, String> lines, String name) {
        return Optional.ofNullable(lines.get(name)).orElseThrow();
    }
}
