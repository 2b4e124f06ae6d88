package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.bench.BenchCommand;
import picocli.CommandLine;

/** The benchmark measures both sides of every row; how fast they are is not for a test to say. */
class BenchTest {
    private static final Pattern ROW =
            Pattern.compile("\\{\"name\":\"([^\"]+)\",\"unit\":\"[^\"]+\",\"ratio\":([0-9.]+),"
                    + "\"aim\":(?:null|[0-9.]+),\"bare\":\\[([0-9.,]+)],\"signet\":\\[([0-9.,]+)]}");

    @TempDir
    private Path temporary;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void end() {
        Security.removeProvider("BC");
    }

    private int bench(String... arguments) {
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private List<MatchResult> rows(Path json) throws Exception {
        return ROW.matcher(Files.readString(json)).results().toList();
    }

    @Test
    void everyRowOfCardAndFileHasBothSidesInEveryRound() throws Exception {
        Path json = temporary.resolve("bench.json");
        int code = bench(
                "--in-process", "--only", "card,file", "--rounds", "2", "--millis", "1", "--json", json.toString());
        assertEquals("", err.toString());
        assertEquals(0, code);
        List<MatchResult> rows = rows(json);
        assertEquals(
                12, rows.stream().filter(r -> r.group(1).startsWith("card ")).count());
        assertEquals(
                5, rows.stream().filter(r -> r.group(1).startsWith("file JDK ")).count());
        assertEquals(
                5, rows.stream().filter(r -> r.group(1).startsWith("file BC ")).count());
        for (MatchResult row : rows) {
            assertEquals(2, row.group(3).split(",").length, row.group(1));
            assertEquals(2, row.group(4).split(",").length, row.group(1));
            assertTrue(Double.parseDouble(row.group(2)) > 0, row.group(1));
            App.assertSays(out.toString(), row.group(1));
        }
        App.assertSays(Files.readString(json), "\"card\":\"in process\"", "\"cores\":\"", "\"java\":\"");
    }

    @Test
    void coldSaysWhyItIsNotMeasuredWithoutPcscd() {
        assertEquals(0, bench("--in-process", "--only", "cold", "--quick"));
        App.assertSays(out.toString(), "cold: not measured");
    }

    @Test
    void aPartThatThereIsNotIsAnErrorOfUsage() {
        assertEquals(2, bench("--only", "lukewarm"));
        App.assertSays(err.toString(), "lukewarm", "card, file, listed, cold");
    }
}
