package org.signet.cli;

import java.io.PrintWriter;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.signet.House;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.manager.UserAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet user}: who is enrolled in the user information file, and with what. */
@Command(
        name = "user",
        description = "The users of the user information file.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UserAddCommand.class,
            UserListCommand.class,
            UserShowCommand.class,
            UserCardCommand.class,
            UserMoveCommand.class
        })
final class UserCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "passwd",
            description = "Change a user's passphrase: a new master key, with which each of his keys is wrapped anew.",
            mixinStandardHelpOptions = true)
    int passwd(
            @Parameters(paramLabel = "NAME") String name,
            @Mixin PassphraseOptions secrets,
            @Option(
                            names = "--new-sealer",
                            description = "Let another key seal his file from now on; his cards must be in readers.")
                    boolean newSealer) {
        try (House house = House.open(Optional.empty())) {
            house.administration().changePassphrase(name, newSealer, secrets.of(house, name));
        }
        out().println(
                        "The passphrase of " + Text.shown(name)
                                + " is changed. Who has an old copy of the file and the old passphrase can still open the keys of then.");
        return ExitCode.DONE;
    }

    @Command(
            name = "policy",
            description = "Set a user's groups, and whether he must use a card; what is not named is taken from him.",
            mixinStandardHelpOptions = true)
    int policy(
            @Parameters(paramLabel = "NAME") String name, @Mixin PolicyOptions policy, @Mixin SecretOptions secrets) {
        List<String> words = policy.words();
        try (House house = House.open(Optional.empty())) {
            house.administration().amend(name, user -> user.withPolicy(words), secrets.of(house, name));
        }
        out().println("The policy of " + Text.shown(name) + ": "
                + (words.isEmpty() ? "none" : String.join(" ", words)));
        return ExitCode.DONE;
    }

    @Command(
            name = "remove",
            description = "Remove a user with all that the user information file alone holds of him.",
            mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--damaged",
                            description = "His file is damaged: it is taken away from the others, and kept as it is.")
                    boolean damaged,
            @Mixin Question question) {
        try (House house = House.open(Optional.empty())) {
            UserAdministration users = house.administration();
            if (damaged) {
                String kept = users.removeDamaged(name)
                        .map(where -> "his damaged file is kept as " + where)
                        .orElse("his file is missing");
                out().println(Text.shown(name) + " is removed; " + kept + ".");
                return ExitCode.DONE;
            }
            User user = readable(users, name);
            question.confirm(spec, Losses.ofRemoval(users.directory(), user));
            users.remove(name);
        }
        out().println(Text.shown(name) + " is removed.");
        return ExitCode.DONE;
    }

    private static User readable(UserAdministration users, String name) {
        try {
            return Known.user(users, name);
        } catch (KeyAccessException e) {
            if (e.reason() != Reason.DAMAGED) {
                throw e;
            }
            throw new KeyAccessException(
                    Reason.DAMAGED,
                    e.getMessage() + "; userfile restore puts a good copy back, and user remove --damaged removes him"
                            + " and keeps the file",
                    e);
        }
    }

    @Command(
            name = "cert",
            description = "Print a user's certificates in PEM, without a login; none of them is a trust anchor.",
            mixinStandardHelpOptions = true)
    int cert(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--alias", paramLabel = "ALIAS", description = "Of this entry alone.") String alias) {
        try (House house = House.open(Optional.empty())) {
            Known.user(house.administration(), name);
            List<X509Certificate> certificates = alias == null
                    ? house.manager().certificates(name)
                    : house.manager().certificates(name, alias);
            if (certificates.isEmpty()) {
                throw new KeyAccessException(
                        Reason.UNKNOWN,
                        "no certificate of " + Text.shown(name) + (alias == null ? "" : " under " + Text.shown(alias)));
            }
            Pem.print(out(), certificates);
        }
        return ExitCode.DONE;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
