package org.signet.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.signet.House;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet stub}: the text file that stands where a program wants a keystore's path. */
@Command(name = "stub", description = "Keystore stubs.", mixinStandardHelpOptions = true)
final class StubCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "write",
            description = "Write a keystore stub, for a program that wants a keystore's path. It holds no secret.",
            mixinStandardHelpOptions = true)
    int write(
            @Parameters(paramLabel = "FILE", description = "Which must not be there yet.") File file,
            @Option(names = "--user", paramLabel = "NAME", description = "Else the program's own user.") String user,
            @Option(names = "--card", paramLabel = "SERIAL", description = "The card that is meant.") String card,
            @Option(names = "--userfile", paramLabel = "DIR", description = "The folder of the users' files.")
                    File userfile,
            @Option(names = "--alias", paramLabel = "ALIAS", description = "Show this one and no other; repeatable.")
                    List<String> aliases) {
        byte[] stub = House.stub(
                Optional.ofNullable(user),
                Optional.ofNullable(userfile).map(File::getAbsolutePath),
                Optional.ofNullable(card),
                Optional.ofNullable(aliases).orElse(List.of()));
        try (OutputStream out = NewFile.create(file)) {
            out.write(stub);
        } catch (IOException e) {
            throw NewFile.unwritable(file, e);
        }
        spec.commandLine().getOut().println("wrote " + file);
        return ExitCode.DONE;
    }
}
