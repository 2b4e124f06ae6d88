package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.TestFiles.call;
import static org.signet.userfile.TestFiles.newKey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.KeyAccess;
import org.signet.key.KeyRecord;

/** Threats U01 and U05: what was acknowledged is there, whoever writes beside and whoever is killed. */
class ManyWritersTest {
    private static final int KILLS = 4;

    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void enrol() {
        folder = temp.resolve("signet");
        try (KeyAccess access = TestFiles.login(TestFiles.files(folder), "bob")) {
            access.create(newKey("k", TestKeys.p256()), call(""));
        }
    }

    @Test
    void noUpdateIsLostOverProcessesClassLoadersAndThreads() throws Exception {
        List<Process> writers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            writers.add(writer("w" + i, 3000, 2, 2));
        }
        for (int i = 0; i < 2; i++) {
            assertTrue(writers.get(i).waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, writers.get(i).exitValue(), Files.readString(temp.resolve("w" + i + ".err")));
        }
        Set<String> acknowledged = acknowledged();
        assertTrue(acknowledged.size() > 20, acknowledged.size() + " updates only");
        acknowledged.add("k");
        assertEquals(acknowledged, aliases());
    }

    @Test
    void killedAtARandomMomentNothingAcknowledgedIsLostAndTheFileOpens() throws Exception {
        Random random = new Random(4); // when to kill
        for (int round = 0; round < KILLS; round++) {
            Process writer = writer("r" + round, 60_000, 1, 2);
            Path ledger = temp.resolve("r" + round + ".out");
            while (Files.size(ledger) == 0 && writer.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(20); // until its first acknowledgement
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
            writer.destroyForcibly();
            writer.waitFor();
            Set<String> aliases = aliases();
            Set<String> lost = acknowledged();
            assertTrue(lost.size() > round, Files.readString(temp.resolve("r" + round + ".err")));
            lost.removeAll(aliases);
            assertEquals(Set.of(), lost);
        }
        TestFiles.login(TestFiles.files(folder), "bob").create(newKey("last", TestKeys.p256()), call(""));
        assertEquals(List.of(folder.resolve("users").resolve("bob.user")), users());
    }

    private Process writer(String name, long millis, int loaders, int threads) throws IOException {
        return ChildJvm.of(
                        WriterMain.class,
                        folder.toString(),
                        name,
                        Long.toString(millis),
                        Integer.toString(loaders),
                        Integer.toString(threads))
                .redirectOutput(temp.resolve(name + ".out").toFile())
                .redirectError(temp.resolve(name + ".err").toFile())
                .start();
    }

    /** Whole lines of all ledgers. */
    private Set<String> acknowledged() throws IOException {
        Set<String> all = new HashSet<>();
        try (var files = Files.newDirectoryStream(temp, "*.out")) {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    if (line.endsWith(".")) {
                        all.add(line.substring(0, line.length() - 1));
                    }
                }
            }
        }
        return all;
    }

    private Set<String> aliases() {
        Set<String> all = new HashSet<>();
        for (KeyRecord key : TestFiles.files(folder).directory().keys("bob")) {
            all.addAll(key.aliases());
        }
        return all;
    }

    private List<Path> users() throws IOException {
        try (var files = Files.list(folder.resolve("users"))) {
            return files.toList();
        }
    }
}
