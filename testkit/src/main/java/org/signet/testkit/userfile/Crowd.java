package org.signet.testkit.userfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.signet.key.KeyAccessException;
import org.signet.userfile.UserFiles;
import org.signet.userfile.UserFilesCare;

/**
 * Several JVMs, class loaders and threads that write to one user at once, while this process checks and backs up everything
 * again and again.
 */
public final class Crowd {
    private static final int JVMS = 2;
    private static final int LOADERS = 2;
    private static final int THREADS = 2;
    private static final long PATIENCE_SECONDS = 120;

    private Crowd() {}

    /**
     * What came out.
     *
     * @param acknowledged changes
     * @param looks how often this process checked and backed up everything meanwhile
     * @param problems what was lost or damaged; none if all is well
     */
    public record Outcome(int acknowledged, int looks, List<String> problems) {
        public Outcome {
            problems = List.copyOf(problems);
        }

        /** One line. */
        public String text() {
            return JVMS + " JVMs with " + LOADERS + " class loaders and " + THREADS + " threads each: "
                    + problems.size()
                    + " of " + acknowledged + " acknowledged changes lost or wrong; checked, backed up and compared "
                    + looks + " times meanwhile";
        }
    }

    /**
     * Lets them write.
     *
     * @param updates of each thread, at most
     * @param millis how long, at most
     */
    public static Outcome run(int updates, long millis) throws Exception {
        try (Desk desk = new Desk()) {
            desk.enrolByPassphrase("bob");
            List<Process> writers = new ArrayList<>();
            for (int i = 0; i < JVMS; i++) {
                Work work = new Work(
                        desk.folder(), "bob", false, desk.keys(), "w" + i + "-", updates, millis, LOADERS, THREADS);
                writers.add(Jvm.writer(work, desk.ledger("w" + i), desk.errors("w" + i)));
            }
            try {
                List<String> problems = new ArrayList<>();
                int looks = look(desk, writers, problems);
                return compared(desk, writers, looks, problems);
            } finally {
                writers.forEach(Process::destroyForcibly);
            }
        }
    }

    /** What a third process may do meanwhile: check, back up, compare with the backup, list sessions and so sweep dead ones. */
    private static int look(Desk desk, List<Process> writers, List<String> problems)
            throws InterruptedException, IOException {
        int looks = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (writers.stream().anyMatch(Process::isAlive) && System.nanoTime() - end < 0) {
            Path backup = desk.folder().resolveSibling("backup");
            try (UserFiles files = Jvm.open(desk.folder())) {
                UserFilesCare care = files.care();
                care.check(done -> {}).troubles().forEach(trouble -> problems.add(trouble.what()));
                care.backUp(backup.toFile(), done -> {}).troubles().forEach(trouble -> problems.add(trouble.what()));
                care.compare(backup.toFile()); // throws if the backup does not verify
                files.sessions().list();
            } catch (KeyAccessException e) {
                problems.add(e.getMessage());
            } finally {
                Files.deleteIfExists(backup);
            }
            looks++;
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return looks;
    }

    private static Outcome compared(Desk desk, List<Process> writers, int looks, List<String> problems)
            throws Exception {
        Ledger ledger = new Ledger();
        for (int i = 0; i < writers.size(); i++) {
            if (!writers.get(i).waitFor(1, TimeUnit.SECONDS) || writers.get(i).exitValue() != 0) {
                throw new IOException("a writer failed: " + Files.readString(desk.errors("w" + i)));
            }
            ledger.add(desk.ledger("w" + i));
        }
        try (UserFiles files = Jvm.open(desk.folder())) {
            problems.addAll(ledger.disagreements(Desk.aliases(files)));
        }
        if (Desk.signed(desk.folder(), "bob") == 0) {
            problems.add("no entry is left to sign with");
        }
        return new Outcome(ledger.acknowledged(), looks, problems);
    }
}
