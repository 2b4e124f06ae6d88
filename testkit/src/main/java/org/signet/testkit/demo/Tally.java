package org.signet.testkit.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the card was asked, from its own log: the demonstration tells the road by this and not by what it hopes. */
final class Tally {
    private final Path log;
    private int seen;

    /** What happened at the card since the last look: how many APDUs, and which slot did a private-key operation. */
    record Since(int apdus, Optional<String> slot) {}

    /** @param log a line for each APDU, {@code > } before a command */
    Tally(Path log) {
        this.log = Objects.requireNonNull(log);
    }

    Since look() {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            List<String> news = lines.subList(Math.min(seen, lines.size()), lines.size()).stream()
                    .filter(l -> l.startsWith("> "))
                    .toList();
            seen = lines.size();
            return new Since(
                    news.size(),
                    news.stream()
                            .filter(l -> l.startsWith("87", 4))
                            .reduce((first, last) -> last)
                            .map(l -> l.substring(8, 10)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
