package org.signet.cli;

import picocli.CommandLine.Option;

/** Says that a key on a card may be lost. */
final class OverwriteOption {
    @Option(
            names = "--overwrite",
            description = "Though the card's slot that is named holds another key, which is destroyed.")
    private boolean given;

    boolean isGiven() {
        return given;
    }
}
