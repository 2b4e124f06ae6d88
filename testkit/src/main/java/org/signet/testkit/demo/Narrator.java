package org.signet.testkit.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;

/** Tells each step: who, in the patent's words what, by which road, how many APDUs, how long. */
final class Narrator {
    /** A step of the play. */
    @FunctionalInterface
    interface Step<T> {
        T play() throws Exception;
    }

    private final PrintWriter out;
    private final Tally tally;
    private int cardOperations;

    Narrator(PrintWriter out, Tally tally) {
        this.out = Objects.requireNonNull(out);
        this.tally = Objects.requireNonNull(tally);
    }

    void title(String text) {
        out.println();
        out.println(text);
    }

    void say(String text) {
        out.println("  " + text);
        out.flush();
    }

    /**
     * Plays one step that asks for a private key.
     *
     * @param otherwise the road if the card was not asked
     */
    <T> T privately(String what, String otherwise, Step<T> step) throws Exception {
        return play(what, step, since -> {
            if (since.slot().isPresent()) {
                cardOperations++;
            }
            return since.slot()
                    .map(slot -> "key store manager -> smart card, slot " + slot)
                    .orElse(otherwise);
        });
    }

    /** Plays one step that needs public keys alone. */
    <T> T publicly(String what, Step<T> step) throws Exception {
        return play(what, step, since -> "encryption service, with a public key");
    }

    /** How many steps the card did. */
    int cardOperations() {
        return cardOperations;
    }

    private <T> T play(String what, Step<T> step, java.util.function.Function<Tally.Since, String> road)
            throws Exception {
        tally.look();
        long begin = System.nanoTime();
        T result = step.play();
        double ms = (System.nanoTime() - begin) / 1e6;
        Tally.Since since = tally.look();
        say(String.format(Locale.ROOT, "%-46s %s (%d APDUs, %.1f ms)", what, road.apply(since), since.apdus(), ms));
        return result;
    }
}
