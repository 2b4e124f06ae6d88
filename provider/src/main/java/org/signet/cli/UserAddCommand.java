package org.signet.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.House;
import org.signet.key.Custody;
import org.signet.key.User;
import org.signet.manager.UserAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet user add}: enrols a user. */
@Command(
        name = "add",
        description = "Enrol a user: with a card, whose PIN logs him in, or with a passphrase.",
        mixinStandardHelpOptions = true)
final class UserAddCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME")
    private String name;

    @Option(
            names = "--custody",
            required = true,
            paramLabel = "card|file|facility",
            description = "Where his new keys go.")
    private Custody custody;

    @Option(
            names = "--card",
            paramLabel = "SERIAL",
            description = "Which card, where several are in the readers: a serial as signet card list tells it.")
    private String card;

    @Mixin
    private PolicyOptions policy;

    @Mixin
    private SecretOptions secrets;

    @Override
    public Integer call() {
        try (House house = House.open(Optional.empty())) {
            UserAdministration users = house.administration();
            User self = house.self();
            User who = User.unenrolled(name, self.uid(), self.gid(), custody).withPolicy(policy.words());
            User user = custody == Custody.CARD
                    ? users.enrolByCard(who, Known.card(users, card), secrets.ofNew(name))
                    : users.enrolByPassphrase(who, secrets.ofNew(name));
            spec.commandLine().getOut().println(UserText.sentence(user));
        }
        return ExitCode.DONE;
    }
}
