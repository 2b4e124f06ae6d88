package org.signet.testkit.userfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.signet.key.KeyAccessException;
import org.signet.userfile.UserFiles;

/**
 * Writers that are killed by SIGKILL at random moments, two at a time. Most write for users of one folder whom a card seals for,
 * since no KDF has to run then; some enrol a user with a passphrase, each in a folder of its own, and write for him.
 */
public final class Kills {
    private static final int AT_A_TIME = 2;
    private static final int ROUNDS_OF_A_USER = 50;
    private static final int ENROLS = 10; // one in so many
    private static final int SAMPLE = 5; // of these are logged in at the end: each is an Argon2id
    private static final int LONGEST_MILLIS = 100; // from the first change on
    private static final int LONGEST_ENROLMENT_MILLIS = 1500; // an Argon2id, then some changes
    private static final long PATIENCE_SECONDS = 60;

    private final Desk desk;
    private final Random random;
    private final AtomicInteger begun = new AtomicInteger();
    private final Tally tally = new Tally();

    private Kills(Desk desk, long seed) {
        this.desk = desk;
        this.random = new Random(seed);
    }

    /**
     * Kills so many writers.
     *
     * @param seed of when they are killed
     * @param progress told how many rounds have ended
     */
    public static Outcome run(int rounds, long seed, IntConsumer progress) throws Exception {
        try (Desk desk = new Desk()) {
            return new Kills(desk, seed).run(rounds, progress);
        }
    }

    private Outcome run(int rounds, IntConsumer progress) throws Exception {
        for (int round = 0; round < rounds; round += ROUNDS_OF_A_USER) {
            desk.enrol(shared(round));
        }
        Callable<Void> lane = () -> {
            for (int round = begun.getAndIncrement(); round < rounds; round = begun.getAndIncrement()) {
                round(round);
                progress.accept(tally.roundEnded());
            }
            return null;
        };
        ExecutorService lanes = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            for (Future<Void> ended : lanes.invokeAll(Collections.nCopies(AT_A_TIME, lane))) {
                ended.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            lanes.shutdownNow();
        }
        afterwards(rounds);
        return tally.outcome();
    }

    private static String shared(int round) {
        return "shared" + round / ROUNDS_OF_A_USER;
    }

    private static String writer(int round) {
        return "w" + round;
    }

    private static boolean enrols(int round) {
        return round % ENROLS == 1;
    }

    private void round(int round) throws IOException, InterruptedException {
        String name = writer(round);
        Path folder = enrols(round) ? desk.makeFolder(name) : desk.folder();
        String user = enrols(round) ? "" : shared(round);
        Work work = Work.endless(folder, user, !enrols(round), desk.keys(), name + "-");
        Process writer = Jvm.writer(work, desk.ledger(name), desk.errors(name));
        try {
            boolean early = round % (2 * ENROLS) == 1;
            awaitFirst(early ? Writer.BEGUN : Writer.ACKNOWLEDGED, name, writer);
            TimeUnit.MICROSECONDS.sleep(random.nextInt(1000 * (early ? LONGEST_ENROLMENT_MILLIS : LONGEST_MILLIS)));
        } finally {
            writer.destroyForcibly();
            writer.waitFor();
        }
        tally.killed(Files.exists(left(folder)));
        look(folder, name);
    }

    /** What a writer that was killed within a replacement leaves. */
    private static Path left(Path folder) {
        return folder.resolve("users").resolve(".new");
    }

    private void awaitFirst(String word, String name, Process writer) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.readString(desk.ledger(name)).contains(word)) {
            if (!writer.isAlive() || System.nanoTime() > end) {
                throw new IOException("a writer does not write: " + Files.readString(desk.errors(name)));
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** As the next process finds it. */
    private void look(Path folder, String name) throws IOException {
        Ledger ledger = new Ledger().add(desk.ledger(name));
        long begin = System.nanoTime();
        try (UserFiles files = Jvm.open(folder)) {
            Set<String> present = Desk.aliases(files);
            tally.opened(System.nanoTime() - begin);
            Set<String> own = present.stream()
                    .filter(alias -> alias.startsWith(name + "-"))
                    .collect(Collectors.toSet());
            tally.add(ledger, ledger.disagreements(own));
        } catch (KeyAccessException e) { // damaged
            tally.add(ledger, List.of(e.getMessage()));
        }
    }

    private void afterwards(int rounds) throws Exception {
        Ledger all = new Ledger();
        int sampled = 0;
        for (int round = 0; round < rounds; round++) {
            Path folder = desk.folder().resolveSibling(writer(round));
            if (!enrols(round)) {
                all.add(desk.ledger(writer(round)));
            } else if (Files.exists(folder.resolve("users")) && sampled < SAMPLE) {
                sampled++;
                tally.signed(Desk.signed(folder, ""));
            }
        }
        try (UserFiles files = Jvm.open(desk.folder())) {
            tally.problems(all.disagreements(Desk.aliases(files)));
        }
        desk.enrol("last");
        if (Files.exists(left(desk.folder()))) {
            tally.problems(List.of("what a killed writer left is there after the next write"));
        }
    }
}
