package org.signet.cli;

import org.signet.crypto.AlternativeNames;
import picocli.CommandLine.Option;

/** What else a certificate's subject is called. */
final class AlternativeNamesOption {
    @Option(
            names = "--san",
            paramLabel = "NAMES",
            converter = AlternativeNamesConverter.class,
            description =
                    "The subject's alternative names, commas between: dns:HOST, ip:ADDRESS, email:ADDRESS, uri:URI.")
    private AlternativeNames names = AlternativeNames.NONE;

    AlternativeNames names() {
        return names;
    }
}
