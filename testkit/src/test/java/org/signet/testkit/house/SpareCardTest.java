package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.House;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest.Kind;
import org.signet.key.User;
import org.signet.testkit.piv.EmulatedPivCard;

/** A user's second card, whom nobody but his own sealer covers. */
class SpareCardTest {
    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;
    private EmulatedPivCard spare;

    @BeforeEach
    void aliceHasACard() throws IOException {
        world = new World(temporary).with("user=alice");
        card = world.card("9a=p256");
        spare = world.card("9a=rsa2048");
        world.insert(card);
        world.enrol("alice", card);
        world.insert(spare);
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    @Test
    void theSpareLogsInAndItsKeysWorkWhileTheFirstIsAway() throws Exception {
        add("alice", spare);
        EnrolledCard added = alice().cards().stream()
                .filter(c -> c.token().equals(World.token(spare)))
                .findFirst()
                .orElseThrow();
        assertTrue(added.accepted());
        world.takeOut(card);
        App.assertSigns(world.load(World.PIN), "piv-9a@" + spare.serial());
    }

    @Test
    void aSpareInNoReaderIsListedAndAnOperationSaysWhichCardToPutIn() throws Exception {
        add("alice", spare);
        world.takeOut(spare);
        String alias = "piv-9a@" + spare.serial();
        KeyStore keys = world.loadAsking(text -> World.PIN);
        assertEquals(List.of("piv-9a", alias), Collections.list(keys.aliases()));
        assertEquals(spare.certificate("9a").orElseThrow(), keys.getCertificate(alias));
        PrivateKey key = App.key(keys, alias);
        App.assertSays(App.failure(key, Reason.NO_CARD), World.token(spare), "insert that card");
        world.insert(spare);
        App.assertSigns(key, keys.getCertificate(alias));
    }

    @Test
    void theFirstMayGoAndTheSpareSealsFromThenOn() throws Exception {
        add("alice", spare);
        world.takeOut(card);
        remove(card);
        assertEquals(1, alice().cards().size());
        assertEquals(Optional.of(alice().cards().get(0).publicKey()), alice().sealer());
        App.assertSigns(world.load(World.PIN), "piv-9a");
        assertEquals(
                Reason.REFUSED,
                assertThrows(KeyAccessException.class, () -> remove(spare)).reason(),
                "it is her only one");
    }

    @Test
    void aCardOfAnotherUserIsRefused() throws IOException {
        EmulatedPivCard bobs = world.card("9a=p256");
        world.insert(bobs);
        world.enrol("bob", bobs);
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> add("alice", bobs));
        assertEquals(Reason.REFUSED, e.reason());
        assertTrue(e.getMessage().contains("a card belongs to one user"), e.getMessage());
        assertEquals(1, alice().cards().size());
    }

    @Test
    void aUserWithAPassphraseAndACardIsAskedForThePassphraseBeforeSheIsChanged() throws IOException {
        world.enrolBob();
        StringBuilder asked = new StringBuilder();
        try (House house = open()) {
            house.administration().addCard("bob", World.token(spare), request -> {
                asked.append(request.kind()).append(' ');
                String secret = request.kind() == Kind.PIN ? World.PIN : World.PASSPHRASE;
                return Optional.of(new Secret(secret.toCharArray(), Secret.Origin.PROGRAM));
            });
            assertEquals("PIN PASSPHRASE ", asked.toString());
            assertTrue(house.administration()
                    .directory()
                    .user("bob")
                    .orElseThrow()
                    .cards()
                    .get(0)
                    .accepted());
            KeyAccessException e = assertThrows(
                    KeyAccessException.class,
                    () -> house.administration().removeCard("bob", World.token(spare), SecretPrompt.NOBODY));
            assertEquals(Reason.PIN_NEEDED, e.reason());
        }
    }

    private void add(String name, EmulatedPivCard its) {
        try (House house = open()) {
            house.administration().addCard(name, World.token(its), pin());
        }
    }

    private void remove(EmulatedPivCard its) {
        try (House house = open()) {
            house.administration().removeCard("alice", World.token(its), pin());
        }
    }

    private User alice() {
        try (House house = open()) {
            return house.administration().directory().user("alice").orElseThrow();
        }
    }

    private House open() {
        return House.open(Optional.of(world.configuration()));
    }

    private static SecretPrompt pin() {
        return request -> Optional.of(new Secret(World.PIN.toCharArray(), Secret.Origin.PROGRAM));
    }
}
