package org.signet.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.signet.House;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code signet userfile}: the folder of the users' files as a whole. */
@Command(name = "userfile", description = "The user information file as a whole.", mixinStandardHelpOptions = true)
final class UserfileCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "init",
            description = "Make the folder; with --admin also the administrator who will sign each enrolment.",
            mixinStandardHelpOptions = true)
    int init(
            @Option(
                            names = "--admin",
                            paramLabel = "NAME",
                            description = "The administrator's name; he has a passphrase, or a card.")
                    String admin,
            @Option(
                            names = "--card",
                            paramLabel = "SERIAL",
                            description = "His card, which is in a reader: one of its keys is kept for enrolments.")
                    String card,
            @Option(
                            names = "--key",
                            paramLabel = "SLOT",
                            defaultValue = "9c",
                            description = "Which key of his card that is (${DEFAULT-VALUE}).")
                    String slot,
            @Mixin SecretOptions secrets) {
        try (House house = House.make(Optional.empty())) {
            PrintWriter out = spec.commandLine().getOut();
            if (admin == null) {
                out.println(Text.shown(house.files().where()) + " is there.");
                return ExitCode.DONE;
            }
            String pin = card == null
                    ? house.firstAdministrator().byPassphrase(admin, secrets.ofNew(house, admin))
                    : house.firstAdministrator()
                            .byCard(admin, Known.card(house.administration(), card), slot, secrets.ofNew(house, admin));
            spec.commandLine()
                    .getErr()
                    .println("Put this line into the configuration of each program that uses the folder:");
            out.println("userfile.admin=" + pin);
        }
        return ExitCode.DONE;
    }
}
