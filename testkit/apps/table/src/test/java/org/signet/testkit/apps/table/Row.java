package org.signet.testkit.apps.table;

import java.util.Comparator;

/** A program and what it did: a line of the table. */
record Row(String program, String does, String page) implements Comparable<Row> {
    private static final Comparator<Row> ORDER = Comparator.comparing(Row::program, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Row::program)
            .thenComparing(Row::does)
            .thenComparing(Row::page);

    @Override
    public int compareTo(Row other) {
        return ORDER.compare(this, other);
    }
}
