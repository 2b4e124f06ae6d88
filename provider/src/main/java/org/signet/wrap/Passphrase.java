package org.signet.wrap;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** The rules for a passphrase: its bytes, and what a new one must be. */
public final class Passphrase {
    private static final int MOST_BYTES = 1024;
    private static final int LEAST_CHARS = 8;

    /** What everybody tries first; {@code changeit} is keytool's own. */
    private static final List<String> WELL_KNOWN = List.of(
            "changeit",
            "changeme",
            "changethis",
            "password",
            "password1",
            "passw0rd",
            "passphrase",
            "keystore",
            "secret123",
            "qwertyui",
            "qwertyuiop",
            "iloveyou",
            "letmein1",
            "administrator",
            "aaaaaaaa",
            "notasecret",
            "signet123");

    private Passphrase() {}

    /**
     * UTF-8 of the characters as given; the caller wipes it.
     *
     * @throws KeyAccessException REFUSED for an unpaired surrogate, or more than 1,024 bytes
     */
    public static byte[] utf8(char[] passphrase) {
        if (passphrase.length > MOST_BYTES) {
            throw refused("is longer than " + MOST_BYTES + " bytes");
        }
        ByteBuffer encoded = ByteBuffer.allocate(3 * passphrase.length);
        try {
            if (StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(passphrase), encoded, true)
                    .isError()) {
                throw refused("has half a surrogate pair and so no UTF-8");
            }
            if (encoded.position() > MOST_BYTES) {
                throw refused("is longer than " + MOST_BYTES + " bytes");
            }
            return Arrays.copyOf(encoded.array(), encoded.position());
        } finally {
            Arrays.fill(encoded.array(), (byte) 0);
        }
    }

    /** @throws KeyAccessException REFUSED, saying what a new passphrase must be */
    public static void requireGood(char[] passphrase) {
        if (passphrase.length < LEAST_CHARS) {
            throw refused("is shorter than " + LEAST_CHARS + " characters");
        }
        boolean digits = true;
        for (char c : passphrase) {
            digits &= Character.isDigit(c);
        }
        if (digits) {
            throw refused("is digits only, like a PIN");
        }
        if (WELL_KNOWN.stream().anyMatch(word -> isWord(word, passphrase))) {
            throw refused("is a well-known default");
        }
        Arrays.fill(utf8(passphrase), (byte) 0);
    }

    private static boolean isWord(String word, char[] passphrase) {
        boolean same = word.length() == passphrase.length;
        for (int i = 0; same && i < passphrase.length; i++) {
            same = Character.toLowerCase(passphrase[i]) == word.charAt(i);
        }
        return same;
    }

    private static KeyAccessException refused(String why) {
        return new KeyAccessException(Reason.REFUSED, "this passphrase " + why + ": choose another");
    }
}
