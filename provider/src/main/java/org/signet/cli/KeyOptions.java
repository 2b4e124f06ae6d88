package org.signet.cli;

import java.util.Optional;
import org.signet.House;
import org.signet.manager.KeyAdministration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose keys, and where his secrets come from. */
final class KeyOptions {
    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Whose keys; without it those of the configured or the operating-system user.")
    private String user;

    @Mixin
    private SecretOptions secrets;

    String user(House house) {
        return Optional.ofNullable(user).orElseGet(() -> house.manager().defaultUser());
    }

    /** Who answers when a secret is needed; somebody whom nobody enrolled is enrolled by what his passphrase file holds. */
    Prompts prompts(House house) {
        return secrets.ofNew(house, user(house));
    }

    /** What can be done once he is connected. */
    KeyAdministration login(House house) {
        house.manager().login(user(house), prompts(house));
        return house.keys();
    }
}
