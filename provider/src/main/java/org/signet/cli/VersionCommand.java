package org.signet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code signet version}: what a fault report must name. */
@Command(name = "version", description = "Say which Signet, which JDK and which Bouncy Castle this is.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        for (String line : getVersion()) {
            spec.commandLine().getOut().println(line);
        }
        return ExitCode.DONE;
    }

    @Override
    public String[] getVersion() throws IOException {
        Properties versions = versions();
        return new String[] {
            "Signet " + versions.getProperty("version"),
            "JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
            "Bouncy Castle " + versions.getProperty("bouncycastle") + " (inside)"
        };
    }

    /** Written by the build (META-INF-templates/signet.properties): a manifest cannot be asked on the module path. */
    private static Properties versions() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = VersionCommand.class.getResourceAsStream("/META-INF/signet.properties")) {
            if (in == null) {
                throw new IOException(
                        "META-INF/signet.properties is not beside the classes: this is not a whole build");
            }
            versions.load(in);
        }
        return versions;
    }
}
