package org.signet.testkit.apps.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signet.testkit.apps.Case;

/** What passed, by program: the lines of {@code matrix.tsv}, those of a repeated run once. */
record Results(SortedMap<Row, Set<Case>> passed) {
    private static final int COLUMNS = 5;

    /** @param file need not be there: nothing passed */
    static Results read(Path file) throws IOException {
        return of(Files.exists(file) ? Files.readAllLines(file) : List.of());
    }

    /** @param lines program, what it did, page, road and algorithm, with tabs between */
    static Results of(List<String> lines) {
        SortedMap<Row, Set<Case>> passed = new TreeMap<>();
        for (String line : lines) {
            Iterator<String> cells = List.of(line.split("\t", COLUMNS)).iterator();
            Row row = new Row(cells.next(), cells.next(), cells.next());
            passed.computeIfAbsent(row, key -> EnumSet.noneOf(Case.class)).add(tried(cells.next(), cells.next()));
        }
        return new Results(passed);
    }

    private static Case tried(String road, String algorithm) {
        return Stream.of(Case.values())
                .filter(c -> c.road().equals(road) && c.algorithm().equals(algorithm))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no case is called " + road + ", " + algorithm));
    }

    Set<String> pages() {
        return passed.keySet().stream().map(Row::page).collect(Collectors.toSet());
    }

    /** As README.md has it, with a line end behind each line. */
    String table() {
        return Stream.concat(
                        Stream.of(
                                "| program | does | key on a card | key in the file | page |", "|---|---|---|---|---|"),
                        passed.keySet().stream().map(this::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String line(Row row) {
        return "| %s | %s | %s | %s | [%s](docs/%s.md) |"
                .formatted(row.program(), row.does(), cell(row, "card"), cell(row, "file"), row.page(), row.page());
    }

    /** A case that did not pass, or was not tried, is not named. */
    private String cell(Row row, String road) {
        return passed.get(row).stream()
                .filter(c -> c.road().equals(road))
                .map(Case::algorithm)
                .collect(Collectors.collectingAndThen(Collectors.joining(", "), all -> all.isEmpty() ? "–" : all));
    }
}
