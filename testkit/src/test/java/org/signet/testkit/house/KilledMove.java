package org.signet.testkit.house;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.signet.House;
import org.signet.key.Custody;
import org.signet.key.KeyRecord;
import org.signet.manager.MoveProgress;
import org.signet.manager.MoveRequest;
import org.signet.testkit.card.CardAround;
import org.signet.testkit.card.SmartCard;

/** A program that moves bob to a card and is dead at a step of it, as after kill -9. */
final class KilledMove {
    static final int DEAD = 137;

    private KilledMove() {}

    /** @param args a folder, which has bob's file and the card's memory; a stage */
    public static void main(String[] args) throws Exception {
        try (World world = new World(Path.of(args[0])).with("user=bob")) {
            move(world, Path.of(args[0]), args[1], () -> Runtime.getRuntime().halt(DEAD));
        }
        System.out.println("survived");
    }

    /** @param stage opened, written, proved, switched, or the INS in hex of a command that the card has done */
    static void move(World world, Path folder, String stage, Runnable death) {
        SmartCard card =
                new Dying(world.builder().keptIn(folder.resolve("card")).build(), stage, death);
        world.insert(card);
        try (House house = House.open(Optional.of(world.configuration()))) {
            house.move()
                    .perform(
                            house.move().plan(request(Map.of("bobkey", "9a"))),
                            MoveTest.answering(MoveTest.SECRETS),
                            new DyingProgress(stage, death));
        } finally {
            world.takeOut(card);
        }
    }

    static MoveRequest request(Map<String, String> keys) {
        return new MoveRequest("bob", Custody.CARD, keys, Optional.empty(), false, false, false, true);
    }

    private static void dieAt(String stage, String now, Runnable death) {
        if (stage.equals(now)) {
            death.run();
        }
    }

    /** Dies when the card has done a command, before anybody hears of it. */
    private static final class Dying extends CardAround {
        private final String stage;
        private final Runnable death;

        Dying(SmartCard card, String stage, Runnable death) {
            super(card);
            this.stage = stage;
            this.death = death;
        }

        @Override
        public byte[] process(byte[] apdu) {
            byte[] answer = card.process(apdu);
            if ((apdu[0] & 0x10) == 0) { // the end of a chain
                dieAt(stage, "%02x".formatted(apdu[1] & 0xFF), death);
            }
            return answer;
        }
    }

    private record DyingProgress(String stage, Runnable death) implements MoveProgress {
        @Override
        public void opened() {
            dieAt(stage, "opened", death);
        }

        @Override
        public void written(KeyRecord key) {
            dieAt(stage, "written", death);
        }

        @Override
        public void proved(KeyRecord key) {
            dieAt(stage, "proved", death);
        }

        @Override
        public void switched() {
            dieAt(stage, "switched", death);
        }
    }
}
