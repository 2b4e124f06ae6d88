package org.signet.cli;

import java.io.File;
import org.signet.key.SecretRequest.Kind;
import picocli.CommandLine.Option;

/** Where a card's management key comes from. */
final class ManagementKeyOption {
    /** Until somebody sets another one: published, no secret (YubiKey: 3DES before firmware 5.7, AES-192 since). */
    private static final String FACTORY = "0102030405060708".repeat(3);

    @Option(
            names = "--management-key",
            paramLabel = "default|FILE",
            description =
                    "The card's management key: the factory's, or a file (0600) with its hex digits. Else it is asked for.")
    private String given;

    Prompts of(Prompts prompts) {
        if (given == null) {
            return prompts;
        }
        return given.equals("default")
                ? prompts.withManagementKey(FACTORY)
                : prompts.with(Kind.MANAGEMENT_KEY, new File(given));
    }
}
