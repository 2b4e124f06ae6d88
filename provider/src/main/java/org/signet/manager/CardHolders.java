package org.signet.manager;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.PinPolicy;
import org.signet.key.Reason;
import org.signet.key.Token;
import org.signet.key.User;
import org.signet.key.UserChange;

/** Gives users cards and takes them away. */
final class CardHolders {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Places places;
    private final Challenge challenge;
    private final Seals seals;

    CardHolders(Places places, Challenge challenge, Seals seals) {
        this.places = places;
        this.challenge = challenge;
        this.seals = seals;
    }

    /** Enrols a user by a card, whose authentication key seals his file. */
    void enrol(User who, String token, Call call) {
        try (Errand doors = new Errand(places, who, call)) {
            KeyAccess door = doors.apply(KeyPlace.card(token, ""));
            List<KeyRecord> keys = door.keys(List.of());
            KeyRecord sealer = sealer(keys, token);
            User user = enrolled(who, sealer);
            seals.apply(new UserChange.Enrol(user, keys, chains(door, keys)), sealer, door, call);
        }
    }

    /** The same for the administrator, whose pinned key, which comes back, signs his own enrolment. */
    KeyRecord enrolAdministrator(User who, String token, String reference, Call call) {
        try (Errand doors = new Errand(places, who, call)) {
            KeyAccess door = doors.apply(KeyPlace.card(token, ""));
            List<KeyRecord> keys = new ArrayList<>();
            for (KeyRecord key : door.keys(List.of())) {
                keys.add(key.place().reference().equals(reference) ? Administrator.keptForEnrolments(key) : key);
            }
            KeyRecord pinned = keys.stream()
                    .filter(Administrator::isKeptForEnrolments)
                    .findFirst()
                    .orElseThrow(() -> noKey(token, reference));
            List<KeyRecord> others =
                    keys.stream().filter(k -> !k.equals(pinned)).toList();
            User user = enrolled(who, sealer(others, token));
            UserChange enrol = new UserChange.Enrol(user, keys, chains(door, keys));
            seals.applyFirst(enrol, pinned, sealer(others, token), door, call);
            return pinned;
        }
    }

    KeyRecord look(String token, String reference) {
        User nobody = User.unenrolled("nobody", 0, 0, Custody.CARD);
        Token card = places.find(Custody.CARD, token).orElseThrow(() -> Errand.notThere(token));
        try (KeyAccess door = places.open(nobody, card, loss -> {})) {
            return door.key(reference).orElseThrow(() -> noKey(token, reference));
        }
    }

    private static KeyAccessException noKey(String token, String reference) {
        return new KeyAccessException(Reason.UNKNOWN, token + " has no key " + reference);
    }

    void add(User user, String token, Call call) {
        if (user.cardTokens().contains(token)) {
            throw new KeyAccessException(Reason.REFUSED, token + " is a card of " + user.name() + " already");
        }
        try (Errand doors = new Errand(places, user, call)) {
            KeyAccess door = doors.apply(KeyPlace.card(token, ""));
            KeyRecord key = sealer(door.keys(List.of()), token);
            PublicKey sealer = user.sealer().orElseThrow();
            List<EnrolledCard> cards = new ArrayList<>(user.cards());
            cards.add(card(key));
            change(
                    user,
                    user.withCards(cards),
                    Map.of(token, challenge.accept(user, sealer, key, door, call)),
                    doors,
                    call);
            if (!user.administered()) { // else he has given no secret, and his keys are sealed by him alone
                list(user, door, doors, call);
            }
        }
    }

    /** The card's keys with their certificates, which the file can tell then though no reader holds it. */
    private void list(User user, KeyAccess door, Errand doors, Call call) {
        for (KeyRecord key : door.keys(List.of())) {
            if (places.directory().key(user.name(), key.id()).isEmpty()) {
                key.aliases().forEach(alias -> {
                    List<X509Certificate> chain = door.certificates(key, alias);
                    String name = free(user, alias, key.place());
                    seals.apply(user, new UserChange.SetEntry(user.name(), name, key, chain), doors, call);
                });
            }
        }
    }

