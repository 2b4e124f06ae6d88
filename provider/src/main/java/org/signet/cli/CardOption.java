package org.signet.cli;

import java.util.Optional;
import org.signet.manager.UserAdministration;
import picocli.CommandLine.Option;

/** Which card is meant. */
final class CardOption {
    @Option(
            names = "--card",
            paramLabel = "SERIAL",
            description = "Which card, where several are in the readers: a serial as signet card list tells it.")
    private String serial;

    Optional<String> serial() {
        return Optional.ofNullable(serial);
    }

    /** The token of the card that is in a reader. */
    String token(UserAdministration users) {
        return Known.card(users, serial);
    }
}
