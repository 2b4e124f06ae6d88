package org.signet.manager;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.KeyRef;
import org.signet.key.NamedPublicKey;
import org.signet.key.Reason;
import org.signet.key.Token;
import org.signet.key.User;
import org.signet.key.UserDirectory;

/** Finds keys: an enrolled user's in the directory and on his card, anybody else's on the one card that is there. */
final class Catalogue {
    private final Places places;
    private final Sessions sessions;
    private final ManagerOptions options;
    private final Visit visit;
    private final TransientDirectory seen = new TransientDirectory();

    Catalogue(Places places, Sessions sessions, ManagerOptions options) {
        this.places = Objects.requireNonNull(places);
        this.sessions = Objects.requireNonNull(sessions);
        this.options = Objects.requireNonNull(options);
        this.visit = new Visit(places);
    }

    /** Who that is, as the file says now; the operating-system user may be unenrolled while nobody is enrolled. */
    User user(String name) {
        Optional<User> enrolled = places.directory().user(name);
        if (enrolled.isPresent()) {
            return enrolled.get();
        }
        List<String> others = places.directory().users();
        if (!others.isEmpty() || !name.equals(options.self().name())) {
            throw new KeyAccessException(
                    Reason.UNKNOWN,
                    "no user " + name + " is enrolled in the user information file"
                            + (others.isEmpty() ? "" : ", which has " + others.size() + " other(s)")
                            + ": enrol him, or say which user is meant with user=NAME or a keystore stub");
        }
        return options.self();
    }

    List<KeyRecord> keys(String name) {
        return Aliases.unique(seen.remember(all(user(name))));
    }

    Optional<KeyRecord> key(String name, String alias) {
        return key(user(name), alias);
    }

    private Optional<KeyRecord> key(User user, String alias) {
        return enrolled(user, alias).or(() -> onCard(user, alias)).map(seen::remember);
    }

    private Optional<KeyRecord> enrolled(User user, String alias) {
        if (!user.isEnrolled()) {
            return Optional.empty();
        }
        List<KeyRecord> known = places.directory().keys(user.name());
        return Aliases.find(known, alias).or(() -> labelled(user, known, alias));
    }

    /** The key in the place that other software calls so: on the session's card, else on the only card that has one. */
    private Optional<KeyRecord> labelled(User user, List<KeyRecord> known, String label) {
        List<KeyRecord> found = known.stream()
                .filter(r -> r.place().custody() == Custody.CARD)
                .filter(r -> places.cards()
                        .reference(r.place().token(), label)
                        .filter(r.place().reference()::equals)
                        .isPresent())
                .toList();
        Optional<String> connected = sessions.of(user.name()).map(s -> s.token().id());
        return found.stream()
                .filter(r -> found.size() == 1
                        || connected.filter(r.place().token()::equals).isPresent())
                .findFirst();
    }

    /** The chain under an alias: what the file keeps, else what the key's token keeps. */
    List<X509Certificate> certificates(String name, String alias) {
        User user = user(name);
        List<X509Certificate> kept = kept(user, alias);
        if (!kept.isEmpty()) {
            return kept;
        }
        return key(user, alias)
                .filter(r -> r.place().custody() == Custody.CARD)
                .flatMap(r -> cardOf(user)
                        .filter(t -> t.id().equals(r.place().token()))
                        .map(t -> with(user, t, door -> door.certificates(r, alias))))
                .orElse(List.of());
    }

    /** What the file keeps under an alias, or under the own alias of a key that other software calls so. */
    private List<X509Certificate> kept(User user, String alias) {
        List<X509Certificate> kept =
                user.isEnrolled() ? places.directory().certificates(user.name(), alias) : List.of();
        return !kept.isEmpty()
                ? kept
                : enrolled(user, alias).filter(r -> !r.aliases().contains(alias)).stream()
                        .flatMap(r -> r.aliases().stream())
                        .map(own -> places.directory().certificates(user.name(), own))
                        .filter(chain -> !chain.isEmpty())
                        .findFirst()
                        .orElse(List.of());
    }

    /** The key itself, for a given one; for a named one what the file says of it now, else what was seen on a card. */
    PublicKey publicKey(PublicKey given) {
        if (!(given instanceof NamedPublicKey named)) {
            return given;
        }
        KeyRef ref = named.ref();
        return places.directory()
                .key(ref.owner(), ref.id())
                .or(() -> seen.key(ref).filter(r -> r.place().custody() == Custody.CARD))
                .map(KeyRecord::publicKey)
                .orElseThrow(() -> unknown(ref));
    }

    /** That record; one message whether the key is somebody else's, gone, or never was. */
    KeyRecord require(Session session, KeyRef key) {
        return record(session, key).orElseThrow(() -> unknown(key));
    }

    private static KeyAccessException unknown(KeyRef key) {
        return new KeyAccessException(Reason.UNKNOWN, key.owner() + " has no key " + key.id());
    }

    List<String> users() {
        List<String> enrolled = places.directory().users();
        return enrolled.isEmpty() ? List.of(options.self().name()) : enrolled;
    }

    /** All that the file keeps, and what is on a card of his that is in a reader. */
    List<X509Certificate> certificates(String name) {
        User user = user(name);
        Set<X509Certificate> found = new LinkedHashSet<>();
        for (KeyRecord key : user.isEnrolled() ? places.directory().keys(name) : List.<KeyRecord>of()) {
            key.aliases().forEach(alias -> found.addAll(places.directory().certificates(name, alias)));
        }
        for (Token card : presentCards(user)) {
            try {
                found.addAll(with(user, card, Catalogue::certificates));
            } catch (KeyAccessException e) {
                if (!user.isEnrolled()) {
                    throw e;
                } // taken out meanwhile, or unreadable: the file has told what it knows
            }
        }
        return List.copyOf(found);
    }

