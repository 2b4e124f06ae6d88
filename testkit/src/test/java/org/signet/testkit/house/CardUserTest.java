package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Reason;
import org.signet.testkit.fault.Fault;
import org.signet.testkit.fault.FaultyCard;
import org.signet.testkit.piv.EmulatedPivCard;

/** Alice is enrolled with her card. */
class CardUserTest {
    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;
    private FaultyCard faulty;

    @BeforeEach
    void aliceIsEnrolled() throws IOException {
        world = new World(temporary).with("user=alice");
        card = world.card("9a=p256", "9c=p256", "9d=rsa2048", "9e=p256");
        faulty = new FaultyCard(card);
        world.insert(faulty);
        world.enrol("alice", card);
    }

    @AfterEach
    void theCounterIsRight() {
        world.close();
    }

    @Test
    void loginIsOnePinAndOneChallenge() throws Exception {
        long pins = World.pinsSent(card);
        int operations = card.count(EmulatedPivCard.GENERAL_AUTHENTICATE);
        world.load(World.PIN);
        assertEquals(pins + 1, World.pinsSent(card));
        assertEquals(operations + 1, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
    }

    /** The chain is the one that the file keeps under the key's own name, and no login is needed to see it. */
    @Test
    void aPkcs11ModulesLabelIsTheKeyInItsSlotWhateverItIsCalledHere() throws Exception {
        KeyStore keys = world.load(World.PIN);
        Certificate[] renewed = {Keys.certificate("renewed", Keys.named("9c", "p256"))};
        keys.setKeyEntry("contracts", App.key(keys, "piv-9c"), null, renewed);
        keys.deleteEntry("piv-9c");
        world.restart();
        KeyStore listed = world.load(null);
        assertEquals(renewed[0], listed.getCertificate("X.509 Certificate for Digital Signature"));
        assertTrue(listed.containsAlias("SIGN key"));
        App.assertSigns(world.load(World.PIN), "X.509 Certificate for Digital Signature");
    }

    @Test
    void everyKeyWorksAndIsListedOnce() throws Exception {
        KeyStore keys = world.load(World.PIN);
        assertEquals(
                List.of("piv-9a", "piv-9c", "piv-9d", "piv-9e"),
                Collections.list(keys.aliases()).stream().sorted().toList());
        App.assertSigns(keys, "piv-9a");
        App.assertSigns(keys, "piv-9c");
        App.assertDecrypts(keys, "piv-9d");
        App.assertSigns(keys, "piv-9e");
    }

    @Test
    void theSessionFileSaysSmartCardAndHowThatWasProved() throws Exception {
        assertEquals(List.of(), world.sessions());
        world.load(World.PIN);
        List<String> sessions = world.sessions();
        assertEquals(1, sessions.size());
        App.assertSays(
                sessions.get(0),
                "user: alice\n",
                "smart-card: yes\n",
                "proof: CHALLENGE\n",
                "token: piv%3A" + card.serial() + "\n",
                "reader: " + world.reader(faulty).replace(" ", "%20") + "\n",
                "pid: " + ProcessHandle.current().pid() + "\n");
    }

    @Test
    void logoutRemovesTheSessionFileAndUnverifiesTheCard() throws Exception {
        KeyStore keys = world.load(World.PIN);
        PrivateKey key = App.key(keys, "piv-9a");
        App.assertSigns(keys, "piv-9a");
        assertTrue(card.isPinVerified());
        ((AuthProvider) world.provider()).logout();
        assertEquals(List.of(), world.sessions());
        assertFalse(card.isPinVerified());
        int operations = card.count(EmulatedPivCard.GENERAL_AUTHENTICATE);
        App.assertSays(App.failure(key, Reason.NOT_CONNECTED), "alice", "log in");
        assertEquals(operations, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
        world.load(World.PIN);
        App.assertSigns(key, keys.getCertificate("piv-9a"));
    }

    @Test
    void aSessionWhoseFileIsDeletedIsOver() throws Exception {
        PrivateKey key = App.key(world.load(World.PIN), "piv-9a");
        Files.delete(world.sessionFiles().get(0));
        App.assertSays(App.failure(key, Reason.NOT_CONNECTED), "alice", "ended");
    }

    @Test
    void theSignatureKeyIsVerifiedBeforeEachUseAndTheOthersAreNot() throws Exception {
        KeyStore keys = world.load(World.PIN);
        App.assertSigns(keys, "piv-9a");
        App.assertDecrypts(keys, "piv-9d");
        for (String alias : List.of("piv-9a", "piv-9e", "piv-9a")) {
            assertEquals(0, pinsFor(() -> App.assertSigns(keys, alias)), alias);
        }
        assertEquals(0, pinsFor(() -> App.assertDecrypts(keys, "piv-9d")));
        for (int i = 0; i < 3; i++) {
            assertEquals(1, pinsFor(() -> App.assertSigns(keys, "piv-9c")));
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private long pinsFor(Step step) throws Exception {
        long before = World.pinsSent(card);
        step.run();
        return World.pinsSent(card) - before;
    }

    @Test
    void anEllipticCurveOperationIsOneCommandInSteadyState() throws Exception {
        KeyStore keys = world.load(World.PIN);
        PrivateKey key = App.key(keys, "piv-9a");
        Certificate certificate = keys.getCertificate("piv-9a");
        App.assertSigns(key, certificate);
        int before = card.apdus();
        for (int i = 0; i < 10; i++) {
            App.assertSigns(key, certificate);
        }
        assertEquals(before + 10, card.apdus());
    }

    @Test
    void aListingCostsNoPinThoughSlotsAreEmpty() throws Exception {
        EmulatedPivCard sparse = world.card("9a=p256");
        world.insert(sparse);
        world.enrol("carol", sparse);
        KeyStore keys = world.loadAs("carol", World.PIN);
        long sent = World.pinsSent(sparse);
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of("piv-9a"), Collections.list(keys.aliases()));
            App.assertSigns(keys, "piv-9a");
        }
        assertEquals(sent, World.pinsSent(sparse));
    }

    @Test
    void severalThreadsSignAtOnce() throws Exception {
        KeyStore keys = world.load(World.PIN);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> twenty = () -> {
                for (int i = 0; i < 20; i++) {
                    App.assertSigns(keys, i % 5 == 4 ? "piv-9c" : i % 2 == 0 ? "piv-9a" : "piv-9e");
                }
                return 20;
            };
            int signed = 0;
            for (Future<Integer> done : threads.invokeAll(List.of(twenty, twenty, twenty, twenty))) {
                signed += done.get();
            }
            assertEquals(80, signed);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void oneFlippedBitInTheCardsAnswerReleasesNothing() throws Exception {
        KeyStore keys = world.load(World.PIN);
        PrivateKey key = App.key(keys, "piv-9a");
        App.assertSigns(keys, "piv-9a");
        faulty.at(1, EmulatedPivCard.GENERAL_AUTHENTICATE, Fault.flip(0));
        App.failure(key, Reason.PROTOCOL);
        world.awaitNoSession(); // whoever it is that answers there, he is not believed any more
        App.failure(key, Reason.NOT_CONNECTED);
        world.load(World.PIN);
        App.assertSigns(key, keys.getCertificate("piv-9a"));
    }

    @Test
    void anotherProgramsResetCostsOneVerifyAndNothingElse() throws Exception {
        KeyStore keys = world.load(World.PIN);
        App.assertSigns(keys, "piv-9a");
        world.reset(faulty);
        assertEquals(1, pinsFor(() -> App.assertSigns(keys, "piv-9a")));
        assertEquals(0, pinsFor(() -> App.assertSigns(keys, "piv-9a")));
    }

    @Test
    void anAliasOfHisOwnIsKeptInHisFileWhichTheCardSeals() throws Exception {
        KeyStore keys = world.load(World.PIN);
        keys.setKeyEntry("Alice's mail", App.key(keys, "piv-9a"), null, keys.getCertificateChain("piv-9a"));
        App.assertSigns(keys, "Alice's mail");
        world.restart();
        KeyStore again = world.load(World.PIN);
        App.assertSigns(again, "Alice's mail");
        again.deleteEntry("Alice's mail");
        assertNull(again.getKey("Alice's mail", null));
        again.deleteEntry("piv-9a");
        assertNotNull(card.certificate("9a").orElseThrow());
        App.assertSigns(again, "piv-9a"); // the card's key is there as long as the card has it
    }

    @Test
    void withoutThePinInMemoryAnOperationSaysThatItIsNeeded() throws Exception {
        world.close();
        world = new World(Files.createDirectory(temporary.resolve("never"))).with("user=alice");
        world.with("pin.cache=never");
        card = world.card("9a=p256", "9c=p256");
        world.insert(card);
        world.enrol("alice", card);
        KeyStore keys = world.load(World.PIN);
        App.assertSigns(keys, "piv-9a");
        App.assertSays(App.failure(App.key(keys, "piv-9c"), Reason.PIN_NEEDED), World.token(card), "PIN");
    }
}
