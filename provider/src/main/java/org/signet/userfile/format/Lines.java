package org.signet.userfile.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** Takes a file's lines off one after another, strictly; every complaint names file and line. */
final class Lines {
    static final int MOST_BYTES = 1024 * 1024;

    private static final long NUMBER_LIMIT = 1L << 53;
    private static final int NUMBER_DIGITS = 16;
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,15}");

    private final String file;
    private final String text;
    private int at;
    private int line = 1;

    /** @throws KeyAccessException DAMAGED for other bytes than 20–7E and LF, a last line without LF, or more than 1 MiB */
    Lines(String file, byte[] bytes) {
        this.file = file;
        if (bytes.length > MOST_BYTES) {
            throw damaged("longer than 1 MiB");
        }
        for (byte b : bytes) {
            if ((b < 0x20 || b > 0x7E) && b != '\n') {
                throw damaged("a byte " + String.format("%02X", b) + " in this line");
            }
            line += b == '\n' ? 1 : 0;
        }
        if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
            throw damaged("ends without a line feed");
        }
        line = 1;
        text = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    KeyAccessException damaged(String what) {
        return new KeyAccessException(Reason.DAMAGED, file + ", line " + line + ": " + what);
    }

    /** A complaint about the line that was just taken. */
    KeyAccessException bad(String what) {
        line = Math.max(1, line - 1);
        return damaged(what);
    }

    boolean isNext(String name) {
        return text.startsWith(name, at) && text.startsWith(": ", at + name.length());
    }

    boolean isBlock(String label) {
        return text.startsWith("-----BEGIN " + label + "-----\n", at);
    }

    String value(String name) {
        if (!isNext(name)) {
            throw damaged("here belongs \"" + name + ": …\"");
        }
        String value = line().substring(name.length() + 2);
        if (value.isEmpty() || value.startsWith(" ") || value.endsWith(" ")) {
            throw bad(name + " has no value, or a space at one of its ends");
        }
        return value;
    }

    String value(String name, Pattern form) {
        String value = value(name);
        if (!form.matcher(value).matches()) {
            throw bad("not a value of " + name);
        }
        return value;
    }

    long number(String name) {
        return number(name, value(name));
    }

    long number(String name, String digits) {
        long number = NUMBER.matcher(digits).matches() && digits.length() <= NUMBER_DIGITS
                ? Long.parseLong(digits)
                : NUMBER_LIMIT;
        if (number >= NUMBER_LIMIT) {
            throw bad(name + " wants a decimal number below 2^53");
        }
        return number;
    }

    <E> E word(String name, Map<String, E> table) {
        return meaning(name, value(name), table);
    }

    <E> E meaning(String name, String word, Map<String, E> table) {
        E meaning = table.get(word);
        if (meaning == null) {
            throw bad("no word of " + name);
        }
        return meaning;
    }

    /** Words with a single space between, none twice. */
    List<String> words(String name, Pattern form) {
        List<String> words = Arrays.asList(value(name).split(" ", -1));
        if (words.stream().distinct().count() != words.size()
                || !words.stream().allMatch(word -> form.matcher(word).matches())) {
            throw bad("not the words of " + name);
        }
        return words;
    }

    Octets base64(String name) {
        return base64(name, value(name));
    }

    Octets base64(String name, String value) {
        return Octets.parse(value).orElseThrow(() -> bad("not the base64 of " + name));
    }

    /** RFC 7468, strict: lines of 64, the last one shorter or equal. */
    Octets block(String label) {
        if (!isBlock(label)) {
            throw damaged("here belongs a block " + label);
        }
        line();
        StringBuilder body = new StringBuilder();
        boolean full = true;
        while (!text.startsWith("-----", at) && at < text.length()) {
            String part = line();
            if (!full || part.isEmpty() || part.length() > UserWriter.COLUMNS) {
                throw bad("not a line of a block " + label);
            }
            full = part.length() == UserWriter.COLUMNS;
            body.append(part);
        }
        if (!text.startsWith("-----END " + label + "-----\n", at)) {
            throw damaged("here belongs the end of " + label);
        }
        line();
        return Octets.parse(body.toString()).orElseThrow(() -> bad("not the base64 of a block " + label));
    }

    void blank() {
        if (!text.startsWith("\n", at)) {
            throw damaged("here belongs a blank line");
        }
        line();
    }

    void end() {
        if (at != text.length()) {
            throw damaged("here belongs the end of the file");
        }
    }

    /** Whether this is exactly the text that was read. */
    boolean isAll(byte[] bytes) {
        return Arrays.equals(bytes, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** @throws KeyAccessException CANNOT for another version than this one */
    void version(String name, int ours) {
        String version = value(name, NUMBER);
        if (!version.equals(Integer.toString(ours))) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    file + " is of a newer format (" + name + ": " + version + ") than this Signet reads ("
                            + Formats.newest().number() + "): take a newer Signet");
        }
    }

    private String line() {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            throw damaged("here the file ends too early");
        }
        String taken = text.substring(at, end);
        at = end + 1;
        line++;
        return taken;
    }
}
