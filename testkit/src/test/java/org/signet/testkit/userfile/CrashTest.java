package org.signet.testkit.userfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threats U01 and U05: what was acknowledged is there, whoever is killed and whoever writes beside. */
class CrashTest {
    private static final int KILLS = 40;
    private static final int UPDATES = 12; // of each thread
    private static final long SEED = 4; // of the moments

    @TempDir
    private Path folder;

    @Test
    @Timeout(300)
    void killedAtARandomMomentNothingAcknowledgedIsLostAndTheFileOpens() throws Exception {
        Outcome outcome = Kills.run(KILLS, SEED, ended -> {});
        assertEquals(List.of(), outcome.problems());
        assertEquals(KILLS, outcome.rounds());
        assertTrue(outcome.acknowledged() >= KILLS, outcome.text());
        assertTrue(outcome.interrupted() >= KILLS / 2, outcome.text());
        assertTrue(outcome.signed() > 0, outcome.text());
    }

    @Test
    @Timeout(200)
    void noUpdateIsLostOverProcessesClassLoadersAndThreads() throws Exception {
        Crowd.Outcome outcome = Crowd.run(UPDATES, Integer.MAX_VALUE);
        assertEquals(List.of(), outcome.problems());
        assertEquals(8 * (2 * UPDATES - 2), outcome.acknowledged());
        assertTrue(outcome.looks() > 0, outcome.text());
    }

    /** What is looked for would be found. */
    @Test
    void theLedgerTellsALossFromAnUnfinishedChange() throws Exception {
        Path file = folder.resolve("ledger");
        Files.writeString(file, "> + a\n< + a\n> + b\n< + b\n> - b\n< - b\n> + c\n> + d\n< + d\n> - d\n< ");
        Ledger ledger = new Ledger().add(file);
        assertEquals(4, ledger.acknowledged());
        assertEquals(2, ledger.interrupted());
        assertEquals(List.of(), ledger.disagreements(Set.of("a")));
        assertEquals(List.of(), ledger.disagreements(Set.of("a", "c", "d")));
        assertEquals(1, ledger.disagreements(Set.of()).size());
        assertEquals(1, ledger.disagreements(Set.of("a", "b")).size());
        assertEquals(1, ledger.disagreements(Set.of("a", "nobody's")).size());
    }
}
