package org.signet.cli;

import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

/** A JSON object on its way out (RFC 8259), for lists that programs read; nothing of ours reads JSON. */
final class Json {
    private final StringJoiner members = new StringJoiner(",", "{", "}");

    private Json() {}

    static Json object() {
        return new Json();
    }

    static <T> String array(List<T> values, Function<T, String> each) {
        StringJoiner array = new StringJoiner(",", "[", "]");
        values.forEach(v -> array.add(each.apply(v)));
        return array.toString();
    }

    static String strings(List<String> values) {
        return array(values, Json::quoted);
    }

    Json put(String name, String value) {
        return putRaw(name, quoted(value));
    }

    Json put(String name, boolean value) {
        return putRaw(name, Boolean.toString(value));
    }

    Json put(String name, int value) {
        return putRaw(name, Integer.toString(value));
    }

    /** @param json a value that is JSON already */
    Json putRaw(String name, String json) {
        members.add(quoted(name) + ":" + json);
        return this;
    }

    String text() {
        return members.toString();
    }

    /** A string. */
    static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < 0x20 || c > 0x7E) {
                out.append("\\u%04x".formatted(c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
