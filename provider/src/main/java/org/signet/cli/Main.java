package org.signet.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.signet.key.KeyAccessException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The {@code signet} command: {@code java -jar signet.jar …}. */
@Command(
        name = "signet",
        description = "Private keys that are never bytes: on a smart card or in the user information file.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private static final List<Class<?>> COMMANDS = List.of(
            VersionCommand.class,
            CardCommand.class,
            UserCommand.class,
            KeyCommand.class,
            UserfileCommand.class,
            SessionCommand.class,
            StubCommand.class,
            InstallCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            DemoCommand.class);

    private Main() {}

    public static void main(String[] args) {
        List<Class<?>> meant = args.length == 0 ? List.of() : named(args[0]);
        System.exit((meant.isEmpty() ? command() : command(meant)).execute(args));
    }

    /** Most lives need one of them, and to read the options of all costs a quarter of a second; the completion script has all. */
    private static List<Class<?>> named(String word) {
        return COMMANDS.stream()
                .filter(type -> type != CompletionCommand.class)
                .filter(type -> type.getAnnotation(Command.class).name().equals(word))
                .toList();
    }

    /** The whole command line; what {@code execute} returns is what the shell is told ({@link ExitCode}). */
    static CommandLine command() {
        return command(COMMANDS);
    }

    private static CommandLine command(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new Main());
        commands.forEach(line::addSubcommand);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((mistake, given) -> explain(mistake))
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command.getErr()));
    }

    /** What is wrong, in one line that a screen of options does not push out of sight; a bare group of commands lists them. */
    private static int explain(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String what = mistake.getMessage().replaceFirst("^Error: ", "");
        command.getErr().println("signet: " + what + " (see " + name + " --help)");
        if (!command.getSubcommands().isEmpty()) {
            command.usage(command.getErr());
        }
        return ExitCode.USAGE;
    }

    /** One line for a person. What is no failure of card, file or user is a fault of ours, and shows itself whole. */
    private static int explain(Exception failure, PrintWriter err) throws Exception {
        if (failure instanceof KeyAccessException refusal) {
            err.println("signet: " + refusal.getMessage());
            return ExitCode.of(refusal.reason());
        }
        if (failure instanceof UncheckedIOException trouble) {
            err.println("signet: " + trouble.getMessage());
            return ExitCode.TROUBLE;
        }
        throw failure;
    }
}
