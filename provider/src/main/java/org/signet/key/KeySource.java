package org.signet.key;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One kind of place where keys live: the cards in all readers, the user information file, the facilities. */
public interface KeySource {
    Custody custody();

    /**
     * The tokens that are present, found without a secret.
     *
     * @throws KeyAccessException NO_READERS, IO … where that could not be found out; a source with readers but no card
     *     answers an empty list
     */
    List<Token> tokens();

    /** The token of that id, if it is there now. */
    default Optional<Token> find(String token) {
        return tokens().stream().filter(t -> t.id().equals(token)).findFirst();
    }

    /** What the last {@link #tokens()} found and could not use, each in a sentence; for people. */
    default List<String> passedOver() {
        return List.of();
    }

    /** The place on that token which other software calls by that label, so that its users' configurations go on; no I/O. */
    default Optional<String> reference(String token, String label) {
        return Optional.empty();
    }

    /**
     * A user's door to one token; it does no I/O that needs a secret until {@link KeyAccess#login}.
     *
     * @param lost runs once, on a thread of the manager's, when the token is gone; not after {@link KeyAccess#close()}
     */
    KeyAccess open(User user, Token token, Consumer<KeyAccessException> lost);
}
