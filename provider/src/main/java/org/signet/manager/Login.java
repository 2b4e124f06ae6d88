package org.signet.manager;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.signet.key.Call;
import org.signet.key.Commands;
import org.signet.key.ConnectedUser;
import org.signet.key.ConnectedUser.Proof;
import org.signet.key.Custody;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.Token;
import org.signet.key.User;

/** Turns a user and whom to ask into a session (EP 0 752 635 A1, figure 2): which secret of which token, then the proof. */
final class Login {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<Reason> OF_THE_READER =
            EnumSet.of(Reason.NO_CARD, Reason.REMOVED, Reason.BUSY, Reason.TIMEOUT, Reason.IO);

    private final Places places;
    private final Challenge challenge;
    private final ManagerOptions options;
    private final BiConsumer<String, KeyAccessException> lost;

    /** @param lost is told the session's id when the token that authenticated it is gone */
    Login(Places places, Challenge challenge, ManagerOptions options, BiConsumer<String, KeyAccessException> lost) {
        this.places = Objects.requireNonNull(places);
        this.challenge = Objects.requireNonNull(challenge);
        this.options = Objects.requireNonNull(options);
        this.lost = Objects.requireNonNull(lost);
    }

    /** @param sent counts the commands that this takes */
    Session login(User user, SecretPrompt prompt, Commands sent) {
        if (!user.isEnrolled()) {
            return unenrolled(user, prompt, sent);
        }
        if (user.login() == User.LoginBy.CARD) {
            return byCard(user, ownCard(user), prompt, prompt, sent);
        }
        if (user.requiresCard(options.cardGroups())) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "the policy (require.card) wants " + user.name()
                            + " to log in with a card, and his enrolment says passphrase: nothing was tried");
        }
        return byPassphrase(user, prompt, prompt, sent);
    }

    /** Nobody is enrolled: 6 to 8 digits are the PIN of the only card, anything else is the passphrase of a new user. */
    private Session unenrolled(User self, SecretPrompt prompt, Commands sent) {
        List<Token> cards = List.of();
        KeyAccessException noCards = null;
        try {
            cards = places.cards().tokens();
        } catch (KeyAccessException e) {
            noCards = e; // no pcscd, no reader: a file user needs neither
        }
        OnceAsked once = OnceAsked.ask(prompt, request(self, cards));
        try {
            boolean pin = once.looksLikePin();
            if (cards.size() > 1) {
                throw Catalogue.severalCards(cards);
            }
            if (cards.size() == 1 && !pin) {
                throw new KeyAccessException(
                        Reason.REFUSED,
                        "the card " + cards.get(0).id() + " in reader "
                                + cards.get(0).where()
                                + " wants a PIN of 6 to 8 digits; what was given is none, and nothing was sent to the card");
            }
            if (pin && cards.isEmpty()) {
                throw noCard(noCards);
            }
            return pin ? byCard(self, cards.get(0), once, prompt, sent) : byPassphrase(self, once, prompt, sent);
        } finally {
            once.close();
        }
    }

    private static SecretRequest request(User self, List<Token> cards) {
        String token = cards.size() == 1 ? cards.get(0).id() : "file";
        return OnceAsked.request(self, token, cards.isEmpty());
    }

    private KeyAccessException noCard(KeyAccessException why) {
        String text = "6 to 8 digits are a card's PIN, but ";
        return why == null
                ? new KeyAccessException(Reason.NO_CARD, text + places.noCard())
                : new KeyAccessException(why.reason(), text + "no card can be found: " + why.getMessage(), why);
    }

    private Token ownCard(User user) {
        List<String> own = user.cardTokens();
        List<Token> present = places.cards().tokens();
        return present.stream().filter(t -> own.contains(t.id())).findFirst().orElseThrow(() -> {
            String wanted = user.name() + " logs in with " + String.join(" or ", own);
            return present.isEmpty()
                    ? new KeyAccessException(Reason.NO_CARD, wanted + ", but " + places.noCard())
                    : new KeyAccessException(
                            Reason.WRONG_CARD,
                            wanted + ", but the readers hold "
                                    + present.stream().map(Token::id).collect(Collectors.joining(", ")));
        });
    }

    private Session byCard(User user, Token token, SecretPrompt first, SecretPrompt later, Commands sent) {
        byte[] id = sessionId();
        KeyAccess door = open(user, token, id);
        try {
            Call call = new Call(first, options.atMost(), sent);
            step("PIN", () -> door.login(call));
            Optional<EnrolledCard> enrolled = user.cards().stream()
                    .filter(c -> c.token().equals(token.id()))
                    .findFirst();
            Proof proof = enrolled.map(c -> prove(user, c, id, door, call)).orElse(Proof.UNENROLLED);
            if (proof != Proof.CHALLENGE && user.requiresCard(options.cardGroups())) {
                throw new KeyAccessException(
                        Reason.REFUSED,
                        "the policy (require.card) wants " + user.name()
                                + "'s card to answer a challenge, and the enrolled key of " + token.id()
                                + (proof == Proof.PENDING
                                        ? " wants a touch, so that it is not challenged: enrol a key without one"
                                        : " can answer none"));
            }
            Optional<PublicKey> proved =
                    enrolled.filter(c -> proof == Proof.CHALLENGE).map(EnrolledCard::publicKey);
            return new Session(user, shown(user, id, token, proof), token, door, proved, later);
        } catch (RuntimeException e) {
            door.close();
            throw e;
        }
    }

    /**
     * By the enrolled key's answer to the challenge. A key that may answer none (PIN always) proves nothing; one that wants a touch
     * is not asked either, since its first signature proves it, and its owner touches the card once.
     */
    private Proof prove(User user, EnrolledCard card, byte[] session, KeyAccess door, Call call) {
        KeyRecord key = places.key(user, card, door)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.WRONG_CARD,
                        "slot " + card.reference() + " of " + card.token()
                                + " holds another key than the enrolled one"));
        if (!challenge.canAnswer(key)) {
            return Proof.PIN;
        }
        boolean touch = step("challenge", () -> door.touch(key));
        if (door.pin(key) == PinPolicy.ALWAYS) {
            return Proof.PIN;
        }
        if (touch) {
            return challenge.canSign(key) ? Proof.PENDING : Proof.PIN;
        }
        return step("challenge", () -> {
            challenge.prove("login", user, key, session, door, call);
            return Proof.CHALLENGE;
        });
    }

    /** A reader's trouble does not know what it interrupts. */
    private static <T> T step(String step, Supplier<T> deed) {
        try {
            return deed.get();
        } catch (KeyAccessException e) {
            if (!OF_THE_READER.contains(e.reason())) {
                throw e;
            }
            throw new KeyAccessException(e.reason(), "at the login's " + step + ": " + e.getMessage(), e);
        }
    }

    private Session byPassphrase(User user, SecretPrompt first, SecretPrompt later, Commands sent) {
        byte[] id = sessionId();
        Token token = places.fileOf();
        KeyAccess door = open(user, token, id);
        try {
            Optional<PublicKey> proved = door.login(new Call(first, options.atMost(), sent));
            Proof proof = user.isEnrolled() ? Proof.PASSPHRASE : Proof.UNENROLLED;
            return new Session(user, shown(user, id, token, proof), token, door, proved, later);
        } catch (RuntimeException e) {
            door.close();
            throw e;
        }
    }

    /** The same door's session after its first key enrolled the user. */
    Session enrolled(Session session) {
        User user = places.directory().user(session.user().name()).orElseThrow();
        byte[] id = HexFormat.of().parseHex(session.shown().id());
        return new Session(
                user,
                shown(user, id, session.token(), Proof.PASSPHRASE),
                session.token(),
                session.main(),
                user.sealer(),
                session.prompt());
    }

    private KeyAccess open(User user, Token token, byte[] session) {
        return places.open(user, token, loss -> lost.accept(HexFormat.of().formatHex(session), loss));
    }

    private ConnectedUser shown(User user, byte[] id, Token token, Proof proof) {
        boolean card = token.custody() == Custody.CARD;
        List<String> schemes = places.directory().keys(user.name()).stream()
                .filter(k -> k.place().token().equals(token.id()))
                .flatMap(k -> k.can().stream())
                .distinct()
                .sorted()
                .map(Primitive::word)
                .toList();
        return new ConnectedUser(
                HexFormat.of().formatHex(id),
                user.name(),
                user.uid(),
                user.gid(),
                options.seat().host(),
                options.seat().terminal(),
                options.seat().port(),
                ProcessHandle.current().pid(),
                ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH),
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS),
                card && proof == Proof.CHALLENGE,
                proof,
                card ? token.where() : "",
                token.id(),
                card ? schemes : List.of());
    }

    private static byte[] sessionId() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return id;
    }
}
