package org.signet.manager;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyRecord;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.Token;
import org.signet.key.User;
import org.signet.manager.MovePlan.Step;

/** Which software keys go to which slots of which card, and what that costs. */
final class PlanToCard {
    private final Places places;
    private final User user;
    private final MoveRequest request;
    private final List<KeyRecord> known;
    private final Set<String> taken = new HashSet<>();

    PlanToCard(Places places, User user, MoveRequest request) {
        this.places = places;
        this.user = user;
        this.request = request;
        this.known = places.directory().keys(user.name());
    }

    MovePlan plan() {
        Token token = card();
        requireNobodyElses(token);
        Map<KeyRecord, String> wanted = wanted(token);
        List<Step> steps = new ArrayList<>();
        List<KeyRecord> there = new ArrayList<>();
        try (KeyAccess door = places.open(user, token, loss -> {})) {
            wanted.forEach((key, slot) -> {
                if (isThere(key, token, slot)) {
                    there.add(key);
                } else if (!slot.isEmpty()) {
                    steps.add(step(door, token, key, slot)); // those that have a choice come after those that have none
                }
            });
            wanted.forEach((key, slot) -> {
                if (slot.isEmpty() && !there.contains(key)) {
                    steps.add(step(door, token, key, slot));
                }
            });
        }
        Set<KeyId> kept = places.directory().keptCopies(user.name());
        List<KeyRecord> copies =
                there.stream().filter(k -> kept.contains(k.id())).toList();
        return new MovePlan(user, request, token.id(), steps, there, copies);
    }

    private Token card() {
        List<Token> present = places.cards().tokens();
        List<String> own = user.cardTokens();
        List<Token> meant = present.stream()
                .filter(t -> request.card()
                        .map(c -> Token.isMeant(t.id(), c))
                        .orElse(present.size() == 1 || own.contains(t.id())))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        String there = present.isEmpty()
                ? places.noCard()
                : "the readers hold " + present.stream().map(Token::id).collect(Collectors.joining(", "));
        throw meant.isEmpty()
                ? new KeyAccessException(
                        Reason.NO_CARD,
                        request.card().map(c -> "no card " + c + ": ").orElse("") + there)
                : new KeyAccessException(Reason.REFUSED, there + ": say which by --card SERIAL");
    }

    private void requireNobodyElses(Token token) {
        if (user.cardTokens().contains(token.id())) {
            return;
        }
        for (String name : places.directory().users()) {
            places.directory()
                    .user(name)
                    .filter(other -> other.cardTokens().contains(token.id()))
                    .ifPresent(other -> {
                        throw new KeyAccessException(
                                Reason.REFUSED,
                                "the card " + token.id() + " is " + other.name() + "'s: a card belongs to one user");
                    });
        }
    }

    /** Each key that was named, with its slot or nothing; without a name all that are in the file. */
    private Map<KeyRecord, String> wanted(Token token) {
        Map<KeyRecord, String> wanted = new LinkedHashMap<>();
        request.keys()
                .forEach((alias, slot) -> wanted.put(
                        Aliases.find(known, alias)
                                .orElseThrow(() -> new KeyAccessException(
                                        Reason.UNKNOWN, user.name() + " has no key called " + alias)),
                        slot));
        if (request.keys().isEmpty()) {
            Set<Custody> movable = request.destroy() || !request.generate()
                    ? EnumSet.of(Custody.FILE, Custody.CARD)
                    : EnumSet.of(Custody.FILE);
            known.stream().filter(k -> movable.contains(k.place().custody())).forEach(k -> wanted.put(k, ""));
            wanted.keySet()
                    .removeIf(k -> k.place().custody() == Custody.CARD
                            && !k.place().token().equals(token.id()));
        }
        return wanted;
    }

    private boolean isThere(KeyRecord key, Token token, String slot) {
        if (key.place().custody() == Custody.FILE) {
            return false;
        }
        boolean there = key.place().token().equals(token.id())
                && (slot.isEmpty() || slot.equals(key.place().reference()));
        if (!there) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    Move.name(key) + " is on " + key.place() + ": only a key of the file is moved to a card");
        }
        return true;
    }

    private Step step(KeyAccess door, Token token, KeyRecord key, String slot) {
        Set<Primitive> needed = KeyNeeds.of(key, Move.chains(places, key));
        String prefix = token.id().substring(0, token.id().indexOf(':')) + "-";
        KeyRecord then = foresee(door, key, slot.isEmpty() ? "" : prefix + slot, needed);
        if (!taken.add(then.place().reference())) {
            throw new KeyAccessException(
                    Reason.REFUSED, "two keys cannot go to slot " + then.place().reference() + " of " + token.id());
        }
        Set<Primitive> lost = EnumSet.noneOf(Primitive.class);
        key.can().stream().filter(p -> !then.can().contains(p)).forEach(lost::add);
        Set<Primitive> missed = lost.stream().filter(needed::contains).collect(Collectors.toSet());
        if (!missed.isEmpty() && !request.force()) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    Move.name(key) + " has a certificate for what it could not do in slot "
                            + then.place().reference() + " of " + token.id() + " (" + words(missed)
                            + "): name another slot, or take it with --force");
        }
        return new Step(key, then, lost, other(door, key, then));
    }

    static String words(Set<Primitive> primitives) {
        return primitives.stream().sorted().map(Primitive::word).collect(Collectors.joining(", "));
    }

    private KeyRecord foresee(KeyAccess door, KeyRecord key, String alias, Set<Primitive> needed) {
        try {
            return door.foresee(key.publicKey(), alias, needed, taken);
        } catch (KeyAccessException e) {
            boolean hint = request.keys().isEmpty() && e.reason() == Reason.CANNOT;
            throw new KeyAccessException(
                    e.reason(),
                    Move.name(key) + " cannot be moved: " + e.getMessage()
                            + (hint ? "; leave it in the file by naming the others with --key" : ""),
                    e);
        }
    }

    /** The key that is in the slot now; one of the user's own is never overwritten. */
    private Optional<KeyRecord> other(KeyAccess door, KeyRecord key, KeyRecord then) {
        String slot = then.place().reference();
        Optional<KeyRecord> other = door.key(slot).filter(k -> !k.id().equals(key.id()));
        boolean used = other.isPresent() && places.isUsed(user, then.place());
        if (other.isPresent() && (used || !request.overwrite() || request.generate())) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "slot " + slot + " of " + then.place().token() + " holds another key"
                            + (used ? " of " + user.name() : "")
                            + " (" + other.get().id() + "): name a slot that is empty"
                            + (used || request.generate() ? "" : ", or have that key destroyed with --overwrite"));
        }
        return other;
    }
}
