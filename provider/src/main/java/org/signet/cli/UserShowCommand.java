package org.signet.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.House;
import org.signet.key.EnrolledCard;
import org.signet.key.User;
import org.signet.key.UserDirectory;
import org.signet.manager.UserAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet user show}. */
@Command(
        name = "show",
        description = "Show a user's enrolment and keys; nobody's secret is needed.",
        mixinStandardHelpOptions = true)
final class UserShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME")
    private String name;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (House house = House.open(Optional.empty())) {
            UserAdministration users = house.administration();
            User user = Known.user(users, name);
            if (json) {
                out.println(UserText.json(users.directory(), user));
            } else {
                print(out, users.directory(), user);
            }
        }
        return ExitCode.DONE;
    }

    private static void print(PrintWriter out, UserDirectory directory, User user) {
        out.println("user      " + Text.shown(user.name()) + " (uid " + user.uid() + ", gid " + user.gid() + ")");
        out.println("id        " + user.id() + ", enrolment " + user.enrolled()
                + (user.administered() ? ", signed by the administrator" : ""));
        out.println("custody   " + user.custody().word());
        out.println("login     " + UserText.login(user));
        if (!user.policy().isEmpty()) {
            out.println("policy    " + String.join(" ", user.policy()));
        }
        for (EnrolledCard card : user.cards()) {
            out.println("card      " + card.token() + ", key " + card.reference());
        }
        var copies = directory.keptCopies(user.name());
        var keys = directory.keys(user.name());
        out.println(keys.isEmpty() ? "keys      none" : "keys");
        keys.forEach(key -> out.println(UserText.line(key, copies.contains(key.id()))));
    }
}
