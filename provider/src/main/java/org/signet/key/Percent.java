package org.signet.key;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoded UTF-8: a text as one word that no separator can break. */
public final class Percent {
    private static final String DIGITS = "0123456789ABCDEF";

    private Percent() {}

    /** @param plain the ASCII characters that stand for themselves */
    public static String encode(String text, String plain) {
        if (text.chars().allMatch(c -> plain.indexOf(c) >= 0)) {
            return text; // nearly all are: nothing to encode
        }
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && plain.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append('%').append(DIGITS.charAt(b >> 4 & 15)).append(DIGITS.charAt(b & 15));
            }
        }
        return out.toString();
    }

    /** Empty unless it is the one encoding of a text that is not empty. */
    public static Optional<String> decode(String encoded, String plain) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
            } else if (i + 2 < encoded.length()) {
                bytes.put((byte) (DIGITS.indexOf(encoded.charAt(i + 1)) << 4 | DIGITS.indexOf(encoded.charAt(i + 2))));
                i += 2;
            }
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            return Optional.of(text)
                    .filter(t -> !t.isEmpty() && encode(t, plain).equals(encoded));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
