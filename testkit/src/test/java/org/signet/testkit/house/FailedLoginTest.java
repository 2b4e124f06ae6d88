package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Reason;
import org.signet.testkit.fault.Fault;
import org.signet.testkit.fault.FaultyCard;
import org.signet.testkit.piv.EmulatedPivCard;

/** A login by card that fails names its step, costs one try at most, and leaves the folder as it was. */
class FailedLoginTest {
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

    private void assertRefused(Reason reason, String pin, String... words) throws IOException {
        Map<String, String> before = contents();
        App.assertSays(App.refusal(reason, () -> world.load(pin)), words);
        assertEquals(List.of(), world.sessions());
        assertEquals(before, contents());
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String name : world.files()) {
            contents.put(name, Files.readString(world.folder().resolve(name)));
        }
        return contents;
    }

    /** What reached a card: each PIN that was tried, and P1 and P2 of each use of a key. */
    private static List<String> used(EmulatedPivCard card) {
        return card.log().stream()
                .filter(l -> l.startsWith("> 0020008008") || l.startsWith("> 0087"))
                .map(l -> l.startsWith("> 0020") ? "PIN" : "key " + l.substring(6, 10))
                .toList();
    }

    /** A copy of her card as far as a copy can be had: serial and certificates are public, the keys are not hers. */
    private EmulatedPivCard twin(String pin) {
        EmulatedPivCard.Builder builder = EmulatedPivCard.builder()
                .serial("%08x".formatted(card.serial()))
                .pin(pin);
        for (String slot : List.of("9a", "9e")) {
            KeyPair other = Keys.named("twin " + slot, "p256");
            builder.key(slot, other, card.certificate(slot).orElseThrow());
        }
        EmulatedPivCard twin = world.watched(builder);
        world.swap(faulty, twin);
        return twin;
    }

    @Test
    void aWrongPin() throws Exception {
        List<String> before = used(card);
        assertRefused(Reason.PIN_WRONG, World.WRONG_PIN, "VERIFY 80", "63C2", "2 tries left");
        assertEquals(before.size() + 1, used(card).size());
        world.expectTries(card, 2);
    }

    @Test
    void aCopyWithHerPinGetsItOnceAndAnswersNothingButTheChallenge() throws Exception {
        EmulatedPivCard twin = twin(World.PIN);
        assertRefused(Reason.WRONG_CARD, World.PIN, "challenge", "9a", World.token(card), "enrolled");
        assertEquals(List.of("PIN", "key 119A"), used(twin));
    }

    @Test
    void aCopyWithAnotherPinCostsItOneTryAndUsesNoKey() throws Exception {
        EmulatedPivCard twin = twin(World.WRONG_PIN);
        assertRefused(Reason.PIN_WRONG, World.PIN, "VERIFY 80", "63C2");
        assertEquals(List.of("PIN"), used(twin));
        world.expectTries(twin, 2);
    }

    @Test
    void theCardGoesAtTheChallenge() throws Exception {
        faulty.at(1, EmulatedPivCard.GENERAL_AUTHENTICATE, Fault.before(World.takingOut(world.reader(faulty))));
        assertRefused(Reason.REMOVED, World.PIN, "at the login's challenge", world.reader(faulty));
    }

    @Test
    void theCardGoesAtThePin() throws Exception {
        // 1 asks for the tries
        faulty.at(2, EmulatedPivCard.VERIFY, Fault.before(World.takingOut(world.reader(faulty))));
        assertRefused(Reason.REMOVED, World.PIN, "at the login's PIN", world.reader(faulty));
    }

    @Test
    void theCardRefusesTheChallenge() throws Exception {
        faulty.at(1, EmulatedPivCard.GENERAL_AUTHENTICATE, Fault.status(0x6581));
        assertRefused(Reason.WRONG_CARD, World.PIN, "challenge", "GENERAL AUTHENTICATE 9a", "6581");
    }

    @Test
    void anotherCardThanHers() throws Exception {
        EmulatedPivCard other = world.card("9a=p256");
        world.swap(faulty, other);
        assertRefused(Reason.WRONG_CARD, World.PIN, World.token(card), World.token(other));
        assertEquals(List.of(), used(other));
    }
}
