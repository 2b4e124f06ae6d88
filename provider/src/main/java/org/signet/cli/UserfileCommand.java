package org.signet.cli;

import java.io.File;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.signet.House;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.userfile.Restorable;
import org.signet.userfile.UserFilesCare.Report;
import org.signet.userfile.UserFilesCare.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
            if (admin == null) {
                out().println(Text.shown(house.files().where()) + " is there.");
                return ExitCode.DONE;
            }
            String pin = card == null
                    ? house.firstAdministrator().byPassphrase(admin, secrets.ofFirst(house, admin))
                    : house.firstAdministrator()
                            .byCard(
                                    admin,
                                    Known.card(house.administration(), card),
                                    slot,
                                    secrets.ofFirst(house, admin));
            err().println("Put this line into the configuration of each program that uses the folder:");
            out().println("userfile.admin=" + pin);
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "check",
            description = "Verify every user's file, without a secret and while others use it.",
            mixinStandardHelpOptions = true)
    int check(@Option(names = "--json", description = "For programs.") boolean json) {
        try (House house = House.open(Optional.empty())) {
            Report report = house.files().care().check(new Progress(err()));
            if (json) {
                out().println(Json.object()
                        .put("users", report.users())
                        .putRaw("troubles", Json.array(report.troubles(), UserfileCommand::json))
                        .text());
            } else {
                report.troubles().forEach(t -> out().println(t.what()));
                out().println(users(report.users()) + " looked at, "
                        + (report.troubles().isEmpty()
                                ? "all is well"
                                : report.troubles().size() + " in trouble"));
            }
            return report.troubles().isEmpty() ? ExitCode.DONE : ExitCode.TROUBLE;
        }
    }

    @Command(
            name = "backup",
            description = "Copy every user's file into one, while others use them; what is wrapped stays wrapped.",
            mixinStandardHelpOptions = true)
    int backup(@Parameters(paramLabel = "FILE", description = "Is not there yet.") File file) {
        try (House house = House.open(Optional.empty())) {
            Report report = house.files().care().backUp(file, new Progress(err()));
            report.troubles().forEach(t -> err().println("signet: not in the backup: " + t.what()));
            out().println(users(report.users()) + " copied. Who has this file and a passphrase of today has the keys.");
            return report.troubles().isEmpty() ? ExitCode.DONE : ExitCode.TROUBLE;
        }
    }

    @Command(
            name = "restore",
            description = "Put users' files back from a backup; a newer file is not replaced unless you say so.",
            mixinStandardHelpOptions = true)
    int restore(
            @Parameters(paramLabel = "FILE") File file,
            @Option(names = "--user", paramLabel = "NAME", description = "Of this user alone; several times.")
                    List<String> only,
            @Mixin Question question) {
        try (House house = House.make(Optional.empty())) {
            List<Restorable> all = meant(house.files().care().compare(file), only).stream()
                    .filter(r -> r.effect() != Restorable.Effect.NOTHING)
                    .toList();
            question.confirm(spec, losses(all));
            all.forEach(house::restore);
            out().println(users(all.size()) + " put back."
                    + (losses(all).isEmpty()
                            ? ""
                            : " A program that has seen a newer file refuses this one until it is started again."));
        }
        return ExitCode.DONE;
    }

    private static List<Restorable> meant(List<Restorable> backup, List<String> only) {
        if (only == null) {
            return backup;
        }
        List<String> there = backup.stream().map(Restorable::user).toList();
        only.stream().filter(name -> !there.contains(name)).findFirst().ifPresent(name -> {
            throw new KeyAccessException(Reason.UNKNOWN, "no user " + Text.shown(name) + " in the backup");
        });
        return backup.stream().filter(r -> only.contains(r.user())).toList();
    }

    private static List<String> losses(List<Restorable> all) {
        return all.stream()
                .filter(r -> r.effect() == Restorable.Effect.DESTROYS)
                .map(r -> Text.shown(r.user() + " " + r.words()) + ": what is in the folder would be LOST")
                .toList();
    }

    private static String json(Trouble trouble) {
        return Json.object()
                .put("file", trouble.file())
                .put("trouble", trouble.what())
                .text();
    }

    static String users(int number) {
        return number + (number == 1 ? " user" : " users");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
