package org.signet.cli;

import java.io.File;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.House;
import org.signet.key.Facility;
import org.signet.key.KeyRecord;
import org.signet.key.SecretRequest.Kind;
import org.signet.key.User;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet key import}: from a file with software keys. */
@Command(
        name = "import",
        description =
                "Take the keys of a PKCS#12, JKS or PEM file in (PKCS#8, encrypted or not, or OpenSSH's form), to where the"
                        + " user's new keys go. The file stays: whoever has it has the keys.",
        mixinStandardHelpOptions = true)
final class KeyImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE")
    private File file;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "Holds the password of the file with the keys; 0600. Without it a person is asked, where one is needed.")
    private File passwordFile;

    @Option(
            names = "--entry",
            paramLabel = "NAME",
            description = "The one of its keys that is meant; without it all of them.")
    private String entry;

    @Option(
            names = "--alias",
            paramLabel = "ALIAS",
            description = "What it is to be called; without it as in the file.")
    private String alias;

    @Mixin
    private KeyOptions options;

    @Mixin
    private ManagementKeyOption managementKey;

    @Mixin
    private OverwriteOption overwrite;

    @Override
    public Integer call() {
        Facility from = KeyFile.facility(file);
        PrintWriter out = spec.commandLine().getOut();
        try (House house = House.open(overwrite.isGiven())) {
            Prompts prompts = managementKey.of(options.prompts(house)).with(Kind.FACILITY, passwordFile);
            User user = house.manager().login(options.user(house), prompts);
            List<KeyRecord> taken =
                    house.keyImport().from(user, from, Optional.ofNullable(entry), Optional.ofNullable(alias), prompts);
            for (KeyRecord key : taken) {
                out.println("The " + Text.kind(key.publicKey()) + " key "
                        + Text.shown(String.join(", ", key.aliases())) + " (" + key.id() + ") is imported to "
                        + Text.shown(key.place().toString()) + ".");
            }
        }
        out.println(
                Text.shown(file.toString()) + " still has what it had: destroy it if nobody else is to have the keys.");
        return ExitCode.DONE;
    }
}
