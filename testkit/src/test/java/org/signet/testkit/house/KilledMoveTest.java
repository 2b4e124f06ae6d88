package org.signet.testkit.house;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.House;
import org.signet.manager.MovePlan;
import org.signet.manager.MoveProgress;
import org.signet.testkit.piv.EmulatedPivCard;

/** A move whose process dies is not begun or done; the same command again finds what is there and completes it. */
class KilledMoveTest {
    /** By an error; 87: the management key is asked for. */
    private static final List<String> FAILED = List.of("opened", "87", "written");

    /** By death; fe: the key is on the card, without its certificate. */
    private static final List<String> KILLED = List.of("fe", "proved");

    @TempDir
    private Path temporary;

    private void kill(String stage) throws Exception {
        assertFalse(ChildJvm.start(temporary, List.of(), KilledMove.class, temporary.toString(), stage)
                .ends(KilledMove.DEAD)
                .contains("survived"));
    }

    @Test
    void deadAtAnyStepNothingIsLostAndTheNextTryCompletesIt() throws Exception {
        try (World world = new World(temporary).with("user=bob")) {
            world.enrolBob();
            byte[] before = Files.readAllBytes(world.userFile("bob"));
            for (String stage : FAILED) {
                Files.deleteIfExists(temporary.resolve("card")); // else the key is there already
                assertThrows(
                        RuntimeException.class,
                        () -> KilledMove.move(world, temporary, stage, () -> {
                            throw new IllegalStateException("the end");
                        }),
                        stage);
                assertEquals(
                        new String(before, US_ASCII), Files.readString(world.userFile("bob")), stage + ": not begun");
            }
            Files.deleteIfExists(temporary.resolve("card"));
            for (String stage : KILLED) {
                kill(stage);
                assertEquals(
                        new String(before, US_ASCII), Files.readString(world.userFile("bob")), stage + ": not begun");
            }
            App.assertSigns(world.load(World.PASSPHRASE), "bobkey");
            world.restart();
            kill("switched");
            String moved = Files.readString(world.userFile("bob"));
            App.assertSays(moved, "custody: card\n", "place: card piv:", "WRAPPED KEY"); // done, but for --destroy
            complete(world);
        }
    }

    private void complete(World world) throws Exception {
        EmulatedPivCard card = world.watched(world.builder().keptIn(temporary.resolve("card")));
        world.insert(card);
        try (House house = House.open(Optional.of(world.configuration()))) {
            MovePlan plan = house.move().plan(KilledMove.request(Map.of("bobkey", "9a")));
            assertEquals(List.of(), plan.keys());
            assertEquals(List.of("bobkey"), plan.there().get(0).aliases());
            house.move().perform(plan, MoveTest.answering(MoveTest.SECRETS), MoveProgress.UNSEEN);
        }
        assertFalse(Files.readString(world.userFile("bob")).contains("WRAPPED KEY"));
        KeyStore keys = world.loadAsking(text -> text.contains("PIN of") ? World.PIN : World.PASSPHRASE);
        App.assertSigns(keys, "bobkey");
        assertEquals(0, card.count(EmulatedPivCard.IMPORT_KEY));
        assertTrue(card.count(EmulatedPivCard.GENERAL_AUTHENTICATE) > 0);
    }
}
