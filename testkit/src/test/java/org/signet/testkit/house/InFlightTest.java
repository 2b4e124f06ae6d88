package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** A log-out or a removal among operations that are under way: each ends with a right result or a clear refusal, and none begins after. */
class InFlightTest {
    private static final int ROUNDS = 8;
    private static final int THREADS = 3;

    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;

    @BeforeEach
    void aliceHasACard() throws IOException {
        world = new World(temporary).with("user=alice");
        card = world.card("9a=p256");
        world.insert(card);
        world.enrol("alice", card);
    }

    @AfterEach
    void theCounterIsRight() {
        world.close();
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Again, if the last look at the reader was while it was empty: the program is told so, and nothing is lost. */
    private PrivateKey login() throws GeneralSecurityException, IOException {
        for (int tries = 0; ; tries++) {
            try {
                return App.key(world.load(World.PIN), "piv-9a");
            } catch (IOException e) {
                if (App.reason(e) != Reason.REMOVED || tries == 3) {
                    throw e;
                }
            }
        }
    }

    private void logout() throws Exception {
        ((AuthProvider) world.provider()).logout();
    }

    @Test
    void aLogoutAmongOperations() throws Exception {
        storm(this::logout, () -> {});
    }

    @Test
    void aRemovalAmongOperations() throws Exception {
        storm(
                () -> {
                    world.takeOut(card);
                    world.awaitNoSession();
                },
                () -> world.insert(card));
    }

    @Test
    void aSessionThatIsEndedFromOutsideAmongOperations() throws Exception {
        storm(
                () -> {
                    for (Path session : world.sessionFiles()) {
                        Files.deleteIfExists(session);
                    }
                },
                () -> {});
    }

    /** @param end ends the session; when it has returned, no operation that begins then may succeed */
    private void storm(Step end, Step again) throws Exception {
        Certificate certificate = world.load(World.PIN).getCertificate("piv-9a");
        PrivateKey key = login();
        AtomicInteger signed = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger phase = new AtomicInteger(); // odd: the session has ended
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> {
                while (!over.get()) {
                    int began = phase.get();
                    try {
                        byte[] value = App.sign(key);
                        signed.incrementAndGet();
                        if (began % 2 == 1 && phase.get() == began) {
                            wrong.add("signed after the end");
                        }
                        if (!App.verifies(certificate, value)) {
                            wrong.add("a wrong signature");
                        }
                    } catch (Exception e) {
                        if (!Household.NOT_HIS.contains(App.reason(e))) {
                            wrong.add(e.toString());
                        }
                    } catch (Throwable e) {
                        wrong.add(e.toString());
                        throw e;
                    }
                }
                return null;
            }));
        }
        for (int round = 0; round < ROUNDS; round++) {
            int before = signed.get();
            World.await("signatures", () -> signed.get() > before || !wrong.isEmpty());
            end.run();
            phase.incrementAndGet();
            int after = signed.get() + THREADS; // as many may still be under way
            for (int i = 0; i < 20; i++) {
                Thread.onSpinWait();
                App.failure(key, Household.NOT_HIS.toArray(Reason[]::new));
            }
            assertTrue(signed.get() <= after, "operations go on after the end");
            phase.incrementAndGet();
            again.run();
            login();
        }
        over.set(true);
        for (Future<?> thread : running) {
            thread.get(10, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertEquals(List.of(), List.copyOf(wrong));
        App.assertSigns(key, certificate);
        logout();
        world.awaitNoSession();
    }
}
