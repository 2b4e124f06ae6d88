package org.signet.testkit.userfile;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scale}: many users in one folder. */
@Command(
        name = "scale",
        description = {
            "Writes a user information file of many users and three keys each, and measures it beside one of 100: the first look at"
                    + " a user, the look-up of each operation, a page of the list, memory. Two or three minutes."
        },
        mixinStandardHelpOptions = true)
public final class ScaleCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int TROUBLE = 3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--users", paramLabel = "N", defaultValue = "100000", description = "Users: ${DEFAULT-VALUE}.")
    private int users;

    @Override
    public Integer call() {
        try (Scale scale = new Scale(users, line -> {
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        })) {
            scale.run();
            return DONE;
        } catch (Exception e) { // whatever the disk may do
            spec.commandLine().getErr().println("scale: " + (e.getMessage() == null ? e : e.getMessage()));
            return TROUBLE;
        }
    }
}
