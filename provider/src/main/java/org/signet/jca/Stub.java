package org.signet.jca;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A keystore stub: the small text file that stands where a program wants a keystore's path. It holds no secret; it says who is
 * meant, and what of his is to be seen.
 *
 * @param user empty for the program's default user
 * @param elsewhere the folder and the card that are meant, where these are not the configured ones
 * @param aliases the only ones that there are in this keystore; empty for all
 */
public record Stub(Optional<String> user, LazyManager.Elsewhere elsewhere, List<String> aliases) {
    static final Stub NONE = new Stub(Optional.empty(), LazyManager.Elsewhere.NOWHERE, List.of());

    private static final String FIRST = "signet-keystore: 1";
    private static final String ALIAS = "alias";
    private static final List<String> NAMES = List.of("user", "userfile", "card", ALIAS);
    private static final int MOST = 16 * 1024;
    private static final int LONGEST = 1024;

    public Stub {
        aliases = List.copyOf(aliases);
    }

    /** Whether a stream begins as a stub does; reads no further than its first line. */
    static boolean recognises(InputStream in) throws IOException {
        byte[] head = in.readNBytes(FIRST.length() + 1);
        return new String(head, StandardCharsets.ISO_8859_1).equals(FIRST + "\n")
                || new String(head, StandardCharsets.ISO_8859_1).equals(FIRST + "\r")
                || new String(head, StandardCharsets.ISO_8859_1).equals(FIRST);
    }

    /** @throws IOException naming the line */
    public static Stub read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST + 1);
        if (bytes.length > MOST) {
            throw new IOException("not a Signet keystore stub: more than " + MOST + " bytes");
        }
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\r?\n", -1);
        if (!lines[0].equals(FIRST)) {
            throw new IOException("not a Signet keystore stub: line 1 is not \"" + FIRST + "\"");
        }
        int last = lines.length > 1 && lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
        Map<String, String> once = new LinkedHashMap<>();
        List<String> aliases = new ArrayList<>();
        for (int i = 1; i < last; i++) {
            int colon = lines[i].indexOf(": ");
            String name = colon < 0 ? "" : lines[i].substring(0, colon);
            boolean known = NAMES.contains(name) && !once.containsKey(name);
            String value = known ? value(lines[i].substring(colon + 2), i + 1) : "";
            if (value.isEmpty()) {
                throw new IOException("keystore stub, line " + (i + 1) + ": after \"" + FIRST
                        + "\" this version reads \"user: NAME\", \"userfile: FOLDER\" and \"card: SERIAL\" once, \"alias: NAME\""
                        + " as often as one likes, and nothing else");
            }
            if (name.equals(ALIAS)) {
                aliases.add(value);
            } else {
                once.put(name, value);
            }
        }
        Optional<String> folder = Optional.ofNullable(once.get("userfile"));
        Optional<String> card = Optional.ofNullable(once.get("card"));
        return new Stub(Optional.ofNullable(once.get("user")), new LazyManager.Elsewhere(folder, card), aliases);
    }

    private static String value(String value, int line) throws IOException {
        boolean printable = value.chars().allMatch(c -> c >= 0x20 && c != 0x7F && c != 0xFFFD);
        if (!printable || !value.strip().equals(value) || value.length() > LONGEST) {
            throw new IOException("keystore stub, line " + line + ": no user, folder, card or alias has such a name");
        }
        return value;
    }

    /** Whether an alias is to be seen in this keystore. */
    boolean shows(String alias) {
        return aliases.isEmpty() || aliases.contains(alias);
    }

    /** The text; {@link #read} gives it back. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        user.ifPresent(u -> text.append("user: ").append(u).append('\n'));
        elsewhere.userfile().ifPresent(f -> text.append("userfile: ").append(f).append('\n'));
        elsewhere.card().ifPresent(c -> text.append("card: ").append(c).append('\n'));
        aliases.forEach(a -> text.append("alias: ").append(a).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
