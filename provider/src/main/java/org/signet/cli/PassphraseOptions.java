package org.signet.cli;

import java.io.File;
import org.signet.House;
import org.signet.key.SecretRequest.Kind;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the old and the new passphrase come from. */
final class PassphraseOptions {
    @Mixin
    private SecretOptions secrets;

    @Option(names = "--new-passphrase-file", paramLabel = "FILE", description = "Holds the new passphrase; 0600.")
    private File newPassphraseFile;

    Prompts of(House house, String user) {
        return secrets.of(house, user).with(Kind.NEW_PASSPHRASE, newPassphraseFile);
    }
}
