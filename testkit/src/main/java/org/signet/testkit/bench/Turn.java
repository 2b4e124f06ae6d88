package org.signet.testkit.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.LongAccumulator;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The benchmark that JMH runs: the operation of the side whose turn it is. */
@State(Scope.Benchmark)
public class Turn {
    private static final LongAccumulator BEGIN = new LongAccumulator(Math::min, Long.MAX_VALUE);
    private static final LongAccumulator END = new LongAccumulator(Math::max, Long.MIN_VALUE);
    private static volatile Operation next;

    /** The row's name, for JMH's result. */
    @Param("")
    public String row;

    /** {@code bare} or {@code signet}. */
    @Param("")
    public String side;

    private Operation operation;

    /** Whose turn it is from now on. JMH makes its state objects itself, so that this cannot be given to one. */
    static void next(Operation operation) {
        next = operation;
        BEGIN.reset();
        END.reset();
    }

    /** From the first thread's begin to the last one's end, in ns. */
    static long span() {
        return END.get() - BEGIN.get();
    }

    @Setup(Level.Trial)
    public void take() {
        operation = next;
    }

    @Benchmark
    public byte[] operate(Work work) throws Exception {
        byte[] result = operation.run();
        if (result.length == 0) {
            throw new IllegalStateException("an operation gave nothing");
        }
        work.done++;
        return result;
    }

    /**
     * What a thread did and the processor time that it took, as JMH's secondary results. JMH's own score adds up the threads'
     * speeds, but threads that wait for one card are not all at work at the same time.
     */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Work {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        public long operations;
        public long processorNanos;

        // JMH sets its counters, which are the public fields, to 0 when the threads have met.
        private long done;
        private long processorBegin;

        @Setup(Level.Iteration)
        public void begin() {
            done = 0;
            BEGIN.accumulate(System.nanoTime());
            processorBegin = THREADS.getCurrentThreadCpuTime();
        }

        @TearDown(Level.Iteration)
        public void end() {
            operations = done;
            END.accumulate(System.nanoTime());
            processorNanos = THREADS.getCurrentThreadCpuTime() - processorBegin;
        }
    }
}
