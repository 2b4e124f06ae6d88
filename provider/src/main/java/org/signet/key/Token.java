package org.signet.key;

import java.util.Objects;

/**
 * A place with a secret of its own.
 *
 * @param id {@code piv:12345678} for a card application, {@code file} for the user's part of the user information file
 * @param where for people: the reader's name, the file's path
 */
public record Token(Custody custody, String id, String where) {
    public Token {
        Objects.requireNonNull(custody);
        Objects.requireNonNull(id);
        Objects.requireNonNull(where);
    }

    /**
     * Whether a person's word means a token.
     *
     * @param id the token's, for instance {@code piv:12345678}
     * @param word the same, or the serial alone
     */
    public static boolean isMeant(String id, String word) {
        return id.equals(word) || id.endsWith(":" + word);
    }
}
