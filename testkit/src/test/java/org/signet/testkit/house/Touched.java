package org.signet.testkit.house;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.signet.testkit.piv.EmulatedPivCard;

/** A program whose card wants a touch; the person touches it when he has seen that. */
final class Touched {
    /** A file in the folder, made by whoever has seen the notice. */
    static final String SEEN = "seen";

    private Touched() {}

    /** @param args a folder, and what is configured */
    public static void main(String[] args) throws Exception {
        Path seen = Path.of(args[0]).resolve(SEEN);
        try (World world = new World(Path.of(args[0])).with("user=alice").with("card.timeout=60")) {
            for (int i = 1; i < args.length; i++) {
                world.with(args[i]);
            }
            EmulatedPivCard card = world.watched(world.builder()
                    .key("9a", Keys.named("9a", "p256"))
                    .touch("9a", "always")
                    .touchPatience(Duration.ofSeconds(50)));
            world.insert(card);
            CompletableFuture<Void> first = finger(card, () -> true);
            world.enrol("alice", card);
            first.join();
            KeyStore keys = world.load(null);
            CompletableFuture<Void> second = finger(card, () -> Files.exists(seen));
            App.assertSigns(keys, "piv-9a");
            second.join();
            System.out.println("signed");
        }
    }

    private static CompletableFuture<Void> finger(EmulatedPivCard card, BooleanSupplier knows) {
        return CompletableFuture.runAsync(() -> {
            while (!card.isTouchAwaited() || !knows.getAsBoolean()) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
            card.touch();
        });
    }
}
