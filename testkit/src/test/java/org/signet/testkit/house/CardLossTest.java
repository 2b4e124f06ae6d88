package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Reason;
import org.signet.testkit.fault.Fault;
import org.signet.testkit.fault.FaultyCard;
import org.signet.testkit.piv.EmulatedPivCard;

/** The card goes, comes back, or is another one. */
class CardLossTest {
    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;
    private FaultyCard faulty;

    @BeforeEach
    void aliceIsEnrolled() throws IOException {
        world = new World(temporary).with("user=alice");
        card = world.card("9a=p256", "9d=rsa2048", "9e=p256");
        faulty = new FaultyCard(card);
        world.insert(faulty);
        world.enrol("alice", card);
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    @Test
    void removalEndsTheSessionAndTheOldHandleWorksAfterTheNextLogin() throws Exception {
        KeyStore keys = world.load(World.PIN);
        PrivateKey key = App.key(keys, "piv-9a");
        Certificate certificate = keys.getCertificate("piv-9a");
        App.assertSigns(key, certificate);
        int hash = key.hashCode();
        world.takeOut(faulty);
        world.awaitNoSession();
        App.assertSays(App.failure(key, Reason.NOT_CONNECTED), "alice", "removed", world.reader(faulty));
        assertEquals(hash, key.hashCode());
        world.insert(faulty);
        App.failure(key, Reason.NOT_CONNECTED);
        KeyStore fresh = world.load(World.PIN);
        App.assertSigns(key, certificate);
        App.assertSigns(keys, "piv-9a");
        App.assertDecrypts(keys, "piv-9d");
        assertEquals(key, fresh.getKey("piv-9a", null));
        assertEquals(1, world.sessions().size());
    }

    @Test
    void aLoginRightAfterTheCardWasOutAndInIsANewOne() throws Exception {
        KeyStore keys = world.load(World.PIN);
        PrivateKey key = App.key(keys, "piv-9a");
        Certificate certificate = keys.getCertificate("piv-9a");
        long sent = World.pinsSent(card);
        for (int i = 1; i <= 3; i++) {
            world.takeOut(faulty);
            world.insert(faulty); // before anybody has noticed
            world.load(World.PIN);
            App.assertSigns(key, certificate);
            App.assertSigns(keys, "piv-9e");
            assertEquals(sent + i, World.pinsSent(card));
            assertEquals(1, world.sessions().size());
        }
    }

    @Test
    void anOperationWithoutTheCardFailsAtOnceWithOneClearSentence() throws Exception {
        PrivateKey key = App.key(world.load(World.PIN), "piv-9a");
        world.takeOut(faulty);
        App.assertSays(
                App.failure(key, Reason.REMOVED, Reason.NOT_CONNECTED), // whoever saw it first, operation or monitor
                "removed",
                world.reader(faulty));
        world.awaitNoSession();
        App.assertSays(App.failure(key, Reason.NOT_CONNECTED), "alice", "removed");
    }

    @Test
    void removalBeforeTheCommandReachesTheCardFailsThatOperation() throws Exception {
        removedInTheMiddle(Fault.before(World.takingOut(world.reader(faulty))));
    }

    @Test
    void removalBeforeTheAnswerArrivesFailsThatOperation() throws Exception {
        removedInTheMiddle(Fault.after(World.takingOut(world.reader(faulty))));
    }

    private void removedInTheMiddle(Fault removal) throws Exception {
        KeyStore keys = world.load(World.PIN);
        PrivateKey key = App.key(keys, "piv-9a");
        Certificate certificate = keys.getCertificate("piv-9a");
        App.assertSigns(key, certificate);
        faulty.at(1, EmulatedPivCard.GENERAL_AUTHENTICATE, removal);
        App.assertSays(App.failure(key, Reason.REMOVED), "card", "removed", world.reader(faulty));
        world.awaitNoSession();
        world.insert(faulty);
        world.load(World.PIN);
        App.assertSigns(key, certificate);
        App.assertSigns(keys, "piv-9e");
    }

    @Test
    void removalDuringVerifyLosesNoTryAndIsNotRepeated() throws Exception {
        long sent = World.pinsSent(card);
        faulty.at(
                2, EmulatedPivCard.VERIFY, Fault.after(World.takingOut(world.reader(faulty)))); // 1 asks for the tries
        App.refusal(() -> world.load(World.PIN));
        assertEquals(sent + 1, World.pinsSent(card));
        assertEquals(List.of(), world.sessions());
        world.insert(faulty);
        App.assertSigns(world.load(World.PIN), "piv-9a");
    }

    @Test
    void anotherCardWithTheSamePinIsTheWrongCardAndGetsNoPin() throws Exception {
        EmulatedPivCard other = world.card("9a=p256");
        world.swap(faulty, other);
        App.assertSays(
                App.refusal(Reason.WRONG_CARD, () -> world.load(World.PIN)), World.token(card), World.token(other));
        assertEquals(0, other.count(EmulatedPivCard.VERIFY));
        assertEquals(0, other.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
        assertEquals(List.of(), world.sessions());
    }

    @Test
    void anotherCardBesideHerOwnDoesNotMatter() throws Exception {
        EmulatedPivCard other = world.card("9a=p256");
        world.insert(other);
        App.assertSigns(world.load(World.PIN), "piv-9a");
        assertEquals(0, other.count(EmulatedPivCard.VERIFY));
    }

    @Test
    void noCardAtAllSaysWhichOneIsMissing() {
        world.takeOut(faulty);
        App.assertSays(App.refusal(Reason.NO_CARD, () -> world.load(World.PIN)), "alice", World.token(card), "insert");
    }

    @Test
    void aCardWithTheSameSerialAndAnotherKeyIsRefusedByTheChallenge() throws Exception {
        String serial = "%08x".formatted(card.serial());
        EmulatedPivCard twin = world.watched(EmulatedPivCard.builder()
                .serial(serial)
                .pin(World.PIN)
                .key("9a", Keys.named("twin", "p256"))
                .key("9d", Keys.named("twin", "rsa2048"))
                .key("9e", Keys.named("twin 9e", "p256")));
        world.swap(faulty, twin);
        App.assertSays(App.refusal(Reason.WRONG_CARD, () -> world.load(World.PIN)), "9a", "enrolled");
        assertEquals(1, twin.count(EmulatedPivCard.GENERAL_AUTHENTICATE)); // the challenge and nothing of hers
        assertEquals(List.of(), world.sessions());
    }

    @Test
    void aSwapBetweenTwoOperationsIsALoss() throws Exception {
        KeyStore keys = world.load(World.PIN);
        PrivateKey key = App.key(keys, "piv-9a");
        App.assertSigns(keys, "piv-9a");
        EmulatedPivCard other = world.card("9a=p256", "9e=p256");
        world.swap(faulty, other);
        App.assertSays(App.failure(key, Reason.REMOVED), "removed");
        world.awaitNoSession();
        assertEquals(0, World.pinsSent(other));
    }

    // A handle of PC/SC reaches whatever card lies there within 0.2 s; a key that no PIN guards answers on any card.
    @Test
    void aSwapThatTheServiceDoesNotNoticeGivesNobodysSignatureAndNoPin() throws Exception {
        KeyStore keys = world.load(World.PIN);
        PrivateKey free = App.key(keys, "piv-9e");
        App.assertSigns(keys, "piv-9e");
        EmulatedPivCard other = otherCard();
        world.swapUnseen(faulty, other);
        App.failure(free, Reason.WRONG_CARD);
        assertEquals(0, World.pinsSent(other));
        world.awaitNoSession();
    }

    @Test
    void anotherCardsSignatureIsNotReleasedEvenIfItAnswersAtOnce() throws Exception {
        KeyStore keys = world.load(World.PIN);
        PrivateKey free = App.key(keys, "piv-9e");
        App.assertSigns(keys, "piv-9e");
        EmulatedPivCard other = otherCard();
        world.swapUnseen(faulty, other);
        World.selectPiv(world.reader(faulty));
        App.failure(free, Reason.PROTOCOL);
        assertEquals(1, other.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
        assertEquals(0, World.pinsSent(other));
        world.awaitNoSession();
        App.failure(free, Reason.NOT_CONNECTED);
    }

    private EmulatedPivCard otherCard() {
        return world.watched(
                world.builder().key("9a", Keys.named("other 9a", "p256")).key("9e", Keys.named("other 9e", "p256")));
    }

    @Test
    void aSwapThatTheServiceDoesNotNoticeSendsNoPinForAGuardedKey() throws Exception {
        KeyStore keys = world.load(World.PIN);
        PrivateKey key = App.key(keys, "piv-9a");
        App.assertSigns(keys, "piv-9a");
        EmulatedPivCard other = world.card("9a=p256");
        world.swapUnseen(faulty, other);
        App.assertSays(App.failure(key, Reason.WRONG_CARD), World.token(card), "no PIN was sent");
        assertEquals(0, World.pinsSent(other));
        world.awaitNoSession();
    }
}
