package org.signet.jca;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A keystore stub: the small text file that stands where a program wants a keystore's path. It holds no secret; it says who is
 * meant.
 *
 * @param user empty for the program's default user
 */
record Stub(Optional<String> user) {
    private static final String FIRST = "signet-keystore: 1";
    private static final String USER = "user: ";
    private static final int MOST = 4096;

    /** Whether a stream begins as a stub does; reads no further than its first line. */
    static boolean recognises(InputStream in) throws IOException {
        byte[] head = in.readNBytes(FIRST.length() + 1);
        return new String(head, StandardCharsets.ISO_8859_1).equals(FIRST + "\n")
                || new String(head, StandardCharsets.ISO_8859_1).equals(FIRST + "\r")
                || new String(head, StandardCharsets.ISO_8859_1).equals(FIRST);
    }

    /** @throws IOException naming the line */
    static Stub read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST + 1);
        if (bytes.length > MOST) {
            throw new IOException("not a Signet keystore stub: more than " + MOST + " bytes");
        }
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\r?\n", -1);
        if (!lines[0].equals(FIRST)) {
            throw new IOException("not a Signet keystore stub: line 1 is not \"" + FIRST + "\"");
        }
        int last = lines.length > 1 && lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
        Optional<String> user = Optional.empty();
        for (int i = 1; i < last; i++) {
            if (!lines[i].startsWith(USER) || lines[i].length() == USER.length() || user.isPresent()) {
                throw new IOException("keystore stub, line " + (i + 1) + ": after \"" + FIRST
                        + "\" this version reads one line \"user: NAME\" and nothing else");
            }
            user = Optional.of(name(lines[i].substring(USER.length()), i + 1));
        }
        return new Stub(user);
    }

    private static String name(String name, int line) throws IOException {
        boolean printable = name.chars().allMatch(c -> c >= 0x20 && c != 0x7F && c != 0xFFFD);
        if (!printable || !name.strip().equals(name) || name.length() > 200) {
            throw new IOException("keystore stub, line " + line + ": no user has such a name");
        }
        return name;
    }

    byte[] bytes() {
        String text = FIRST + "\n" + user.map(u -> USER + u + "\n").orElse("");
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