    private String free(User user, String alias, KeyPlace place) {
        boolean taken = places.directory().keys(user.name()).stream()
                .anyMatch(k -> k.aliases().contains(alias));
        return taken ? Aliases.qualified(alias, place) : alias;
    }

    void remove(User user, String token, Call call) {
        List<EnrolledCard> left =
                user.cards().stream().filter(c -> !c.token().equals(token)).toList();
        if (left.size() == user.cards().size()) {
            throw new KeyAccessException(Reason.UNKNOWN, token + " is no card of " + user.name());
        }
        if (left.isEmpty() && user.login() == User.LoginBy.CARD) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    token + " is the only card of " + user.name() + ", who logs in with it: give him another one first,"
                            + " move him to the file, or remove him");
        }
        boolean sealerGoes = user.sealingCard()
                .filter(sealing -> left.stream().noneMatch(c -> c.publicKey().equals(sealing.publicKey())))
                .isPresent();
        User next = user.withCards(left);
        try (Errand doors = new Errand(places, user, call)) {
            if (!sealerGoes) {
                change(user, next, Map.of(), doors, call);
                return;
            }
            PublicKey sealer = left.get(0).publicKey();
            next = next.withSealer(Optional.of(sealer));
            Map<String, byte[]> accepts = accepts(next, sealer, doors, call);
            change(next, next, accepts, doors, call);
        }
    }

    /** The word of each card of his for this sealer, by token; each must be there. */
    Map<String, byte[]> accepts(User user, PublicKey sealer, Errand doors, Call call) {
        Map<String, byte[]> accepts = new HashMap<>();
        if (user.administered()) {
            return accepts;
        }
        for (EnrolledCard card : user.cards()) {
            if (!card.publicKey().equals(sealer)) {
                KeyAccess door = doors.apply(KeyPlace.card(card.token(), card.reference()));
                KeyRecord key = door.key(card.reference())
                        .filter(k -> k.publicKey().equals(card.publicKey()))
                        .orElseThrow(() -> new KeyAccessException(
                                Reason.WRONG_CARD,
                                "slot " + card.reference() + " of " + card.token()
                                        + " holds another key than the enrolled one"));
                accepts.put(card.token(), challenge.accept(user, sealer, key, door, call));
            }
        }
        return accepts;
    }

    private void change(User sealedBy, User next, Map<String, byte[]> accepts, Errand doors, Call call) {
        seals.applyToEnrolment(sealedBy, new UserChange.Amend(next, accepts, List.of()), doors, call);
    }

    /** The card's authentication key, or another that may sign a challenge after one PIN. */
    private KeyRecord sealer(List<KeyRecord> keys, String token) {
        return keys.stream()
                .filter(k -> k.facts().pin() == PinPolicy.ONCE && challenge.canSign(k))
                .min(Comparator.comparing(k -> k.place().reference()))
                .orElseThrow(() -> new KeyAccessException(
                        Reason.CANNOT, token + " holds no key (9A, RSA-2048 or EC) that could seal its user's file"));
    }

    private static Map<String, List<X509Certificate>> chains(KeyAccess door, List<KeyRecord> keys) {
        Map<String, List<X509Certificate>> chains = new HashMap<>();
        keys.forEach(k -> k.aliases().forEach(a -> chains.put(a, door.certificates(k, a))));
        return chains;
    }

    private static EnrolledCard card(KeyRecord key) {
        return new EnrolledCard(key.place().token(), key.place().reference(), key.publicKey(), false);
    }

    private static User enrolled(User who, KeyRecord sealer) {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return new User(
                who.name(),
                HexFormat.of().formatHex(id),
                who.uid(),
                who.gid(),
                Custody.CARD,
                User.LoginBy.CARD,
                Optional.of(sealer.publicKey()),
                1,
                who.policy(),
                List.of(card(sealer)),
                false);
    }
}
