package org.signet.userfile.format;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Bytes with the one base64 text that stands for them (RFC 4648, clause 4: padded, spare bits zero). */
public final class Octets {
    private final byte[] bytes;
    private final String base64;
    private String lines = ""; // computed once: a file of a thousand certificates is written again for each new alias

    private Octets(byte[] bytes, String base64) {
        this.bytes = bytes;
        this.base64 = base64;
    }

    public static Octets of(byte[] bytes) {
        return new Octets(bytes.clone(), Base64.getEncoder().encodeToString(bytes));
    }

    /** Empty unless the text is what {@link #base64} of some bytes gives. */
    static Optional<Octets> parse(String base64) {
        if (base64.isEmpty() || base64.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return Optional.of(new Octets(bytes, base64)).filter(Octets::isCanonicalAtItsEnd);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // The decoder refuses every other character and padding elsewhere; it is lax with the spare bits of the last group
    // alone.
    private boolean isCanonicalAtItsEnd() {
        int from = bytes.length == 0 ? 0 : (bytes.length - 1) / 3 * 3;
        byte[] last = Arrays.copyOfRange(bytes, from, bytes.length);
        return base64.endsWith(Base64.getEncoder().encodeToString(last))
                && base64.length() == (bytes.length + 2) / 3 * 4;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    public String base64() {
        return base64;
    }

    /** The text as it stands in a block (RFC 7468): lines of 64, each ended by LF. */
    String lines() {
        String known = lines;
        if (known.isEmpty()) {
            StringBuilder out = new StringBuilder(base64.length() + base64.length() / UserWriter.COLUMNS + 1);
            for (int at = 0; at < base64.length(); at += UserWriter.COLUMNS) {
                // A substring: appending a range of a CharSequence goes character by character.
                out.append(base64.substring(at, Math.min(at + UserWriter.COLUMNS, base64.length())))
                        .append('\n');
            }
            known = out.toString();
            lines = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && octets.base64.equals(base64);
    }

    @Override
    public int hashCode() {
        return base64.hashCode();
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
