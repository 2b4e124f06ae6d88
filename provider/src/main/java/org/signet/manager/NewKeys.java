package org.signet.manager;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Reason;
import org.signet.key.Token;
import org.signet.key.User;

/** Where a user's new keys go (design §2): the user's custody says, as the file has it now; nobody's card takes them itself. */
final class NewKeys {
    private final Places places;
    private final Catalogue catalogue;

    NewKeys(Places places, Catalogue catalogue) {
        this.places = Objects.requireNonNull(places);
        this.catalogue = Objects.requireNonNull(catalogue);
    }

    /** The token that takes them, with no reference yet. */
    KeyPlace home(Session session) {
        if (!session.user().isEnrolled()) {
            return new KeyPlace(session.token().custody(), session.token().id(), "");
        }
        User now = catalogue.user(session.user().name());
        return switch (now.custody()) {
            case FILE -> KeyPlace.FILE;
            case CARD -> KeyPlace.card(ownCard(session, now).id(), "");
            case FACILITY ->
                throw new KeyAccessException(
                        Reason.CANNOT, "the new keys of " + now.name() + " are made in his facility, by its own tool");
        };
    }

    private Token ownCard(Session session, User user) {
        if (session.token().custody() == Custody.CARD) {
            return session.token();
        }
        List<String> own = user.cardTokens();
        return places.cards().tokens().stream()
                .filter(t -> own.contains(t.id()))
                .findFirst()
                .orElseThrow(() -> new KeyAccessException(
                        Reason.NO_CARD,
                        "the new keys of " + user.name() + " go to a card of his (" + String.join(", ", own)
                                + "), which is in no reader: insert it"));
    }

    /**
     * Refuses what would fail after the key was written.
     *
     * @throws KeyAccessException REFUSED for an alias that is another key's, or that nobody could keep
     */
    void require(Session session, NewKey key, KeyPlace home) {
        String user = session.user().name();
        Optional<KeyRecord> named = catalogue.key(user, key.alias());
        if (named.filter(r -> !r.publicKey().equals(key.publicKey())).isPresent()) {
            throw new KeyAccessException(
                    Reason.REFUSED, "the alias " + key.alias() + " is another key's: delete that entry first");
        }
        requireKept(session, key.alias(), home);
    }

    /**
     * The same for a key that is made.
     *
     * @param alias empty for one that gets its name later
     */
    void requireFree(Session session, String alias, KeyPlace home) {
        if (alias.isEmpty()) {
            return;
        }
        boolean slot = home.custody() == Custody.CARD
                && Aliases.reference(alias, home.token()).isPresent();
        if (!slot && catalogue.key(session.user().name(), alias).isPresent()) {
            throw new KeyAccessException(Reason.REFUSED, "the alias " + alias + " is a key's already: choose another");
        }
        requireKept(session, alias, home);
    }

    private static void requireKept(Session session, String alias, KeyPlace home) {
        boolean keepsAliases = session.user().isEnrolled() || home.custody() != Custody.CARD;
        if (!keepsAliases && Aliases.reference(alias, home.token()).isEmpty()) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "aliases are kept in the user information file, and "
                            + session.user().name()
                            + " is not enrolled in it: call the key after its slot, for instance piv-9a; nothing was written");
        }
    }
}
