package org.signet.testkit.bench;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Lets JMH run two sides by turns, each for a while, as many rounds as it was told after a longer one that does not count. */
final class Duel {
    /** How many turns the first one is as long as: what is measured is compiled by then, mostly. */
    private static final int WARM_UP = 4;

    private static final OutputFormat SILENCE = OutputFormatFactory.createFormatInstance(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), VerboseMode.SILENT);

    private final int rounds;
    private final long millis;
    private final boolean processorTime;

    /**
     * By the wall clock, for what waits for a card.
     *
     * @param millis how long one turn lasts, but at least one operation of each thread
     */
    Duel(int rounds, long millis) {
        this(rounds, millis, false);
    }

    private Duel(int rounds, long millis, boolean processorTime) {
        this.rounds = rounds;
        this.millis = millis;
        this.processorTime = processorTime;
        System.setProperty("jmh.ignoreLock", "true"); // of /tmp/jmh.lock, which may be another user's
    }

    /** By each thread's processor time, for what waits for nothing: other programs on the machine do not count. */
    Duel byProcessorTime() {
        return new Duel(rounds, millis, true);
    }

    private record Side(String name, Operation operation, List<RunResult> turns, List<Double> perSecond) {
        Side(String name, Operation operation) {
            this(name, operation, new ArrayList<>(), new ArrayList<>());
        }

        /** All turns as one result of JMH's. */
        RunResult together() {
            List<BenchmarkResult> all = turns.stream()
                    .flatMap(turn -> turn.getBenchmarkResults().stream())
                    .toList();
            return new RunResult(turns.get(0).getParams(), all);
        }
    }

    Row fight(String name, int threads, Operation bare, Operation signet, OptionalDouble aim) throws Exception {
        Side bares = new Side("bare", bare);
        Side signets = new Side("signet", signet);
        for (int round = 0; round <= rounds; round++) {
            List<Side> order = round % 2 == 0 ? List.of(bares, signets) : List.of(signets, bares);
            for (Side side : order) {
                RunResult turn = turn(name, threads, round == 0 ? WARM_UP * millis : millis, side);
                if (round > 0) {
                    side.turns().add(turn);
                    side.perSecond().add(perSecond(turn));
                }
            }
        }
        return new Row(
                name,
                Row.Unit.PER_SECOND,
                bares.perSecond(),
                signets.perSecond(),
                aim,
                List.of(bares.together(), signets.together()));
    }

    /** In this JVM, for both sides are to meet the same machine: JMH's forks would compare two. */
    private static RunResult turn(String row, int threads, long length, Side side) throws RunnerException {
        Turn.next(side.operation());
        Options options = new OptionsBuilder()
                .include("^" + Turn.class.getName().replace(".", "\\.") + "\\.operate$")
                .param("row", row)
                .param("side", side.name())
                .mode(Mode.Throughput)
                .threads(threads)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(length))
                .syncIterations(false) // else all go on until the last has its turn at the card, which may be long
                .shouldFailOnError(true)
                .build();
        return new Runner(options, SILENCE).runSingle();
    }

    private double perSecond(RunResult turn) {
        double nanos = processorTime
                ? counted(turn, "processorNanos") / turn.getParams().getThreads()
                : Turn.span();
        return counted(turn, "operations") * 1e9 / nanos;
    }

    private static double counted(RunResult turn, String counter) {
        return turn.getSecondaryResults().get(counter).getScore();
    }
}
