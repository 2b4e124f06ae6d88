package org.signet.testkit.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** The rows as a table for people, line by line as they come, and as JSON with every figure. */
final class Report {
    private final PrintWriter out;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    /** @param reader where the card is met */
    Report(PrintWriter out, String reader) {
        this.out = out;
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
        facts.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("card", reader);
    }

    void head() {
        facts.forEach((name, value) -> out.println(name + ": " + value));
        out.println();
        out.printf("%-56s %10s %10s %6s  %s%n", "", "bare", "Signet", "ratio", "aim");
        out.flush();
    }

    void add(Row row) {
        rows.add(row);
        boolean more = row.unit() == Row.Unit.PER_SECOND;
        String aim = row.aim().isPresent()
                ? String.format(
                        Locale.ROOT, "%s %.2f", more ? ">=" : "<=", row.aim().getAsDouble())
                : more ? "" : String.format(Locale.ROOT, "%+.0f ms", row.signetMedian() - row.bareMedian());
        out.printf(
                Locale.ROOT,
                "%-56s %10.1f %10.1f %6.2f  %s%n",
                row.name() + ", " + row.unit().text(),
                row.bareMedian(),
                row.signetMedian(),
                row.ratio(),
                aim);
        out.flush();
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    /** RFC 8259; every string in it is ours or the JDK's. */
    String json() {
        return "{\"machine\":{"
                + facts.entrySet().stream()
                        .map(f -> quoted(f.getKey()) + ":" + quoted(f.getValue()))
                        .collect(Collectors.joining(","))
                + "},\"rows\":[\n"
                + rows.stream().map(Report::json).collect(Collectors.joining(",\n"))
                + "\n],\"jmh\":" + jmh() + "}\n";
    }

    private String jmh() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<RunResult> results =
                rows.stream().flatMap(row -> row.jmh().stream()).toList();
        try (PrintStream text = new PrintStream(out, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, text).writeOut(results);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String json(Row row) {
        return String.format(
                Locale.ROOT,
                "{\"name\":%s,\"unit\":%s,\"ratio\":%.4f,\"aim\":%s,\"bare\":%s,\"signet\":%s}",
                quoted(row.name()),
                quoted(row.unit().text()),
                row.ratio(),
                row.aim().isPresent() ? Double.toString(row.aim().getAsDouble()) : "null",
                figures(row.bare()),
                figures(row.signet()));
    }

    private static String figures(List<Double> figures) {
        return figures.stream()
                .map(f -> String.format(Locale.ROOT, "%.2f", f))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
