package org.signet.manager;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyKind;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.PinPolicy;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.key.UserChange;
import org.signet.manager.MovePlan.Step;

/** Brings software keys to a card, or has it make new ones, and switches when each has answered there. */
final class MoveToCard {
    private final Places places;
    private final Challenge challenge;
    private final Seals seals;
    private final Errand doors;
    private final MovePlan plan;

    MoveToCard(Places places, Challenge challenge, Seals seals, Errand doors, MovePlan plan) {
        this.places = places;
        this.challenge = challenge;
        this.seals = seals;
        this.doors = doors;
        this.plan = plan;
    }

    List<KeyRecord> perform(ManagementKey asked, Call call, MoveProgress progress) {
        boolean fromFile = !plan.request().generate() && !plan.keys().isEmpty();
        if (fromFile || !plan.copies().isEmpty() && plan.request().destroy()) {
            Objects.requireNonNull(doors.apply(KeyPlace.FILE)); // his passphrase is asked for first
        }
        KeyAccess card = doors.apply(KeyPlace.card(plan.token(), ""));
        if (!plan.keys().isEmpty()) {
            asked.ask(plan.user().name(), plan.token());
        }
        try (Seals.Ready ready = seals.ready(plan.user(), plan.changesEnrolment(), doors, call)) {
            progress.opened(); // nothing is asked any more
            return perform(ready, card, call, progress);
        }
    }

    private List<KeyRecord> perform(Seals.Ready ready, KeyAccess card, Call call, MoveProgress progress) {
        List<KeyRecord> moved = new ArrayList<>();
        for (Step step : plan.keys()) {
            KeyRecord there = plan.request().generate() ? made(step, card, call) : imported(step, card, call);
            progress.written(there);
            prove(step, there, card, call);
            progress.proved(there);
            moved.add(there);
        }
        switchOver(ready, moved, card, call);
        progress.switched();
        if (plan.request().destroy() && !plan.request().generate()) {
            Stream.concat(moved.stream(), plan.copies().stream())
                    .forEach(key -> doors.apply(KeyPlace.FILE).destroy(key));
        }
        return moved;
    }

    /** The key as the file is to know it: what it was, in its new place. */
    private KeyRecord imported(Step step, KeyAccess card, Call call) {
        KeyRecord key = step.key();
        KeyRecord there = doors.apply(KeyPlace.FILE)
                .lend(
                        key,
                        privateKey -> card.create(
                                new NewKey(
                                                alias(step),
                                                privateKey,
                                                key.publicKey(),
                                                Move.chains(places, key).stream()
                                                        .findFirst()
                                                        .orElse(List.of()),
                                                key.facts().origin())
                                        .placed(
                                                step.then().can(),
                                                step.overwritten().isPresent()),
                                call));
        return new KeyRecord(
                key.id(), key.owner(), key.aliases(), key.publicKey(), there.place(), there.can(), key.facts());
    }

    /** A key that the card has made and nobody knows, as a move that was killed leaves one, is taken as the one to be made. */
    private KeyRecord made(Step step, KeyAccess card, Call call) {
        KeyKind kind = kind(step);
        Optional<KeyRecord> before = card.key(step.then().place().reference())
                .filter(k -> k.facts().origin() == KeyOrigin.CARD
                        && KeyKind.of(k.publicKey()).equals(Optional.of(kind)));
        return before.orElseGet(() -> card.generate(kind, alias(step), call));
    }

    private static KeyKind kind(Step step) {
        return KeyKind.of(step.key().publicKey())
                .orElseThrow(() ->
                        new KeyAccessException(Reason.CANNOT, "no card makes a key of the kind of " + Move.name(step)));
    }

    private static String alias(Step step) {
        String token = step.then().place().token();
        return token.substring(0, token.indexOf(':')) + "-"
                + step.then().place().reference();
    }

    /** By a challenge; a key for contracts alone answers none, and its first signature, which is verified, is the proof. */
    private void prove(Step step, KeyRecord there, KeyAccess card, Call call) {
        boolean contracts = isForContracts(there, card) || KeyNeeds.isForContracts(Move.chains(places, step.key()));
        if (!contracts && challenge.canAnswer(there)) {
            challenge.proveMove(plan.user(), there, card, call);
        }
    }

    private void switchOver(Seals.Ready ready, List<KeyRecord> moved, KeyAccess card, Call call) {
        User user = plan.user();
        User next = user.withCustody(Custody.CARD);
        Map<String, byte[]> accepts = new HashMap<>();
        if (plan.isToNewCard()) {
            KeyRecord answers = answering(moved, card);
            List<EnrolledCard> cards = new ArrayList<>(user.cards());
            cards.add(new EnrolledCard(plan.token(), answers.place().reference(), answers.publicKey(), false));
            next = next.withCards(cards);
            if (!user.administered() && challenge.canSign(answers) && !isForContracts(answers, card)) {
                accepts.put(plan.token(), challenge.accept(user, user.sealer().orElseThrow(), answers, card, call));
            }
        }
        ready.apply(user, new UserChange.Amend(next, accepts, moved));
    }

    /** PIV 9C: it signs nothing that its owner did not mean, and so no challenge. */
    private static boolean isForContracts(KeyRecord key, KeyAccess card) {
        return card.pin(key) == PinPolicy.ALWAYS;
    }

    /** The key that the enrolment names: 9A if it can sign, else another that can, else one that answers, else any. */
    private KeyRecord answering(List<KeyRecord> moved, KeyAccess card) {
        return Stream.concat(moved.stream(), card.keys(List.of()).stream())
                .min(Comparator.comparing((KeyRecord k) -> isForContracts(k, card))
                        .thenComparing(k -> !challenge.canSign(k))
                        .thenComparing(k -> !challenge.canAnswer(k))
                        .thenComparing(k -> !k.place().reference().equals("9a")))
                .orElseThrow(() -> new KeyAccessException(
                        Reason.CANNOT,
                        plan.user().name() + " has no key to move, and " + plan.token()
                                + " holds none: have it make one, or move one there"));
    }
}
