package org.signet.userfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.userfile.format.Names;

/**
 * Users' files in one text: {@code signet-backup: 1}; for each user {@code file: NAME BYTES} and his file; {@code end: COUNT
 * SHA256} of all before that line.
 */
final class Backup {
    private static final String FIRST = "signet-backup: 1\n";
    private static final Pattern FILE = Pattern.compile("file: (\\S{1,200}) ([1-9][0-9]{0,6})");
    private static final Pattern END = Pattern.compile("end: (0|[1-9][0-9]{0,8}) ([0-9a-f]{64})");
    private static final int LONGEST_LINE = 256;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int size;

    Backup() {
        out.writeBytes(ascii(FIRST));
    }

    void add(String user, byte[] file) {
        out.writeBytes(ascii("file: " + Names.encodeUser(user) + " " + file.length + "\n"));
        out.writeBytes(file);
        size++;
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        byte[] all = out.toByteArray();
        ByteArrayOutputStream ended = new ByteArrayOutputStream();
        ended.writeBytes(all);
        ended.writeBytes(ascii("end: " + size + " " + Sha256.hex(all) + "\n"));
        return ended.toByteArray();
    }

    /** Each user's file by his name. @throws KeyAccessException DAMAGED, UNSAFE, IO */
    static Map<String, byte[]> read(Path path) {
        FileState state =
                FileState.of(path).orElseThrow(() -> new KeyAccessException(Reason.IO, "there is no backup " + path));
        Hygiene.file(path, state);
        try {
            return parse(path, Files.readAllBytes(path));
        } catch (IOException e) {
            throw new KeyAccessException(Reason.IO, "the backup " + path + " cannot be read: " + e, e);
        }
    }

    private static Map<String, byte[]> parse(Path path, byte[] bytes) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        if (!line(bytes, 0).equals(FIRST.strip())) {
            throw damaged(path, "does not begin with \"" + FIRST.strip() + "\"");
        }
        int at = FIRST.length();
        while (true) {
            String line = line(bytes, at);
            Matcher file = FILE.matcher(line);
            int next = at + line.length() + 1;
            if (!file.matches()) {
                requireEnd(path, bytes, at, line, files.size());
                return files;
            }
            int end = next + Integer.parseInt(file.group(2));
            String user =
                    Names.decodeUser(file.group(1)).orElseThrow(() -> damaged(path, "names a user as nobody is named"));
            if (end > bytes.length || files.put(user, Arrays.copyOfRange(bytes, next, end)) != null) {
                throw damaged(path, "ends within a file, or has two of " + file.group(1));
            }
            at = end;
        }
    }

    private static void requireEnd(Path path, byte[] bytes, int at, String line, int count) {
        Matcher end = END.matcher(line);
        boolean whole = end.matches()
                && end.group(1).equals(Integer.toString(count))
                && end.group(2).equals(HexFormat.of().formatHex(Sha256.of(bytes, at)))
                && at + line.length() + 1 == bytes.length;
        if (!whole) {
            throw damaged(path, "is not whole: its last line does not fit what stands before it");
        }
    }

    /** Without its line feed; empty if there is none. */
    private static String line(byte[] bytes, int from) {
        for (int i = from; i < Math.min(bytes.length, from + LONGEST_LINE); i++) {
            if (bytes[i] == '\n') {
                return new String(bytes, from, i - from, StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    private static KeyAccessException damaged(Path path, String what) {
        return new KeyAccessException(Reason.DAMAGED, "the backup " + path + " " + what);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
