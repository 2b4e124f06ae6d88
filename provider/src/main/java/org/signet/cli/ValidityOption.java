package org.signet.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a certificate is valid that a key gives itself. */
final class ValidityOption {
    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "365",
            description = "How long the self-signed certificate is valid (${DEFAULT-VALUE}).")
    private int days;

    Duration duration() {
        return Duration.ofDays(days);
    }
}
