package org.signet.manager;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.Facility;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.UserChange;
import org.signet.manager.MovePlan.Step;

/**
 * Has the file's copy of a key answer, and switches the key back to it; what is on the card stays there. A copy that the file does
 * not keep is brought from a storage facility first, and kept as any other: killed after that, nothing has moved.
 */
final class MoveToFile {
    private final Places places;
    private final Challenge challenge;
    private final Seals seals;
    private final Errand doors;
    private final MovePlan plan;

    MoveToFile(Places places, Challenge challenge, Seals seals, Errand doors, MovePlan plan) {
        this.places = places;
        this.challenge = challenge;
        this.seals = seals;
        this.doors = doors;
        this.plan = plan;
    }

    List<KeyRecord> perform(Call call, MoveProgress progress) {
        KeyAccess file = doors.apply(KeyPlace.FILE);
        Map<Step, KeyRecord> brought = found();
        try (Seals.Ready ready = seals.ready(plan.user(), plan.changesEnrolment(), doors, call)) {
            progress.opened();
            brought.forEach((step, there) -> {
                bring(step.key(), there, file);
                progress.written(step.then());
            });
            for (Step step : plan.keys()) {
                prove(step.then(), file, call);
                progress.proved(step.then());
            }
            List<KeyRecord> moved = plan.keys().stream().map(Step::then).toList();
            ready.apply(plan.user(), new UserChange.Amend(plan.user().withCustody(Custody.FILE), Map.of(), moved));
            progress.switched();
            return moved;
        }
    }

    /** What the file keeps no copy of, as the facility has it. */
    private Map<Step, KeyRecord> found() {
        Map<Step, KeyRecord> found = new LinkedHashMap<>();
        plan.request().from().ifPresent(facility -> {
            Set<KeyId> copies = places.directory().keptCopies(plan.user().name());
            List<KeyRecord> there = doors.apply(KeyPlace.facility(facility, "")).keys(List.of());
            plan.keys().stream()
                    .filter(step -> !copies.contains(step.key().id()))
                    .forEach(step -> found.put(step, meant(step, there, facility)));
        });
        return found;
    }

    private static KeyRecord meant(Step step, List<KeyRecord> there, Facility facility) {
        return there.stream()
                .filter(key -> key.id().equals(step.key().id()))
                .findFirst()
                .orElseThrow(() -> new KeyAccessException(
                        Reason.REFUSED, facility + " holds no private key of " + Move.name(step) + ", but others"));
    }

    /** The file takes no other key under its name: the two halves are compared. */
    private void bring(KeyRecord key, KeyRecord there, KeyAccess file) {
        doors.apply(there.place()).lend(there, privateKey -> {
            file.keepCopy(key, privateKey);
            return key;
        });
    }

    /** Unwrapping compares the copy with its public half; a challenge is answered by it. */
    private void prove(KeyRecord copy, KeyAccess file, Call call) {
        if (challenge.canAnswer(copy)) {
            challenge.proveMove(plan.user(), copy, new LentKey(file), call);
        } else {
            file.lend(copy, key -> true);
        }
    }
}
