package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.EndedSession;
import org.signet.SessionListener;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** A session from its begin to its end, as others see it and as a listener hears of it. */
class SessionTest {
    /** What the listener heard, with the thread that it heard it on. */
    private static final BlockingQueue<EndedSession> HEARD = new LinkedBlockingQueue<>();

    private static final List<String> THREADS = new ArrayList<>();

    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;

    @BeforeEach
    void begin() throws IOException {
        HEARD.clear();
        THREADS.clear();
        world = new World(temporary).with("user=alice");
        card = world.card("9a=p256", "9d=rsa2048");
        world.insert(card);
        world.enrol("alice", card);
        world.enrolBob();
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** As {@code session.onEnd} names it. */
    public static final class Listener implements SessionListener {
        @Override
        public void ended(EndedSession session) {
            THREADS.add(Thread.currentThread().getName());
            HEARD.add(session);
            throw new IllegalStateException("a listener's fault is its own");
        }
    }

    private static String heard() throws InterruptedException {
        EndedSession session = HEARD.poll(10, TimeUnit.SECONDS);
        assertTrue(session != null, "the listener heard nothing");
        return session.user() + " " + session.reason() + " " + session.token();
    }

    private AuthProvider provider() {
        return (AuthProvider) world.provider();
    }

    @Test
    void aCardUsersSessionSaysItAll() throws Exception {
        world.load(World.PIN);
        String session = world.sessions().get(0);
        App.assertSays(
                session,
                "user: alice\n",
                "smart-card: yes\n",
                "proof: CHALLENGE\n",
                "pid: " + ProcessHandle.current().pid() + "\n",
                "process: "
                        + ProcessHandle.current()
                                .info()
                                .startInstant()
                                .orElseThrow()
                                .toString()
                                .replace(":", "%3A"),
                "token: piv%3A" + card.serial() + "\n",
                "reader: " + world.reader(card).replace(" ", "%20") + "\n",
                "schemes: rsa-raw%2Cecdsa\n");
    }

    @Test
    void theListenerHearsOfEachEndAndWhyAndNeverOnAReadersThread() throws Exception {
        world.with("session.onEnd=class:" + Listener.class.getName());
        world.load(World.PIN);
        provider().logout();
        assertEquals("alice logout " + World.token(card), heard());
        world.load(World.PIN);
        world.takeOut(card);
        assertEquals("alice removed " + World.token(card), heard());
        world.insert(card);
        world.loadAs("bob", World.PASSPHRASE);
        Files.delete(world.sessionFiles().get(0));
        assertEquals("bob ended file", heard());
        assertEquals(List.of(), List.copyOf(HEARD), "each end once");
        assertTrue(THREADS.stream().allMatch("Signet session.onEnd"::equals), THREADS::toString);
    }

    /** {@code signet session end}: the PIN is taken back at once, though the program does nothing, and no prompt logs in again. */
    @Test
    void whatIsEndedFromOutsideIsOverForAProgramThatSleepsAndForOneThatHasItsPinInAFile() throws Exception {
        Path pin = Files.createFile(
                temporary.resolve("pin"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(pin, World.PIN);
        world.with("pin.file=" + pin);
        PrivateKey handle = App.key(world.load(null), "piv-9a");
        App.assertSigns(handle, card.certificate("9a").orElseThrow());
        assertTrue(card.isPinVerified());
        Files.delete(world.sessionFiles().get(0));
        World.await("the PIN to be taken back", () -> !card.isPinVerified());
        App.assertSays(App.failure(handle, Reason.NOT_CONNECTED), "alice", "ended from outside");
        App.failure(handle, Reason.NOT_CONNECTED);
        assertFalse(card.isPinVerified());
        world.load(World.PIN);
        App.assertSigns(handle, card.certificate("9a").orElseThrow());
    }

    @Test
    void aCommandRunsWithoutAShellAndKnowsWhoseSessionEndedAndWhyAlsoAtTheEndOfTheJvm() throws Exception {
        Path said = temporary.resolve("said so");
        Path command = Files.writeString(
                temporary.resolve("on end"),
                "#!/bin/sh\necho \"$1 $SIGNET_USER $SIGNET_REASON $SIGNET_TOKEN $SIGNET_UID ${#SIGNET_SESSION}\" >> \"$2\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        Path folder = Files.createDirectory(temporary.resolve("child"));
        ChildJvm child = ChildJvm.start(
                folder,
                List.of("-Dsignet.session.onEnd=\"" + command + "\" $HOME;x \"" + said + "\""),
                Leaving.class,
                folder.toString(),
                "go");
        assertEquals("sessions: 2, verified: true", child.line());
        child.ends(0);
        List<String> lines = Files.readAllLines(said).stream().sorted().toList();
        assertEquals(2, lines.size(), lines::toString);
        App.assertSays(lines.get(0), "$HOME;x alice exit piv:", " 32");
        App.assertSays(lines.get(1), "$HOME;x bob exit file ", " 32");
    }

    @Test
    void aListenerThatIsNoneIsSaidByTheFirstLoad() {
        world.with("session.onEnd=class:java.lang.String");
        App.assertSays(
                App.refusal(Reason.CONFIGURATION, () -> world.load(World.PIN)), "session.onEnd", "java.lang.String");
    }

    /** A server that serves two cards in two readers and a user of the file, all at once. */
    @Test
    void severalUsersWorkAtOnceAndTheRemovalOfACardEndsItsOwnersSessionAlone() throws Exception {
        EmulatedPivCard carols = world.card("9a=p256");
        world.insert(carols);
        world.enrol("carol", carols);
        KeyStore alice = world.load(World.PIN);
        KeyStore carol = world.loadAs("carol", World.PIN);
        KeyStore bob = world.loadAs("bob", World.PASSPHRASE);
        assertEquals(3, world.sessions().size());
        ExecutorService threads = Executors.newFixedThreadPool(6);
        CountDownLatch half = new CountDownLatch(6 * 20);
        CountDownLatch gone = new CountDownLatch(1);
        List<Future<Integer>> others = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.execute(new FutureTask<>(signing(alice, "piv-9a", half, gone)));
            others.add(threads.submit(signing(carol, "piv-9a", half, gone)));
            others.add(threads.submit(signing(bob, "bobkey", half, gone)));
        }
        assertTrue(half.await(30, TimeUnit.SECONDS), "all three make progress");
        world.takeOut(card);
        gone.countDown();
        for (Future<Integer> other : others) {
            assertEquals(40, other.get(30, TimeUnit.SECONDS), "nobody else noticed");
        }
        threads.shutdown();
        world.awaitSessions(2);
        App.failure(App.key(alice, "piv-9d"), Reason.REMOVED, Reason.NOT_CONNECTED);
        assertFalse(alice.containsAlias("bobkey"));
        assertFalse(bob.containsAlias("piv-9a"));
    }

    private static Callable<Integer> signing(KeyStore keys, String alias, CountDownLatch half, CountDownLatch gone) {
        return () -> {
            int signed = 0;
            while (signed < 40) {
                if (signed == 20) {
                    gone.await();
                }
                App.assertSigns(keys, alias);
                signed++;
                half.countDown();
            }
            return signed;
        };
    }
}
