package org.signet.testkit;

import org.signet.testkit.bench.BenchCommand;
import org.signet.testkit.cli.PivCommand;
import org.signet.testkit.cli.ReplayCommand;
import org.signet.testkit.demo.DemoCommand;
import org.signet.testkit.userfile.CrashCommand;
import org.signet.testkit.userfile.ScaleCommand;
import org.signet.testkit.userfile.TamperCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar signet-testkit.jar}: a command for each thing the testkit does. */
@Command(
        name = "signet-testkit",
        description = "An emulated smart card, and what is played with it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PivCommand.class,
            ReplayCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            CrashCommand.class,
            TamperCommand.class,
            ScaleCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
