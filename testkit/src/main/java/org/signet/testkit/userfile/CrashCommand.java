package org.signet.testkit.userfile;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crash}: writers are killed, and what was acknowledged to them is there. */
@Command(
        name = "crash",
        description = {
            "Kills JVMs by SIGKILL while they write to a user information file, two at a time, and compares the file each time"
                    + " with what was acknowledged to them: nothing lost, nothing half, no damaged file. Half a second a round."
        },
        mixinStandardHelpOptions = true)
public final class CrashCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int TROUBLE = 3;
    private static final int STEP = 50;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "40",
            description = "Writers to kill: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "4", description = "Of the moments when.")
    private long seed;

    @Option(
            names = "--crowd",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "After that let several JVMs, class loaders and threads write to one user for so long, and kill"
                            + " none: no change may be lost.")
    private long crowd;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            boolean well = rounds == 0 || killed(out);
            if (crowd > 0) {
                Crowd.Outcome together = Crowd.run(Integer.MAX_VALUE, TimeUnit.SECONDS.toMillis(crowd));
                together.problems().forEach(out::println);
                out.println(together.text());
                well &= together.problems().isEmpty();
            }
            return well ? DONE : FAILED;
        } catch (Exception e) { // whatever a writer may die of
            spec.commandLine().getErr().println("crash: " + (e.getMessage() == null ? e : e.getMessage()));
            return TROUBLE;
        }
    }

    private boolean killed(PrintWriter out) throws Exception {
        Outcome outcome = Kills.run(rounds, seed, ended -> {
            if (ended % STEP == 0 && ended < rounds) {
                out.println(ended + " of " + rounds);
                out.flush();
            }
        });
        outcome.problems().forEach(out::println);
        out.println(outcome.text());
        return outcome.problems().isEmpty();
    }
}
