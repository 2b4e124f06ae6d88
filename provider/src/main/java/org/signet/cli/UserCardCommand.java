package org.signet.cli;

import java.util.List;
import java.util.Optional;
import org.signet.House;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Token;
import org.signet.manager.UserAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet user card}: a user's spare cards. */
@Command(
        name = "card",
        description = "Give a user one more card, or take one from him.",
        mixinStandardHelpOptions = true)
final class UserCardCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "add",
            description = "Give a user the card of this serial, which is in a reader; it may log him in from now on.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "SERIAL") String serial,
            @Mixin SecretOptions secrets) {
        try (House house = House.open(Optional.empty())) {
            UserAdministration users = house.administration();
            String token = Known.card(users, serial);
            users.addCard(name, token, secrets.of(house, name));
            spec.commandLine().getOut().println(token + " is a card of " + Text.shown(name) + " now.");
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "remove",
            description = "Take a card from a user, which need not be there; the keys on it stay as they are.",
            mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "SERIAL") String serial,
            @Mixin SecretOptions secrets) {
        try (House house = House.open(Optional.empty())) {
            UserAdministration users = house.administration();
            String token = own(Known.user(users, name).cardTokens(), serial);
            users.removeCard(name, token, secrets.of(house, name));
            spec.commandLine().getOut().println(token + " is no card of " + Text.shown(name) + " any more.");
        }
        return ExitCode.DONE;
    }

    private static String own(List<String> tokens, String serial) {
        return tokens.stream()
                .filter(token -> Token.isMeant(token, serial))
                .findFirst()
                .orElseThrow(() -> new KeyAccessException(
                        Reason.UNKNOWN,
                        Text.shown(serial) + " is no card of his; he has " + String.join(", ", tokens)));
    }
}
