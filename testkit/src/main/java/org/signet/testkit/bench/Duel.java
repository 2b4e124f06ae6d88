package org.signet.testkit.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Lets two sides work by turns, each for a while, as many rounds as it was told after a longer one that does not count. */
final class Duel {
    /** How many turns the first one is as long as: what is measured is compiled by then, mostly. */
    private static final int WARM_UP = 4;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

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
    }

    /** By each thread's processor time, for what waits for nothing: other programs on the machine do not count. */
    Duel byProcessorTime() {
        return new Duel(rounds, millis, true);
    }

    Row fight(String name, int threads, Operation bare, Operation signet, OptionalDouble aim) throws Exception {
        List<Double> bares = new ArrayList<>();
        List<Double> signets = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round <= rounds; round++) {
                boolean bareFirst = round % 2 == 0;
                long length = round == 0 ? WARM_UP * millis : millis;
                double first = turn(pool, threads, length, bareFirst ? bare : signet);
                double second = turn(pool, threads, length, bareFirst ? signet : bare);
                if (round > 0) {
                    bares.add(bareFirst ? first : second);
                    signets.add(bareFirst ? second : first);
                }
            }
        } finally {
            pool.shutdownNow();
        }
        return new Row(name, Row.Unit.PER_SECOND, bares, signets, aim);
    }

    /** @return operations a second */
    private double turn(ExecutorService pool, int threads, long length, Operation operation) throws Exception {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.MILLISECONDS.toNanos(length);
        Callable<Double> work = () -> {
            long start = processorTime ? THREADS.getCurrentThreadCpuTime() : begin;
            long done = 0;
            do {
                if (operation.run().length == 0) {
                    throw new IllegalStateException("an operation gave nothing");
                }
                done++;
            } while (System.nanoTime() < end);
            long now = processorTime ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
            return done * 1e9 / (now - start); // to the end of this thread's last operation
        };
        List<Future<Double>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(pool.submit(work));
        }
        double sum = 0;
        for (Future<Double> one : all) {
            sum += result(one);
        }
        return sum;
    }

    private static double result(Future<Double> one) throws Exception {
        try {
            return one.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
