package org.signet.manager;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
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
        Optional<KeyRecord> named =
                isSlot(user, key.alias(), home) ? Optional.empty() : catalogue.key(user, key.alias());
        if (named.filter(r -> !r.publicKey().equals(key.publicKey())).isPresent()) {
            throw new KeyAccessException(
                    Reason.REFUSED, "the alias " + key.alias() + " is another key's: delete that entry first");
        }
        requireKept(session, key.alias(), home);
        requireUnused(session, key.alias(), home, Optional.of(KeyId.of(key.publicKey())));
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
        if (!isSlot(session.user().name(), alias, home)
                && catalogue.key(session.user().name(), alias).isPresent()) {
            throw new KeyAccessException(Reason.REFUSED, "the alias " + alias + " is a key's already: choose another");
        }
        requireKept(session, alias, home);
        requireUnused(session, alias, home, Optional.empty());
    }

    /** Whether the alias means a place, and is not what one of his keys is called. */
    private boolean isSlot(String user, String alias, KeyPlace home) {
        return Aliases.slot(alias, home).isPresent()
                && places.directory().keys(user).stream()
                        .noneMatch(k -> k.aliases().contains(alias));
    }

    /** A key of his own is never overwritten: the file would list, and his login would be proved by, a key that is no more. */
    private void requireUnused(Session session, String alias, KeyPlace home, Optional<KeyId> key) {
        User user = session.user();
        KeyPlace place = KeyPlace.card(home.token(), Aliases.slot(alias, home).orElse(""));
        boolean listed = places.directory().keys(user.name()).stream()
                .anyMatch(k ->
                        k.place().equals(place) && key.filter(k.id()::equals).isPresent());
        if (user.isEnrolled() && !listed && places.isUsed(user, place)) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "slot " + place.reference() + " of " + place.token() + " holds a key that " + user.name()
                            + " uses, and never goes from there: name another slot; nothing was written");
        }
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
