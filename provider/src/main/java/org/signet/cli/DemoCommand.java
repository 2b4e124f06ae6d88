package org.signet.cli;

import java.util.ArrayList;
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
    private final List<String> forTheTestkit = new ArrayList<>();

    @Override
    public Integer call() {
        String demo = String.join(" ", "demo", String.join(" ", forTheTestkit)).strip();
        spec.commandLine()
                .getErr()
                .println("signet: the demonstration is in the testkit: ./signet " + demo
                        + " in a checkout, or java -jar testkit/target/signet-testkit.jar " + demo);
        return ExitCode.USAGE;
    }
}
