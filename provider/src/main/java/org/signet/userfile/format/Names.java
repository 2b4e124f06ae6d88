package org.signet.userfile.format;

import java.text.Normalizer;
import java.util.Optional;
import org.signet.key.KeyAccessException;
import org.signet.key.Percent;
import org.signet.key.Reason;

/**
 * Names of users and aliases: as they enter (NFC, checked), and as they stand in the file and in file names (percent-encoded
 * UTF-8, so that none ever makes a path).
 */
public final class Names {
    private static final int MOST_USER = 200;
    private static final int MOST_CHARS = 128;
    private static final String USER_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    private static final String ALIAS_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-";

    private Names() {}

    /** A user's name as it is kept. @throws KeyAccessException REFUSED */
    public static String user(String given) {
        String name = entered("user's name", given);
        if (name.startsWith(".") || encodeUser(name).length() > MOST_USER) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "a user's name has no leading dot and at most " + MOST_USER + " bytes, percent-encoded");
        }
        return name;
    }

    /** An alias as it is kept. @throws KeyAccessException REFUSED */
    public static String alias(String given) {
        return entered("alias", given);
    }

    public static String encodeUser(String name) {
        return Percent.encode(name, USER_PLAIN);
    }

    public static String encodeAlias(String alias) {
        return Percent.encode(alias, ALIAS_PLAIN);
    }

    /** Empty unless it is the one encoding of a user's name. */
    public static Optional<String> decodeUser(String encoded) {
        if (encoded.length() > MOST_USER || encoded.startsWith(".")) {
            return Optional.empty();
        }
        return Percent.decode(encoded, USER_PLAIN);
    }

    /** Empty unless it is the one encoding of an alias. */
    public static Optional<String> decodeAlias(String encoded) {
        return Percent.decode(encoded, ALIAS_PLAIN);
    }

    private static String entered(String what, String given) {
        String name = given.chars().allMatch(c -> c < 0x80) ? given : Normalizer.normalize(given, Normalizer.Form.NFC);
        if (name.isEmpty() || name.length() > MOST_CHARS || name.codePoints().anyMatch(Names::isInvisible)) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "a " + what + " has 1 to " + MOST_CHARS
                            + " characters, none of them a control or a direction mark");
        }
        return name;
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
