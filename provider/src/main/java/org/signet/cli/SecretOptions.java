package org.signet.cli;

import java.io.File;
import org.signet.House;
import org.signet.key.SecretRequest.Kind;
import picocli.CommandLine.Option;

/** The options by which a user's commands get secrets; without one whom the configuration names is asked. */
final class SecretOptions {
    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "Holds the user's passphrase; 0600, its last line feed does not count.")
    private File passphraseFile;

    @Option(names = "--pin-file", paramLabel = "FILE", description = "Holds the PIN of the user's card; 0600.")
    private File pinFile;

    @Option(
            names = "--admin-pin-file",
            paramLabel = "FILE",
            description = "Holds the PIN or passphrase of the administrator whom userfile.admin pins; 0600.")
    private File adminPinFile;

    /** Of a user who is enrolled: his passphrase is the one that he has. */
    Prompts of(House house, String user) {
        return new Prompts(user, house.prompt())
                .with(Kind.PASSPHRASE, passphraseFile)
                .with(Kind.PIN, pinFile)
                .withAdministrators(adminPinFile, administers(house, user));
    }

    private static boolean administers(House house, String user) {
        return house.files()
                .register()
                .administrator()
                .flatMap(id -> house.files().directory().key(user, id))
                .isPresent();
    }

    /** Of a user who is enrolled now: his passphrase is a new one. */
    Prompts ofNew(House house, String user) {
        return of(house, user).with(Kind.NEW_PASSPHRASE, passphraseFile);
    }

    /** Of the administrator who is enrolled first: either option holds his new passphrase, or his card's PIN. */
    Prompts ofFirst(House house, String administrator) {
        return of(house, administrator)
                .with(Kind.NEW_PASSPHRASE, passphraseFile == null ? adminPinFile : passphraseFile)
                .with(Kind.PIN, pinFile == null ? adminPinFile : pinFile);
    }
}
