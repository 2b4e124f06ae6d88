package org.signet.cli;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.security.NoSuchProviderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.signet.House;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.manager.KeyAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet key cert}: a key's certificates; {@code signet user cert} prints them. */
@Command(name = "cert", description = "The certificates of a key.", mixinStandardHelpOptions = true)
final class KeyCertCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "import",
            description = "Keep a CA's reply: certificates in PEM, DER or PKCS#7, in any order.",
            mixinStandardHelpOptions = true)
    int reply(
            @Parameters(paramLabel = "FILE") File file,
            @Option(
                            names = "--alias",
                            paramLabel = "ALIAS",
                            description = "Of this key; without it the key is found by its certificate.")
                    String alias,
            @Mixin KeyOptions options) {
        List<X509Certificate> reply = certificates(file);
        try (House house = House.open(Optional.empty())) {
            KeyRecord key = options.login(house).install(options.user(house), Optional.ofNullable(alias), reply);
            out().println("The key " + Text.shown(String.join(", ", key.aliases())) + " is certified by " + reply.size()
                    + (reply.size() == 1 ? " certificate." : " certificates."));
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "self-sign",
            description = "Have a key certify itself, in place of the certificates it has under that alias.",
            mixinStandardHelpOptions = true)
    int selfSign(
            @Parameters(paramLabel = "ALIAS") String alias,
            @Option(
                            names = "--subject",
                            required = true,
                            paramLabel = "DN",
                            converter = NameConverter.class,
                            description = "Under that name, for instance CN=alice.")
                    X500Principal subject,
            @Mixin AlternativeNamesOption san,
            @Mixin ValidityOption validity,
            @Mixin KeyOptions options) {
        try (House house = House.open(Optional.empty())) {
            KeyAdministration keys = options.login(house);
            KeyRecord key = keys.key(options.user(house), alias);
            keys.selfSign(key, alias, subject, san.names(), validity.duration());
        }
        out().println(Text.shown(alias) + " certifies itself as " + Text.shown(subject.getName()) + ".");
        return ExitCode.DONE;
    }

    /** As the JDK reads them. */
    private static List<X509Certificate> certificates(File file) {
        try (InputStream in = new FileInputStream(file)) {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509", "SUN").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (CertificateException | NoSuchProviderException e) {
            throw new KeyAccessException(Reason.DATA, file + " holds no certificates that the JDK reads", e);
        }
        throw new KeyAccessException(Reason.DATA, file + " holds no certificate");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
