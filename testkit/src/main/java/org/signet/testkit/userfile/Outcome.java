package org.signet.testkit.userfile;

import java.util.List;
import java.util.Locale;

/**
 * What came out of a run.
 *
 * @param rounds writers that were killed
 * @param acknowledged changes that Signet had acknowledged to them
 * @param interrupted writers that were killed within a change
 * @param halfWritten times that a new file lay half written beside the old one
 * @param slowestOpenMillis to open the folder and verify the user's file after a kill
 * @param signed entries that were signed with at the end, after a log-in
 * @param problems what was lost, half or damaged; none if all is well
 */
public record Outcome(
        int rounds,
        int acknowledged,
        int interrupted,
        int halfWritten,
        double slowestOpenMillis,
        int signed,
        List<String> problems) {
    public Outcome {
        problems = List.copyOf(problems);
    }

    /** One line. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%d writers killed, %d of them within a change, %d times a half-written file was left; %d of %d acknowledged"
                        + " changes lost or wrong; opened after a kill in %.1f ms at most; %d entries signed with afterwards",
                rounds,
                interrupted,
                halfWritten,
                problems.size(),
                acknowledged,
                slowestOpenMillis,
                signed);
    }
}
