package org.signet.testkit.userfile;

import java.util.ArrayList;
import java.util.List;

/** The counts of a run, from several threads. */
final class Tally {
    private int rounds;
    private int acknowledged;
    private int interrupted;
    private int halfWritten;
    private long slowestOpen;
    private int signed;
    private final List<String> problems = new ArrayList<>();

    synchronized int roundEnded() {
        return ++rounds;
    }

    synchronized void killed(boolean leftHalfAFile) {
        halfWritten += leftHalfAFile ? 1 : 0;
    }

    synchronized void opened(long nanos) {
        slowestOpen = Math.max(slowestOpen, nanos);
    }

    synchronized void add(Ledger ledger, List<String> found) {
        acknowledged += ledger.acknowledged();
        interrupted += ledger.interrupted() > 0 ? 1 : 0;
        problems.addAll(found);
    }

    synchronized void problems(List<String> found) {
        problems.addAll(found);
    }

    synchronized void signed(int entries) {
        signed += entries;
    }

    synchronized Outcome outcome() {
        return new Outcome(rounds, acknowledged, interrupted, halfWritten, slowestOpen / 1e6, signed, problems);
    }
}
