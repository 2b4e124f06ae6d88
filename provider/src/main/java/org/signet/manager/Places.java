package org.signet.manager;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeySource;
import org.signet.key.Token;
import org.signet.key.User;
import org.signet.key.UserDirectory;
import org.signet.key.UserRegister;

/**
 * Where keys can live, and the book that says which: the cards, the user information file, the storage facilities, the file's
 * directory and its register.
 */
public record Places(
        KeySource cards, KeySource files, KeySource facilities, UserDirectory directory, UserRegister register) {
    public Places {
        Objects.requireNonNull(cards);
        Objects.requireNonNull(files);
        Objects.requireNonNull(facilities);
        Objects.requireNonNull(directory);
        Objects.requireNonNull(register);
    }

    /**
     * Opens the user's door to a token.
     *
     * @param lost runs once if the token goes
     */
    KeyAccess open(User user, Token token, Consumer<KeyAccessException> lost) {
        return source(token.custody()).open(user, token, lost);
    }

    /** The token of that name, if it is there now. */
    Optional<Token> find(Custody custody, String token) {
        return source(custody).find(token);
    }

    /** Why there is no card, after {@link KeySource#tokens()} gave none: an empty reader, or a card that nobody knows. */
    String noCard() {
        List<String> others = cards.passedOver();
        return others.isEmpty() ? "no card is in a reader: insert it" : String.join("; ", others);
    }

    /** The user's own part of the user information file. */
    Token fileOf() {
        List<Token> tokens = files.tokens();
        return tokens.get(0);
    }

    private KeySource source(Custody custody) {
        return switch (custody) {
            case CARD -> cards;
            case FILE -> files;
            case FACILITY -> facilities;
        };
    }
}
