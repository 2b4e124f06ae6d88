package org.signet.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.House;
import org.signet.key.KeyRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code signet key add}: a key that stays in its storage facility. */
@Command(
        name = "add",
        description =
                "Add a key that stays in a storage facility, or give the new path or secret of one that is there: a PKCS#12,"
                        + " a PEM, or another provider's KeyStore. Nothing is copied but its public half and its certificates.",
        mixinStandardHelpOptions = true)
final class KeyAddCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FacilityOptions facility;

    @Option(names = "--alias", paramLabel = "ALIAS", description = "What it is called; else as the facility calls it.")
    private String alias;

    @Mixin
    private KeyOptions options;

    @Override
    public Integer call() {
        try (House house = House.open(Optional.empty())) {
            KeyRecord key = house.administration()
                    .addFacilityKey(options.user(house), facility.key(alias), facility.with(options.prompts(house)));
            String name = alias == null ? key.aliases().get(0) : alias;
            spec.commandLine()
                    .getOut()
                    .println("The " + Text.kind(key.publicKey()) + " key " + Text.shown(name) + " (" + key.id()
                            + ") stays in the " + Text.shown(key.place().toString()) + ", which Signet only reads.");
        }
        return ExitCode.DONE;
    }
}
