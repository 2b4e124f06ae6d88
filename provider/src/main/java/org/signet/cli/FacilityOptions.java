package org.signet.cli;

import java.io.File;
import java.util.Locale;
import java.util.Optional;
import org.signet.key.Facility;
import org.signet.key.SecretRequest.Kind;
import org.signet.manager.NewFacilityKey;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name a key in a storage facility. */
final class FacilityOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(
            names = "--facility",
            paramLabel = "PATH",
            description = "The storage facility: a PKCS#12 or PEM file, which keeps the key and is only read.")
    private File facility;

    @Option(
            names = "--facility-type",
            paramLabel = "TYPE",
            description =
                    "PKCS12, PEM or JKS, else by the file's name; with --facility-provider a KeyStore type of its, for"
                            + " instance PKCS11.")
    private String type;

    @Option(
            names = "--facility-provider",
            paramLabel = "NAME",
            description =
                    "An installed Java security provider that opens the facility and does the operations itself, for"
                            + " instance SunPKCS11-NAME.")
    private String provider;

    @Option(
            names = "--facility-alias",
            paramLabel = "ALIAS",
            description = "Which key there; needed where there are several.")
    private String alias;

    @Option(
            names = "--facility-password-file",
            paramLabel = "FILE",
            description = "Holds the password or PIN of the facility; 0600.")
    private File passwordFile;

    @Option(
            names = "--facility-ask",
            description = "Do not keep the facility's secret in the user's file: it is asked for in each session.")
    private boolean ask;

    boolean isGiven() {
        return facility != null || provider != null;
    }

    /** @param name what the user is to call the key; null for the facility's own word */
    NewFacilityKey key(String name) {
        if (!isGiven()) {
            throw new ParameterException(
                    mixee.commandLine(),
                    "name the storage facility: --facility PATH, --facility-provider NAME, or both");
        }
        String location = facility == null ? Facility.NONE : normal(facility);
        return new NewFacilityKey(
                new Facility(type(), provider == null ? Facility.NONE : provider, location),
                Optional.ofNullable(alias),
                Optional.ofNullable(name),
                !ask);
    }

    /** Absolute and without . and .., but with its links, which are refused when it is opened. */
    private static String normal(File file) {
        return new File(file.getAbsoluteFile().toURI().normalize().getPath()).getPath();
    }

    private String type() {
        if (type != null) {
            return provider == null ? type.toUpperCase(Locale.ROOT) : type;
        }
        if (provider != null) {
            return facility == null ? "PKCS11" : "PKCS12";
        }
        String name = facility.getName().toLowerCase(Locale.ROOT);
        return name.endsWith(".p12") || name.endsWith(".pfx") ? "PKCS12" : name.endsWith(".jks") ? "JKS" : "PEM";
    }

    Prompts with(Prompts prompts) {
        return prompts.with(Kind.FACILITY, passwordFile);
    }
}
