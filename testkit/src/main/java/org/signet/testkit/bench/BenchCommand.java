package org.signet.testkit.bench;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Provider;
import java.security.Security;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench}: what Signet costs beside a program that does without it. */
@Command(
        name = "bench",
        description = {
            "Measures by JMH what Signet costs, by turns in one process: card operations beside bare javax.smartcardio at the same"
                    + " emulated card (in pcscd where it runs and has a virtual reader, in process else), software keys"
                    + " beside the same encryption service without Signet, the audit trail with nobody listening (its aim: a"
                    + " hundred of them in the time of a P-256 signature), a TLS handshake with keys that are none of Signet's, the start of a JVM that merely lists Signet,"
                    + " and the first signature of a JVM. A row's ratio is the median over its rounds. About four minutes."
        },
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int TROUBLE = 3;

    /** How many turns the file road is used before it is measured. */
    private static final int WARM_UP = 30;

    /** The parts of a run. */
    enum Part {
        card,
        file,
        audit,
        handshake,
        listed,
        cold
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Fewer and shorter rounds, about forty seconds.")
    private boolean quick;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the machine, every round's figures and JMH's results there.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Some parts only: ${COMPLETION-CANDIDATES}.")
    private Set<Part> only = EnumSet.allOf(Part.class);

    @Option(names = "--in-process", description = "Without pcscd, though it runs.")
    private boolean inProcess;

    @Option(
            names = "--provider",
            paramLabel = "CLASS=JAR",
            description =
                    "Install this security provider too; one that Signet knows is measured as an encryption service.")
    private Map<String, Path> providers = new LinkedHashMap<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds per row: 6, or 3 with --quick; of JVMs 12, or 5.")
    private Optional<Integer> rounds = Optional.empty();

    @Option(names = "--millis", paramLabel = "N", description = "A side's turn: 400, or 60 with --quick.")
    private Optional<Long> millis = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory(
                "signet-bench", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (Machine machine = new Machine(inProcess)) {
            install();
            Report report = new Report(spec.commandLine().getOut(), machine.text());
            report.head();
            measure(machine, report, folder);
            if (json.isPresent()) {
                Files.writeString(json.get(), report.json());
            }
            return DONE;
        } catch (Exception e) { // whatever a measured program may throw
            spec.commandLine().getErr().println("signet bench: " + (e.getMessage() == null ? e : e.getMessage()));
            return TROUBLE;
        } finally {
            delete(folder);
        }
    }

    private void install() throws ReflectiveOperationException, IOException {
        Security.addProvider(new BouncyCastleProvider());
        for (Map.Entry<String, Path> provider : providers.entrySet()) {
            URL[] jar = {provider.getValue().toUri().toURL()};
            Security.addProvider(new URLClassLoader(jar, BenchCommand.class.getClassLoader())
                    .loadClass(provider.getKey())
                    .asSubclass(Provider.class)
                    .getConstructor()
                    .newInstance());
        }
    }

    private void measure(Machine machine, Report report, Path folder) throws Exception {
        long turn = millis.orElse(quick ? 60L : 400L);
        Duel duel = new Duel(rounds.orElse(quick ? 3 : 6), turn);
        if (only.contains(Part.card)) {
            new CardRows(machine, duel, folder(folder, "nobody")).run(report::add);
        }
        if (only.contains(Part.file)) {
            new FileRows(duel.byProcessorTime(), folder(folder, "users"), WARM_UP * turn).run(report::add);
        }
        if (only.contains(Part.audit)) {
            AuditRow.run(duel.byProcessorTime(), report::add);
        }
        if (only.contains(Part.handshake)) {
            HandshakeRows.run(duel.byProcessorTime(), report::add);
        }
        StartRows starts = new StartRows(rounds.orElse(quick ? 5 : 12), folder);
        if (only.contains(Part.listed)) {
            starts.listed(report::add);
        }
        if (only.contains(Part.cold) && machine.isPcscd()) {
            starts.cold(machine.card(), report::add);
        } else if (only.contains(Part.cold)) {
            report.say("cold: not measured, for another JVM meets this card only in pcscd");
        }
    }

    private static Path folder(Path parent, String name) throws IOException {
        return Files.createDirectory(
                parent.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
