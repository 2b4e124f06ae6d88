package org.signet.manager;

import java.util.List;
import java.util.Map;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.UserChange;
import org.signet.manager.MovePlan.Step;

/** Has the file's copy of a key answer, and switches the key back to it; what is on the card stays there. */
final class MoveToFile {
    private final Challenge challenge;
    private final Seals seals;
    private final Errand doors;
    private final MovePlan plan;

    MoveToFile(Challenge challenge, Seals seals, Errand doors, MovePlan plan) {
        this.challenge = challenge;
        this.seals = seals;
        this.doors = doors;
        this.plan = plan;
    }

    List<KeyRecord> perform(Call call, MoveProgress progress) {
        KeyAccess file = doors.apply(KeyPlace.FILE);
        progress.opened();
        for (Step step : plan.keys()) {
            prove(step.then(), file, call);
            progress.proved(step.then());
        }
        List<KeyRecord> moved = plan.keys().stream().map(Step::then).toList();
        seals.apply(
                plan.user(), new UserChange.Amend(plan.user().withCustody(Custody.FILE), Map.of(), moved), doors, call);
        progress.switched();
        return moved;
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
