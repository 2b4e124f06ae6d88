package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Ran;

/** The benchmark measures both sides of every row; how fast they are is not for a test to say. */
class BenchIT {
    private static final Pattern ROW =
            Pattern.compile("\\{\"name\":\"([^\"]+)\",\"unit\":\"[^\"]+\",\"ratio\":([0-9.]+),"
                    + "\"aim\":(?:null|[0-9.]+),\"bare\":\\[([0-9.,]+)],\"signet\":\\[([0-9.,]+)]}");

    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void sitDown() throws IOException {
        desk = new Desk(folder);
    }

    private Ran bench(String... arguments) {
        List<String> command = new ArrayList<>(List.of("-jar", Checkout.TESTKIT.toString(), "bench", "--in-process"));
        command.addAll(List.of(arguments));
        return desk.jdk("java", command);
    }

    @Test
    void everyRowHasBothSidesInEveryRound() throws Exception {
        String said =
                bench("--rounds", "2", "--millis", "1", "--json", "bench.json").succeeds();
        String json = Files.readString(desk.at("bench.json"));
        List<MatchResult> rows = ROW.matcher(json).results().toList();
        assertEquals(12, rowsOf(rows, "card "));
        assertEquals(5, rowsOf(rows, "file JDK "));
        assertEquals(5, rowsOf(rows, "file BC "));
        assertEquals(1, rowsOf(rows, "audit "));
        assertEquals(2, rowsOf(rows, "TLS 1.3 handshake, "));
        assertEquals(2, rowsOf(rows, "listed, "));
        for (MatchResult row : rows) {
            assertEquals(2, row.group(3).split(",").length, row.group(1));
            assertEquals(2, row.group(4).split(",").length, row.group(1));
            assertTrue(Double.parseDouble(row.group(2)) > 0, row.group(1));
            assertTrue(said.contains(row.group(1)), said);
        }
        assertTrue(said.contains("cold: not measured"), said);
        assertTrue(json.contains("\"card\":\"in process\""), json);
        assertEquals(
                2 * 25, json.split("\"jmhVersion\"", -1).length - 1, "a result of JMH's for each side that it ran");
    }

    private static long rowsOf(List<MatchResult> rows, String kind) {
        return rows.stream().filter(r -> r.group(1).startsWith(kind)).count();
    }

    @Test
    void aPartThatThereIsNotIsAnErrorOfUsage() {
        assertTrue(bench("--only", "lukewarm").ends(2).contains("card, file, audit, handshake, listed, cold"));
    }
}
