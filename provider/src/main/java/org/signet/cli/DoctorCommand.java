package org.signet.cli;

import java.io.File;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.signet.House;
import org.signet.key.KeyAccessException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code signet doctor}: looks at everything that a key's use depends on, without a secret, and names the cure of each fault. */
@Command(
        name = "doctor",
        description =
                "Look at JDK, provider, configuration, readers, cards and users' files, and name the cure of each fault.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final String CONFIGURATION = "configuration";

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Option(names = "--jdk", paramLabel = "HOME", description = "Which JDK or runtime; else the one that runs this.")
    private File home;

    @Option(
            names = "--overlay",
            paramLabel = "FILE",
            description =
                    "Which overlay of java.security; else the one that this JVM was started with, or signet install's.")
    private File overlay;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description =
                    "Write down what passes between host and cards, for a report of a fault; no secret stands in it.")
    private File record;

    @Option(
            names = "--with-certificates",
            description =
                    "Write the cards' certificates down too, and so whose cards they are; else a card that is played has no key"
                            + " that has one.")
    private boolean withCertificates;

    @Override
    public Integer call() {
        if (withCertificates && record == null) {
            throw new ParameterException(spec.commandLine(), "--with-certificates belongs to --record FILE");
        }
        List<Finding> findings = new ArrayList<>(new JdkChecks(home, overlay).findings());
        Optional<TraceFile> trace = Optional.ofNullable(record).map(file -> TraceFile.create(file, withCertificates));
        try {
            look(trace.isPresent() ? trace.get() : line -> {}, findings);
        } finally {
            trace.ifPresent(TraceFile::close);
        }
        trace.map(TraceFile::finding).ifPresent(findings::add);
        print(findings);
        return findings.stream().mapToInt(Finding::code).max().orElse(ExitCode.DONE);
    }

    /** With a wrong configuration the cards are looked at as if there were none. */
    private void look(Consumer<String> lines, List<Finding> findings) {
        Optional<House> configured = configured(lines, findings);
        try (House house = configured.orElseGet(() -> House.unconfigured(lines, withCertificates))) {
            findings.addAll(new CardChecks(house).findings());
            findings.addAll(
                    configured.isPresent()
                            ? new FileChecks(house).findings()
                            : List.of(Finding.note("user file", "not looked at, for the configuration is wrong")));
        }
    }

    private Optional<House> configured(Consumer<String> lines, List<Finding> findings) {
        try {
            House house = House.traced(Optional.empty(), lines, withCertificates);
            findings.add(Finding.well(
                    CONFIGURATION, house.configurationFile().map(File::toString).orElse("none, and none is needed")));
            return Optional.of(house);
        } catch (KeyAccessException e) {
            findings.add(Finding.of(CONFIGURATION, e));
            return Optional.empty();
        }
    }

    private void print(List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        long faults =
                findings.stream().filter(f -> f.level() == Finding.Level.FAULT).count();
        if (json) {
            out.println(Json.object()
                    .put("faults", (int) faults)
                    .putRaw("findings", Json.array(findings, Finding::json))
                    .text());
        } else {
            findings.forEach(finding -> out.println(finding.text()));
            out.println(faults == 0 ? "no fault found" : faults == 1 ? "1 fault" : faults + " faults");
        }
    }
}
