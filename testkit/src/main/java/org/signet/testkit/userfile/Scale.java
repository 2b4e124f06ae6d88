package org.signet.testkit.userfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.signet.key.KeyId;
import org.signet.key.UserDirectory;
import org.signet.userfile.UserFiles;

/** A folder of many users beside one of few, by turns in one process. */
public final class Scale implements AutoCloseable {
    private static final int FEW = 100;
    private static final int PASSPHRASES = 1;
    private static final int CONNECTED = 100; // users who are routed by turns
    private static final int ROUNDS = 9;
    private static final int PAGE = 50;
    private static final int SIGNATURES = 200;
    private static final int LOOKS = 20_000;

    private final Desk desk = new Desk();
    private final WriterKeys keys = WriterKeys.read(desk.keys());
    private final int many;
    private final Consumer<String> out;

    /** One of the folders, as one process has it open. */
    private record Side(UserFiles files, int users) {
        UserDirectory directory() {
            return files.directory();
        }

        /** Spread over all of them. */
        String name(int i) {
            return BulkFolder.name((int) ((long) i % CONNECTED * users / CONNECTED));
        }
    }

    /**
     * Writes both folders.
     *
     * @param many users in the large one
     * @param out takes the figures, line by line
     */
    public Scale(int many, Consumer<String> out) throws IOException, GeneralSecurityException {
        this.many = many;
        this.out = out;
        long begin = System.nanoTime();
        new BulkFolder(path("few"), keys).write(FEW, PASSPHRASES);
        new BulkFolder(path("many"), keys).write(many, PASSPHRASES);
        say("%d users with %d keys written in %.0f s", many, many * WriterKeys.COUNT, seconds(begin));
    }

    private Path path(String name) {
        return desk.folder().resolveSibling(name);
    }

    private void say(String form, Object... values) {
        out.accept(String.format(Locale.ROOT, form, values));
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Measures and tells everything. */
    public void run() throws Exception {
        double signature = signature();
        say("an RSA-2048 signature by SunRsaSign: %.0f µs", signature);
        try (UserFiles few = Jvm.open(path("few"));
                UserFiles large = Jvm.open(path("many"))) {
            Side small = new Side(few, FEW);
            Side big = new Side(large, many);
            first(small, big);
            double[] routing = routing(small, big);
            say("of a signature that is %.2f %%", 100 * routing[1] / signature);
        }
        list();
        memory();
        say("a change by another process is seen by the next look: %s", seesAnotherProcess() ? "yes" : "NO");
    }

    /** In µs, of a program that works all the time. */
    private double signature() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA", "SunRsaSign");
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            for (int i = 0; i < SIGNATURES; i++) {
                signature.initSign(keys.key(0).privateKey());
                signature.sign();
            }
            rounds.add((System.nanoTime() - begin) / 1e3 / SIGNATURES);
        }
        return median(rounds);
    }

    private static void require(UserFiles files, String name) {
        if (files.directory().user(name).isEmpty()) {
            throw new IllegalStateException("no user " + name);
        }
    }

    /** The first look at a user, as a log-in makes it: read, parsed, verified. */
    private void first(Side small, Side big) {
        compare("the first look at a user, verified", small, big, 1, (side, i) -> {
            try (UserFiles fresh = Jvm.open(side.files().folder())) {
                require(fresh, side.name(i));
            }
        });
    }

    /** What each operation asks: the user and his key as the file is now. */
    private double[] routing(Side small, Side big) {
        KeyId id = keys.key(1).id();
        return compare(
                "the look-up of an operation, " + CONNECTED + " users by turns", small, big, LOOKS / 100, (side, i) -> {
                    if (side.directory()
                            .find(side.name(i), id)
                            .orElseThrow()
                            .key()
                            .isEmpty()) {
                        throw new IllegalStateException("no key of " + side.name(i));
                    }
                });
    }

    private interface Look {
        void at(Side side, int i);
    }

    /** Medians of the rounds in µs for one look, few then many. */
    private double[] compare(String what, Side small, Side big, int turns, Look look) {
        List<Double> few = new ArrayList<>();
        List<Double> large = new ArrayList<>();
        for (int round = 0; round < 2 * ROUNDS; round++) {
            double one = micros(turns, i -> look.at(small, i));
            double other = micros(turns, i -> look.at(big, i));
            if (round >= ROUNDS) { // the first half warms up
                few.add(one);
                large.add(other);
            }
        }
        double[] medians = {median(few), median(large)};
        say(
                "%s: %.2f µs with %d users, %.2f µs with %d, ratio %.2f",
                what, medians[0], FEW, medians[1], many, medians[1] / medians[0]);
        return medians;
    }

    private static double micros(int turns, IntConsumer look) {
        long begin = System.nanoTime();
        for (int i = 0; i < turns * CONNECTED; i++) {
            look.accept(i);
        }
        return (System.nanoTime() - begin) / 1e3 / (turns * CONNECTED);
    }

    private void list() {
        try (UserFiles files = Jvm.open(path("many"))) {
            long begin = System.nanoTime();
            List<String> names = files.directory().users();
            double listed = seconds(begin);
            begin = System.nanoTime();
            names.stream().limit(PAGE).forEach(name -> require(files, name));
            say(
                    "the names of %d users: %.0f ms; a page of %d users read and verified: %.1f ms more",
                    names.size(), 1000 * listed, PAGE, 1000 * seconds(begin));
        }
    }

    /** Of a process that has read every user once. */
    private void memory() {
        long before = used();
        long begin = System.nanoTime();
        try (UserFiles files = Jvm.open(path("many"))) {
            readAll(files);
            say(
                    "all %d users read in %.0f s; the process then holds %.0f MiB more",
                    many, seconds(begin), (used() - before) / 1048576.0);
            files.exists(); // it is held until here
        }
    }

    /** How many users could be read, each with all his keys. */
    public int readAll() {
        try (UserFiles files = Jvm.open(path("many"))) {
            return readAll(files);
        }
    }

    private int readAll(UserFiles files) {
        for (int i = 0; i < many; i++) {
            if (files.directory().keys(BulkFolder.name(i)).size() != BulkFolder.KEYS_OF_A_USER) {
                throw new IllegalStateException("keys are missing of " + BulkFolder.name(i));
            }
        }
        return many;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A writer changes a user's file while this process has it open. */
    public boolean seesAnotherProcess() throws Exception {
        String user = BulkFolder.name(0);
        try (UserFiles files = Jvm.open(path("many"))) {
            int before = aliases(files, user);
            Work work = new Work(path("many"), user, false, desk.keys(), "w", 1, Integer.MAX_VALUE, 1, 1);
            Process writer = Jvm.writer(work, desk.ledger("w"), desk.errors("w"));
            if (!writer.waitFor(60, TimeUnit.SECONDS) || writer.exitValue() != 0) {
                throw new IOException("a writer failed: " + Files.readString(desk.errors("w")));
            }
            return aliases(files, user) == before + 1;
        }
    }

    private static int aliases(UserFiles files, String user) {
        return files.directory().keys(user).stream()
                .mapToInt(key -> key.aliases().size())
                .sum();
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    @Override
    public void close() throws IOException {
        desk.close();
    }
}
