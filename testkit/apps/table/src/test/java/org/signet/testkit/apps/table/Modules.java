package org.signet.testkit.apps.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modules of apps/, and the pages that the tests of each name. */
record Modules(SortedMap<String, Set<String>> pages) {
    private static final Pattern MODULE = Pattern.compile("<module>([a-z]+)</module>");
    private static final Pattern PAGE = Pattern.compile("(?s)@Program\\([^@]*?page = \"([^\"]+)\"");

    /** @param apps its folder */
    static Modules read(Path apps) throws IOException {
        SortedMap<String, Set<String>> pages = new TreeMap<>();
        for (MatchResult module : MODULE.matcher(Files.readString(apps.resolve("pom.xml")))
                .results()
                .toList()) {
            Set<String> named = named(apps.resolve(module.group(1)).resolve("src/test/java"));
            if (!named.isEmpty()) {
                pages.put(module.group(1), named);
            }
        }
        return new Modules(pages);
    }

    private static Set<String> named(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith("IT.java"))
                    .flatMap(file -> PAGE.matcher(text(file)).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All pages that a test names. */
    Set<String> allPages() {
        return pages.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The modules of which nothing passed: they did not run. */
    Set<String> missing(Set<String> passed) {
        return pages.keySet().stream()
                .filter(module -> pages.get(module).stream().noneMatch(passed::contains))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
