package org.signet.testkit.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.testkit.card.ApduLog;
import org.signet.testkit.recorder.RecordedCard;
import org.signet.testkit.recorder.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: a card that answers as the recorded one did. */
@Command(
        name = "replay",
        description = "Play what signet doctor --record wrote as a card.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE")
    private Path file;

    @Mixin
    private CardOptions card = new CardOptions();

    @Option(names = "--reader", paramLabel = "NAME", description = "Whose card, where the file has several.")
    private Optional<String> reader = Optional.empty();

    @Override
    public Integer call() throws IOException {
        CardHost host =
                new CardHost(spec.commandLine().getOut(), spec.commandLine().getErr());
        Trace trace;
        try {
            trace = Trace.read(file);
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return CardHost.DEVICE;
        }
        String meant = meant(trace.readers());
        return host.host(log -> new RecordedCard(trace, meant, new ApduLog(log)), card);
    }

    private String meant(List<String> readers) {
        List<String> fit = readers.stream()
                .filter(name -> reader.map(name::equals).orElse(true))
                .toList();
        if (fit.size() == 1) {
            return fit.get(0);
        }
        String there = readers.isEmpty() ? "no card answered" : "the cards were in " + String.join(", ", readers);
        throw new ParameterException(
                spec.commandLine(), file + ": " + there + (readers.isEmpty() ? "" : "; say which by --reader NAME"));
    }
}
