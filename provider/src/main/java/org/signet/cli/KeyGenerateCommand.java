package org.signet.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import javax.security.auth.x500.X500Principal;
import org.signet.House;
import org.signet.key.KeyKind;
import org.signet.key.KeyRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code signet key generate}: where the user's new keys go. */
@Command(
        name = "generate",
        description = "Make a key where the user's new keys go: in the user information file, or on his card.",
        mixinStandardHelpOptions = true)
final class KeyGenerateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--alg",
            required = true,
            paramLabel = "KIND",
            converter = KindConverter.class,
            description = "rsa:BITS, ec:P-256 (P-384, P-521), ed25519, x25519, dsa:BITS, dh:BITS, ml-dsa:65 (44, 87).")
    private KeyKind kind;

    @Option(
            names = "--alias",
            required = true,
            paramLabel = "ALIAS",
            description =
                    "What it is called; on a card piv-9a (9c, 9d, 9e, 82 to 95) names the slot, else it is the first free one.")
    private String alias;

    @Option(
            names = "--self-signed",
            paramLabel = "DN",
            converter = NameConverter.class,
            description = "Have the key certify itself under that name, for instance CN=alice.")
    private X500Principal subject;

    @Mixin
    private AlternativeNamesOption san;

    @Mixin
    private ValidityOption validity;

    @Mixin
    private KeyOptions options;

    @Mixin
    private ManagementKeyOption managementKey;

    @Mixin
    private OverwriteOption overwrite;

    @Override
    public Integer call() {
        if (subject == null && !san.names().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--san says what --self-signed is called: give both");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (House house = House.open(overwrite.isGiven())) {
            String user = options.user(house);
            house.manager().login(user, managementKey.of(options.prompts(house)));
            KeyRecord key = house.manager().generate(user, kind, alias);
            out.println(KeyText.sentence(alias, key));
            if (subject != null) {
                house.keys().selfSign(key, alias, subject, san.names(), validity.duration());
                out.println("It certifies itself as " + Text.shown(subject.getName()) + ".");
            }
        }
        return ExitCode.DONE;
    }
}
