package org.signet.cli;

import java.io.File;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.House;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code signet install}: an overlay of a JDK's java.security, tried with that JDK; the JDK itself is not touched. */
@Command(
        name = "install",
        description =
                "Write an overlay of java.security that installs the provider, try it, and say how programs use it.",
        mixinStandardHelpOptions = true)
final class InstallCommand implements Callable<Integer> {
    private static final String CHECK = "provider";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--jdk",
            paramLabel = "HOME",
            description = "For which JDK or runtime; else the one that runs this.")
    private File home;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The overlay; else $XDG_CONFIG_HOME/signet/java-VERSION.security.")
    private File out;

    @Option(
            names = "--no-preferred",
            description = "Leave RSASSA-PSS to the JDK: a program that sets its parameters before its key then fails.")
    private boolean noPreferred;

    @Option(names = "--undo", description = "Take the overlay away again.")
    private boolean undo;

    @Override
    public Integer call() {
        Jdk jdk = Jdk.at(home);
        if (undo && out != null) {
            return takeAway(new Overlay(out.getAbsoluteFile()));
        }
        Registration before = new Registration(jdk.probed(Optional.empty()));
        Overlay overlay = new Overlay(out == null ? usual(before) : out.getAbsoluteFile());
        if (undo) {
            return takeAway(overlay);
        }
        if (before.isThere()) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "the JDK in " + jdk.home() + " has Signet already, as " + before.place() + ": nothing was written");
        }
        requirePlain(jdk.jar(), overlay.file());
        overlay.write(Overlay.text(before, !noPreferred));
        Registration after = new Registration(jdk.probed(Optional.of(overlay.file())));
        requireWorks(after, overlay);
        out().println("wrote " + overlay.file());
        out().println("tried with JDK " + after.java() + " in " + jdk.home() + ": Signet is " + after.place()
                + (after.isLast() ? ", the last" : ", NOT the last"));
        new HowToUse(jdk, overlay.file()).lines().forEach(out()::println);
        return ExitCode.DONE;
    }

    private int takeAway(Overlay overlay) {
        overlay.remove();
        out().println("took away " + overlay.file() + "; take it out of the options of your programs too");
        return ExitCode.DONE;
    }

    /** One for each version of Java, since the number differs. */
    static File usual(Registration seen) {
        String version = seen.java().replaceFirst("[^0-9].*", "");
        return new File(House.configurationFolder(), "java-" + version + ".security");
    }

    /** What Tomcat and Maven take from a variable ends at a space. */
    private static void requirePlain(File... files) {
        for (File file : files) {
            if (file.getPath().matches(".*\\s.*")) {
                throw new KeyAccessException(
                        Reason.REFUSED,
                        file + " has a space in its path, which options cannot carry: put it elsewhere");
            }
        }
    }

    private static void requireWorks(Registration after, Overlay overlay) {
        if (!after.isThere()) {
            overlay.remove();
            String why = after.dropped(CHECK)
                    .map(finding -> finding.what() + ": " + finding.cure())
                    .orElse("the JDK did not read it");
            throw new KeyAccessException(
                    Reason.CANNOT, "the overlay did not install Signet, and was taken away: " + why);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
