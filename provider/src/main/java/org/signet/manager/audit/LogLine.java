package org.signet.manager.audit;

import java.util.Locale;

/** An entry as one line of text: words with values, quoted where a value is more than a word. */
final class LogLine {
    private LogLine() {}

    static String of(Entry entry) {
        StringBuilder line = new StringBuilder(entry.kind().name().toLowerCase(Locale.ROOT));
        put(line, "action", entry.action());
        put(line, "user", entry.user());
        put(line, "key", entry.key());
        put(line, "id", entry.keyId());
        put(line, "road", entry.road());
        put(line, "scheme", entry.scheme());
        put(line, "us", Long.toString(entry.nanos() / 1000));
        put(line, "apdus", Integer.toString(entry.apdus()));
        put(line, "outcome", entry.outcome());
        put(line, "message", entry.message());
        return line.toString();
    }

    private static void put(StringBuilder line, String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        line.append(' ').append(name).append('=');
        if (value.chars().allMatch(LogLine::isOfAWord)) {
            line.append(value);
            return;
        }
        line.append('"')
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
    }

    private static boolean isOfAWord(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._:@-".indexOf(c) >= 0;
    }
}
