package org.signet.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.signet.key.Custody;
import org.signet.key.KeyRecord;
import org.signet.key.Primitive;
import org.signet.manager.MovePlan;
import org.signet.manager.MovePlan.Step;
import org.signet.manager.MoveProgress;

/** What a person is told of a move: before, meanwhile and afterwards. */
final class MoveText {
    private MoveText() {}

    static List<String> plan(MovePlan plan) {
        List<String> lines = new ArrayList<>();
        for (Step step : plan.keys()) {
            String key = named(step.key()) + " (" + Text.kind(step.key().publicKey()) + ")";
            lines.add(
                    plan.request().generate()
                            ? "A new key of the kind of " + key + " is made in " + place(step.then()) + "; "
                                    + named(step.key()) + " itself stays where it is."
                            : key + " goes to " + place(step.then()) + ".");
            if (!step.lost().isEmpty()) {
                lines.add("  There it will not do " + words(step.lost()) + ", which it does now.");
            }
        }
        plan.there().forEach(key -> lines.add(named(key) + " is in " + place(key) + " already."));
        return lines;
    }

    /** What will be gone afterwards. */
    static List<String> losses(MovePlan plan) {
        List<String> lines = new ArrayList<>();
        for (Step step : plan.keys()) {
            step.overwritten()
                    .ifPresent(other -> lines.add(
                            "The key that is in " + place(step.then()) + " now (id " + other.id() + ") is DESTROYED."));
        }
        if (plan.request().destroy() && !plan.request().generate()) {
            plan.keys().forEach(step -> lines.add(destroyed(step.key())));
            plan.copies().forEach(key -> lines.add(destroyed(key)));
        }
        return lines;
    }

    private static String destroyed(KeyRecord key) {
        return "The software key of " + named(key) + " in the file is DESTROYED: it will be on the card alone.";
    }

    static MoveProgress progress(PrintWriter err) {
        return new MoveProgress() {
            @Override
            public void opened() {
                say("The secrets are right; nothing is written yet.");
            }

            @Override
            public void written(KeyRecord key) {
                say(named(key) + " is in " + place(key) + ", where nobody uses it yet.");
            }

            @Override
            public void proved(KeyRecord key) {
                say(named(key) + " is proved in " + place(key) + ".");
            }

            @Override
            public void switched() {
                say("The user information file says so.");
            }

            private void say(String line) {
                err.println(line);
                err.flush();
            }
        };
    }

    static List<String> outcome(MovePlan plan, List<KeyRecord> moved) {
        String user = Text.shown(plan.user().name());
        List<String> lines = new ArrayList<>();
        moved.forEach(key -> lines.add(named(key) + " is used from " + place(key) + " now."));
        if (plan.request().to() == Custody.CARD) {
            lines.add("New keys of " + user + " go to the card.");
            lines.addAll(afterCard(plan, user, moved));
        } else {
            lines.add("New keys of " + user + " go to the file.");
            if (!moved.isEmpty()) {
                lines.add("What is on the card stays there; its own tool deletes it.");
                plan.request()
                        .from()
                        .ifPresent(from -> lines.add(Text.shown(from.toString()) + " still has what it had."));
            }
        }
        return lines;
    }

    private static List<String> afterCard(MovePlan plan, String user, List<KeyRecord> moved) {
        if (plan.request().generate()) {
            return moved.isEmpty()
                    ? List.of()
                    : List.of("A new key has no certificate yet: request one, and import the reply under its alias.");
        }
        List<String> lines = new ArrayList<>();
        boolean kept =
                !(moved.isEmpty() && plan.copies().isEmpty()) && !plan.request().destroy();
        if (kept) {
            lines.add("The software key stays in the file as a kept copy that is never used; --destroy destroys it.");
        }
        if (!moved.isEmpty()) {
            lines.add("Whoever has an old copy of " + user
                    + "'s file (a backup, a snapshot) and learns the passphrase of that day"
                    + " has the key for ever; a new key made on the card (--generate) is the remedy.");
        }
        return lines;
    }

    private static String words(Set<Primitive> primitives) {
        return primitives.stream().sorted().map(Primitive::word).collect(Collectors.joining(", "));
    }

    private static String place(KeyRecord key) {
        return Text.shown(key.place().toString());
    }

    private static String named(KeyRecord key) {
        return key.aliases().isEmpty()
                ? "key " + key.id()
                : Text.shown(key.aliases().get(0));
    }
}
