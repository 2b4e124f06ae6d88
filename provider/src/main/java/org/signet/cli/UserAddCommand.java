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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet user add}: enrols a user. */
@Command(
        name = "add",
        description =
                "Enrol a user: with a card, whose PIN logs him in, or with a passphrase, and then perhaps a key in a storage"
                        + " facility.",
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

    @Mixin
    private CardOption card;

    @Mixin
    private PolicyOptions policy;

    @Mixin
    private FacilityOptions facility;

    @Mixin
    private SecretOptions secrets;

    @Override
    public Integer call() {
        try (House house = House.open(Optional.empty())) {
            User self = house.self();
            User who = User.unenrolled(name, self.uid(), self.gid(), custody).withPolicy(policy.words());
            User user = enrolled(house, who);
            spec.commandLine().getOut().println(UserText.sentence(user));
        }
        return ExitCode.DONE;
    }

    private User enrolled(House house, User who) {
        UserAdministration users = house.administration();
        Prompts prompts = facility.with(secrets.ofNew(house, name));
        if (facility.isGiven() && custody != Custody.FACILITY) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--facility goes with --custody facility; others get a key there by signet key add");
        }
        return switch (custody) {
            case CARD -> users.enrolByCard(who, card.token(users), prompts);
            case FILE -> users.enrolByPassphrase(who, prompts);
            case FACILITY -> users.enrolByFacility(who, facility.key(null), prompts);
        };
    }
}