    private static List<X509Certificate> certificates(KeyAccess door) {
        return door.keys(List.of()).stream()
                .flatMap(key -> key.aliases().stream().flatMap(alias -> door.certificates(key, alias).stream()))
                .toList();
    }

    /** His that are in readers; where nobody is enrolled, the only one. What no reader can tell is left out: the file still can. */
    private List<Token> presentCards(User user) {
        List<String> own = user.cardTokens();
        try {
            List<Token> there = own.isEmpty() && user.isEnrolled()
                    ? List.of()
                    : places.cards().tokens();
            return user.isEnrolled()
                    ? there.stream().filter(t -> own.contains(t.id())).toList()
                    : there.size() == 1 ? there : List.of();
        } catch (KeyAccessException e) {
            return List.of();
        }
    }

    /** Of a key that was made now, and that no file knows yet. */
    KeyRecord remember(KeyRecord record) {
        return seen.remember(record);
    }

    /** The last that was seen of a key; no I/O. */
    Optional<KeyRecord> lastSeen(KeyRef key) {
        return seen.key(key);
    }

    /** What the directory says now of a key of this session's owner, else what its card said. */
    private Optional<KeyRecord> record(Session session, KeyRef key) {
        if (!session.user().isEnrolled()) {
            return seen.key(key);
        }
        UserDirectory.Found now = places.directory()
                .find(key.owner(), key.id())
                .filter(found -> found.user().id().equals(session.user().id()))
                .orElseThrow(() -> new KeyAccessException(
                        Reason.NOT_CONNECTED, key.owner() + " was removed from the user information file"));
        if (!session.believes(now.user())) {
            return Optional.of(awaited(session, key, now).orElseThrow(() -> unbelieved(session)));
        }
        return now.key().map(seen::remember).or(() -> seen.key(key).filter(r -> isOnACardOf(now.user(), r)));
    }

    /** The one key that may sign before its login is proved: where it is and which it is, the card and the handle say. */
    private Optional<KeyRecord> awaited(Session session, KeyRef key, UserDirectory.Found now) {
        return now.key().map(seen::remember).or(() -> seen.key(key)).filter(session::awaits);
    }

    private static KeyAccessException unbelieved(Session session) {
        String name = session.user().name();
        if (session.pending().isPresent()) {
            return new KeyAccessException(
                    Reason.REFUSED,
                    "the login of " + name + " is not proved yet: sign once with the key of "
                            + session.token().id() + " that wants a touch, whose signature is the proof");
        }
        return session.proved().isPresent()
                ? new KeyAccessException(
                        Reason.NOT_CONNECTED,
                        "the file of " + name + " is sealed by a key that this login did not prove: log in again")
                : new KeyAccessException(
                        Reason.REFUSED,
                        "the login of " + name + " proved a PIN and no key, and no administrator signed his enrolment:"
                                + " nothing says that his file is his");
    }

    /** What was seen on a card counts as long as the card is its owner's. */
    private static boolean isOnACardOf(User user, KeyRecord key) {
        return key.place().custody() == Custody.CARD
                && user.cardTokens().contains(key.place().token());
    }

    private List<KeyRecord> all(User user) {
        List<KeyRecord> records = new ArrayList<>();
        if (user.isEnrolled()) {
            records.addAll(places.directory().keys(user.name()));
        }
        cardOf(user).ifPresent(token -> {
            List<KeyRecord> known = List.copyOf(records);
            with(user, token, door -> door.keys(known)).stream()
                    .filter(r -> known.stream().noneMatch(k -> k.place().equals(r.place()) || k.id().equals(r.id())))
                    .forEach(records::add);
        });
        return records;
    }

    private Optional<KeyRecord> onCard(User user, String alias) {
        return cardOf(user)
                .flatMap(token -> Aliases.reference(alias, token.id())
                        .or(() -> places.cards().reference(token.id(), alias))
                        .flatMap(reference -> with(user, token, door -> door.key(reference))));
    }

    /** The card to look at: the session's; for a user whom nobody enrolled and who is not connected, the only one there is. */
    private Optional<Token> cardOf(User user) {
        Optional<Session> session = sessions.of(user.name());
        if (session.isPresent()) {
            return session.map(Session::token).filter(t -> t.custody() == Custody.CARD);
        }
        return user.isEnrolled() ? Optional.empty() : Optional.of(onlyCard());
    }

    private Token onlyCard() {
        List<Token> tokens = places.cards().tokens();
        if (tokens.size() == 1) {
            return tokens.get(0);
        }
        throw tokens.isEmpty() ? new KeyAccessException(Reason.NO_CARD, places.noCard()) : severalCards(tokens);
    }

    static KeyAccessException severalCards(List<Token> tokens) {
        return new KeyAccessException(
                Reason.REFUSED,
                tokens.size() + " cards are in the readers ("
                        + String.join(", ", tokens.stream().map(Token::id).toList())
                        + ") and no user is enrolled who says which is meant: leave one, name it (card.serial), or enrol the user");
    }

    /** Asks through the session's door, else through one that is opened for the question and proves nothing. */
    private <T> T with(User user, Token token, Function<KeyAccess, T> question) {
        Optional<KeyAccess> open = sessions.of(user.name()).map(s -> s.doors().get(token.id()));
        if (open.isPresent()) {
            return question.apply(open.get());
        }
        return visit.ask(user, token, question);
    }

    /** Ends a visit to a card that nobody is connected with. */
    void close() {
        visit.leave();
    }
}
