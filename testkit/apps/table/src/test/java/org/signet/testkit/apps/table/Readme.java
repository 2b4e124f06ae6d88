package org.signet.testkit.apps.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.signet.testkit.process.Checkout;

/** README.md, with a table between two marks. */
record Readme(String before, String table, String after) {
    private static final Path FILE = Checkout.ROOT.resolve("README.md");
    private static final String BEGIN = "<!-- what passed, as testkit/apps/table writes it -->\n";
    private static final String END = "<!-- end of what passed -->\n";

    static Readme read() throws IOException {
        return of(Files.readString(FILE));
    }

    static Readme of(String text) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("README.md has no line " + BEGIN + "with a line " + END + "below it");
        }
        int from = begin + BEGIN.length();
        return new Readme(text.substring(0, from), text.substring(from, end), text.substring(end));
    }

    Readme with(String other) {
        return new Readme(before, other, after);
    }

    String text() {
        return before + table + after;
    }

    void write() throws IOException {
        Files.writeString(FILE, text());
    }
}
