package org.signet.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import javax.security.auth.x500.X500Principal;
import org.signet.House;
import org.signet.manager.KeyAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet key csr}. */
@Command(
        name = "csr",
        description = "Print a certification request (PKCS#10, PEM) for a CA, signed by the key.",
        mixinStandardHelpOptions = true)
final class KeyRequestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ALIAS|ID")
    private String name;

    @Option(
            names = "--subject",
            paramLabel = "DN",
            converter = NameConverter.class,
            description =
                    "Whose certificate it will be, for instance CN=alice; without it that of the certificate there is.")
    private X500Principal subject;

    @Mixin
    private AlternativeNamesOption san;

    @Mixin
    private KeyOptions options;

    @Override
    public Integer call() {
        try (House house = House.open(Optional.empty())) {
            KeyAdministration keys = options.login(house);
            byte[] request =
                    keys.request(keys.key(options.user(house), name), Optional.ofNullable(subject), san.names());
            spec.commandLine().getOut().println(Pem.block("CERTIFICATE REQUEST", request));
        }
        return ExitCode.DONE;
    }
}
