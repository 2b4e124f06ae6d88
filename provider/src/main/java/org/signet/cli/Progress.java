package org.signet.cli;

import java.io.PrintWriter;
import java.util.function.IntConsumer;
import org.signet.ConsolePrompt;

/** Says how far a work has come that takes more than a second, once a second, where a person looks on. */
final class Progress implements IntConsumer {
    private static final long SECOND = 1_000_000_000;

    private final PrintWriter err;
    private final boolean watched = ConsolePrompt.terminal().isPresent();
    private long last = System.nanoTime();

    Progress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(int done) {
        if (watched && System.nanoTime() - last > SECOND) {
            last = System.nanoTime();
            err.println("signet: " + done + " users so far");
        }
    }
}
