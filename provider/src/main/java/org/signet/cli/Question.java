package org.signet.cli;

import java.io.Console;
import java.util.List;
import org.signet.ConsolePrompt;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Asks before something is destroyed or a last try is spent, unless {@code --yes} says so beforehand. */
final class Question {
    @Option(names = "--yes", description = "Do not ask before something is destroyed or a last try is spent.")
    private boolean yes;

    /**
     * Says what will be destroyed, each on a line, and lets a person decide.
     *
     * @throws KeyAccessException REFUSED if he says no, or nobody can be asked
     */
    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on there is one, whose readLine says null
    void confirm(CommandSpec spec, List<String> destroyed) {
        destroyed.forEach(spec.commandLine().getErr()::println);
        if (yes || destroyed.isEmpty()) {
            return;
        }
        Console console = ConsolePrompt.terminal()
                .orElseThrow(() ->
                        new KeyAccessException(Reason.REFUSED, "nothing was done: nobody can be asked; --yes does it"));
        String answer = console.readLine("Go on? (yes or no) ");
        if (!"yes".equals(answer)) {
            throw new KeyAccessException(Reason.REFUSED, "nothing was done");
        }
    }
}
