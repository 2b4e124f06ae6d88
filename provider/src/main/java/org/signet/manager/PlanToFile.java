package org.signet.manager;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.crypto.SoftwareKeys;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.manager.MovePlan.Step;

/** Which keys the file has outside their card, and so can be used from it again. */
final class PlanToFile {
    private final Places places;
    private final User user;
    private final MoveRequest request;

    PlanToFile(Places places, User user, MoveRequest request) {
        this.places = places;
        this.user = user;
        this.request = request;
    }

    MovePlan plan() {
        if (request.generate() || request.destroy()) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "a move to the file brings a key back: nothing is made and nothing destroyed by it");
        }
        if (request.from().isPresent() && user.sealingCard().isPresent()) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    user.name()
                            + " has no passphrase, so that no key can be kept in the file for him; nothing was done");
        }
        Set<KeyId> copies = places.directory().keptCopies(user.name());
        List<Step> steps = new ArrayList<>();
        List<KeyRecord> there = new ArrayList<>();
        for (KeyRecord key : wanted()) {
            if (key.place().custody() == Custody.FILE) {
                there.add(key);
            } else {
                steps.add(step(key, copies));
            }
        }
        return new MovePlan(user, request, KeyPlace.FILE.token(), steps, there, List.of());
    }

    private Set<KeyRecord> wanted() {
        List<KeyRecord> known = places.directory().keys(user.name());
        Set<KeyRecord> wanted = new LinkedHashSet<>();
        request.keys().forEach((alias, slot) -> {
            if (!slot.isEmpty()) {
                throw new KeyAccessException(Reason.REFUSED, "the file has no slots: say --key " + alias);
            }
            wanted.add(Aliases.find(known, alias)
                    .orElseThrow(
                            () -> new KeyAccessException(Reason.UNKNOWN, user.name() + " has no key called " + alias)));
        });
        if (request.keys().isEmpty()) {
            wanted.addAll(known);
        }
        return wanted;
    }

    private Step step(KeyRecord key, Set<KeyId> copies) {
        if (!copies.contains(key.id()) && request.from().isEmpty()) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    Move.name(key) + " is on " + key.place() + " and nowhere else: "
                            + switch (key.facts().origin()) {
                                case CARD -> "the card made it, and no card gives a key away";
                                default -> "the file keeps no copy of it; --from FILE takes one from elsewhere";
                            });
        }
        KeyRecord then = new KeyRecord(
                key.id(),
                key.owner(),
                key.aliases(),
                key.publicKey(),
                KeyPlace.FILE,
                Set.copyOf(SoftwareKeys.can(key.publicKey())),
                key.facts());
        return new Step(key, then, Set.of(), Optional.empty());
    }
}
