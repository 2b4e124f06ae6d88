package org.signet.manager;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.KeySource;
import org.signet.key.Reason;
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

    /**
     * Opens it and proves the token's secret; a door that is not entered is shut again.
     *
     * @param lost runs once if the token goes
     */
    KeyAccess enter(User user, Token token, Call call, Consumer<KeyAccessException> lost) {
        KeyAccess door = open(user, token, lost);
        try {
            door.login(call);
            return door;
        } catch (RuntimeException e) {
            door.close();
            throw e;
        }
    }

    /** @throws KeyAccessException UNKNOWN */
    User enrolled(String name) {
        return directory
                .user(name)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.UNKNOWN, "no user " + name + " is enrolled in the user information file"));
    }

    /** The key that an enrolment names, as the directory knows it, else as the card tells it; empty where the card holds another. */
    Optional<KeyRecord> key(User user, EnrolledCard card, KeyAccess door) {
        KeyId id = KeyId.of(card.publicKey());
        return directory
                .key(user.name(), id)
                .filter(r -> r.place().token().equals(card.token()))
                .or(() -> door.key(card.reference()))
                .filter(r -> r.id().equals(id));
    }

    /** Whether a card's slot holds a key that the directory lists, or that the user's login is proved by. */
    boolean isUsed(User user, KeyPlace place) {
        return directory.keys(user.name()).stream().anyMatch(k -> k.place().equals(place))
                || user.cards().stream()
                        .anyMatch(c ->
                                c.token().equals(place.token()) && c.reference().equals(place.reference()));
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
