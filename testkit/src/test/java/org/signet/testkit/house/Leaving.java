package org.signet.testkit.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.signet.testkit.piv.EmulatedPivCard;

/** A program that logs two users in and never logs them out. */
final class Leaving {
    private Leaving() {}

    /** @param args a folder, where the card's log is written too; {@code wait} for a program that does not end by itself */
    @SuppressWarnings("resource") // nobody tidies up
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        World world = new World(folder).with("user=alice");
        EmulatedPivCard card = world.watched(world.builder()
                .logTo(line -> append(folder.resolve("apdus"), line))
                .key("9a", "p256"));
        world.insert(card);
        world.enrol("alice", card);
        world.enrolBob();
        App.assertSigns(world.load(World.PIN), "piv-9a");
        App.assertSigns(world.loadAs("bob", World.PASSPHRASE), "bobkey");
        System.out.println("sessions: " + world.sessions().size() + ", verified: " + card.isPinVerified());
        if (args[1].equals("wait")) {
            new CountDownLatch(1).await();
        }
    }

    private static void append(Path file, String line) {
        try {
            Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
