package org.signet.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code signet demo}: says where the demonstration is, because it needs an emulated card and that is no part of a drop-in. */
@Command(name = "demo", description = "Say where the demonstration is.")
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Unmatched
    private List<String> ignored = List.of();

    @Override
    public Integer call() {
        spec.commandLine()
                .getErr()
                .println("The demonstration is in the testkit: run ./signet demo in a checkout, "
                        + "or java -jar testkit/target/signet-testkit.jar demo");
        return ExitCode.USAGE;
    }
}
