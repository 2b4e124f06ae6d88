package org.signet.testkit.userfile;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tamper}: users' files are edited without their secrets. */
@Command(
        name = "tamper",
        description = {
            "Edits the files of two connected users, one with a passphrase and one with a card, as somebody without their secrets"
                    + " could, and uses them through the open sessions: every edit must be refused. 1,000 a second or so."
        },
        mixinStandardHelpOptions = true)
public final class TamperCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int TROUBLE = 3;
    private static final int STEP = 20_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "10000", description = "Edits: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "4", description = "Of what is edited where.")
    private long seed;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Random random = new Random(seed);
        Tampering[] kinds = Tampering.values();
        try (Editor editor = new Editor()) {
            for (int round = 0; round < rounds; round++) {
                editor.edit(kinds[round % kinds.length], random);
                if ((round + 1) % STEP == 0 && round + 1 < rounds) {
                    out.println((round + 1) + " of " + rounds);
                    out.flush();
                }
            }
            editor.restore();
            editor.counts().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(kind -> out.printf("%-20s %d%n", kind.getKey(), kind.getValue()));
            editor.taken().forEach(out::println);
            out.println(editor.text());
            return editor.taken().isEmpty() ? DONE : FAILED;
        } catch (Exception e) { // whatever an edit may lead to
            spec.commandLine().getErr().println("tamper: " + (e.getMessage() == null ? e : e.getMessage()));
            return TROUBLE;
        }
    }
}
