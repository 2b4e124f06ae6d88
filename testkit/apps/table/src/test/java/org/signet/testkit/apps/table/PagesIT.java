package org.signet.testkit.apps.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Page;

/** The pages of docs/: each program's is there and is a screen, and each is found. */
class PagesIT {
    private static final Path DOCS = Checkout.ROOT.resolve("docs");
    private static final int LINES = 66;
    private static final int COLUMNS = 140;

    @Test
    void theProgramOfEachTestHasAPageOfAScreen() throws IOException {
        for (String page : Modules.read(Checkout.ROOT.resolve("testkit/apps")).allPages()) {
            Path file = DOCS.resolve(page + ".md");
            assertTrue(Files.isRegularFile(file), () -> "a test names docs/" + page + ".md, which is not there");
            List<String> lines = Files.readAllLines(file);
            assertTrue(lines.size() <= LINES, () -> file.getFileName() + " has " + lines.size() + " lines");
            assertEquals(
                    List.of(),
                    prose(lines).filter(line -> line.length() > COLUMNS).toList(),
                    () -> file.getFileName() + " has lines of more than " + COLUMNS + " characters");
        }
    }

    /** A command stands on one line, so that it can be pasted. */
    private static Stream<String> prose(List<String> lines) {
        return String.join("\n", lines).replaceAll("(?ms)^```.*?^```$", "").lines();
    }

    @Test
    void eachPageIsFoundFromTheReadmeOrTheIndex() throws IOException {
        String readme = Files.readString(Checkout.ROOT.resolve("README.md"));
        String index = Files.readString(DOCS.resolve("README.md"));
        assertEquals(
                List.of(),
                names().filter(name -> !readme.contains("(docs/" + name + ")") && !index.contains("(" + name + ")"))
                        .toList(),
                "pages to which neither README.md nor docs/README.md points");
    }

    @Test
    void whatCannotWorkIsTriedEachTime() throws IOException {
        String tests = sources();
        assertEquals(
                List.of(),
                Page.read("docs/cannot-work.md").blocks().stream()
                        .map(block -> block.tag().replaceFirst("^text ", ""))
                        .filter(name -> !tests.matches("(?s).*asThePageSays\\(\\s*\"" + name + "\".*"))
                        .toList(),
                "blocks of docs/cannot-work.md that no test holds against a program");
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve("testkit/apps"))) {
            for (Path file : files.filter(f -> f.toString().endsWith("IT.java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
