package org.signet.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code signet completion}: the script with which bash and zsh complete the command's words. */
@Command(
        name = "completion",
        description = "Print a script that has bash or zsh complete signet's commands: source <(signet completion)",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("signet", spec.root().commandLine()));
        return ExitCode.DONE;
    }
}
