package org.signet.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.House;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.manager.KeyAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet key}: a user's keys, wherever they live. */
@Command(
        name = "key",
        description = "A user's keys: made, certified, named, destroyed; in the file or on his card.",
        mixinStandardHelpOptions = true,
        subcommands = {
            KeyGenerateCommand.class,
            KeyImportCommand.class,
            KeyAddCommand.class,
            KeyRequestCommand.class,
            KeyCertCommand.class
        })
final class KeyCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "list",
            description = "List a user's keys, their places and where each was made; nobody's secret is needed.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--user", paramLabel = "NAME", description = "Whose keys.") String user,
            @Option(names = "--json", description = "For programs.") boolean json) {
        try (House house = House.open(Optional.empty())) {
            String name =
                    Optional.ofNullable(user).orElseGet(() -> house.manager().defaultUser());
            List<KeyRecord> keys = house.manager().keys(name);
            Set<KeyId> copies = house.administration().directory().keptCopies(name);
            if (json) {
                out().println(Json.array(
                        keys,
                        k -> KeyText.json(
                                k, copies.contains(k.id()), house.keys().chain(k))));
            } else {
                keys.forEach(k -> out().println(KeyText.line(
                        k, copies.contains(k.id()), house.keys().chain(k))));
            }
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "rename",
            description = "Give a key another name. A card's own name for it, such as piv-9a, stays beside it.",
            mixinStandardHelpOptions = true)
    int rename(
            @Parameters(paramLabel = "ALIAS", description = "As it is called now.") String from,
            @Parameters(paramLabel = "NEW", description = "As it is to be called.") String to,
            @Mixin KeyOptions options) {
        try (House house = House.open(Optional.empty())) {
            KeyAdministration keys = options.login(house);
            keys.rename(keys.key(options.user(house), from), from, to);
        }
        out().println(Text.shown(from) + " is called " + Text.shown(to) + " now.");
        return ExitCode.DONE;
    }

    @Command(
            name = "delete",
            description =
                    "Delete a key from the user information file with all its names and certificates. A card keeps its own.",
            mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = "ALIAS|ID", description = "Its alias, or its id or 8 digits of it.") String name,
            @Mixin KeyOptions options,
            @Mixin Question question) {
        try (House house = House.open(Optional.empty())) {
            String user = options.user(house);
            KeyRecord key = house.keys().key(user, name);
            boolean known =
                    house.administration().directory().key(user, key.id()).isPresent();
            if (!known) {
                throw new KeyAccessException(
                        Reason.REFUSED,
                        "the key in " + key.place() + " is the card's alone, and no card's key is deleted by signet");
            }
            boolean copy = house.administration().directory().keptCopies(user).contains(key.id());
            question.confirm(spec, Losses.ofDeletion(key, copy));
            options.login(house).delete(key);
        }
        out().println(Text.shown(name) + " is deleted.");
        return ExitCode.DONE;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
