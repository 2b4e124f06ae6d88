package org.signet.testkit.bench;

import java.util.List;
import java.util.OptionalDouble;
import org.openjdk.jmh.results.RunResult;

/**
 * One row of the table.
 *
 * @param unit of the raw figures: operations a second, or milliseconds
 * @param bare a figure for each round, without Signet
 * @param signet the same with Signet
 * @param jmh each side's rounds as JMH's own result; none for what JMH did not run
 */
record Row(String name, Unit unit, List<Double> bare, List<Double> signet, OptionalDouble aim, List<RunResult> jmh) {
    enum Unit {
        PER_SECOND("op/s"),
        MILLIS("ms");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    Row {
        bare = List.copyOf(bare);
        signet = List.copyOf(signet);
        jmh = List.copyOf(jmh);
    }

    double bareMedian() {
        return median(bare);
    }

    double signetMedian() {
        return median(signet);
    }

    /** The median over the rounds of Signet's figure divided by the bare one of the same round. */
    double ratio() {
        List<Double> ratios = java.util.stream.IntStream.range(0, bare.size())
                .mapToObj(i -> signet.get(i) / bare.get(i))
                .toList();
        return median(ratios);
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
