package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.House;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyKind;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.testkit.piv.EmulatedPivCard;

/** Software keys go to a card: its management key is asked for, and a key that is there is never overwritten. */
class CardWritingTest {
    private static final String FACTORY = "010203040506070801020304050607080102030405060708";

    @TempDir
    private Path temporary;

    private World world;

    @BeforeEach
    void aMachine() throws IOException {
        world = new World(temporary);
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    private EmulatedPivCard inserted(EmulatedPivCard.Builder builder) {
        EmulatedPivCard card = world.watched(builder);
        world.insert(card);
        return card;
    }

    private static void importKey(KeyStore keys, String alias, KeyPair pair) throws KeyStoreException {
        Certificate[] chain = {Keys.certificate(alias, pair)};
        keys.setKeyEntry(alias, pair.getPrivate(), null, chain);
    }

    private static KeyStoreException refused(KeyStore keys, String alias, KeyPair pair) {
        return assertThrows(KeyStoreException.class, () -> importKey(keys, alias, pair));
    }

    @Test
    void everyKindOfKeyGoesToTheSlotThatIsNamedAndSignsThere() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        Desk desk = new Desk(World.PIN, FACTORY);
        KeyStore keys = desk.open(world);
        importKey(keys, "piv-9a", Keys.named("imported", "rsa2048"));
        importKey(keys, "piv-9c", Keys.named("imported", "p256"));
        importKey(keys, "piv-9e", Keys.named("imported", "p384"));
        importKey(keys, "piv-82", Keys.named("imported", "rsa3072"));
        importKey(keys, "piv-83", Keys.named("imported", "rsa1024"));
        assertEquals(
                List.of("piv-82", "piv-83", "piv-9a", "piv-9c", "piv-9e"),
                Collections.list(keys.aliases()).stream().sorted().toList());
        for (String alias : List.of("piv-9a", "piv-9c", "piv-9e", "piv-82", "piv-83")) {
            App.assertSigns(keys, alias);
        }
        App.assertDecrypts(keys, "piv-82");
        assertFalse(card.isAdministratorAuthenticated(), "the card remembers the management key");
        assertTrue(card.log().stream().noneMatch(l -> l.startsWith("> 00FE") && l.matches(".*[0-9A-F]{80}$")));
        world.restart();
        assertEquals(5, desk.open(world).size());
    }

    /** What is in 9E anybody uses who holds the card: only who names it puts a key there. */
    @Test
    void aKeyThatNamesNoSlotNeverGoesWhereNoPinIsAsked() throws Exception {
        EmulatedPivCard card =
                inserted(world.with("user=alice").builder().key("9a", "p256").key("9c", "p256"));
        world.enrol("alice", card);
        KeyStore keys = new Desk(World.PIN, FACTORY).open(world);
        importKey(keys, "one", Keys.named("imported", "rsa2048"));
        importKey(keys, "two", Keys.named("imported", "rsa1024"));
        App.assertSigns(keys, "two");
        List<String> slots = card.log().stream()
                .filter(line -> line.matches("> [01]0FE.*"))
                .map(line -> line.substring(8, 10))
                .distinct()
                .toList();
        assertEquals(List.of("9D", "82"), slots);
    }

    @Test
    void aManagementKeyOfEachAlgorithmIsProved() throws Exception {
        Map<Integer, Integer> bytes = Map.of(0x03, 24, 0x08, 16, 0x0A, 24, 0x0C, 32);
        for (Map.Entry<Integer, Integer> algorithm : bytes.entrySet()) {
            String key = "A5".repeat(algorithm.getValue());
            EmulatedPivCard card = inserted(world.builder().managementKey(algorithm.getKey(), key));
            importKey(new Desk(World.PIN, key).open(world), "piv-9a", Keys.named("imported", "p256"));
            assertEquals(1, card.count(EmulatedPivCard.IMPORT_KEY));
            world.takeOut(card);
            world.restart();
        }
    }

    @Test
    void aWrongManagementKeyWritesNothingAndIsSaid() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        for (String wrong : List.of("A5".repeat(24), "A5".repeat(16), "no hex at all", "")) {
            KeyStoreException e =
                    refused(new Desk(World.PIN, wrong).open(world), "piv-9a", Keys.named("imported", "p256"));
            assertEquals(Reason.REFUSED, App.reason(e), e.getMessage());
            App.assertSays(e.getMessage(), "management key");
        }
        assertEquals(0, card.count(EmulatedPivCard.IMPORT_KEY));
        assertEquals(0, card.count(EmulatedPivCard.PUT_DATA));
    }

    @Test
    void withoutTheManagementKeyTheRefusalSaysWhatIsNeeded() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        KeyStore keys = world.load(World.PIN);
        KeyStoreException e = refused(keys, "piv-9a", Keys.named("imported", "p256"));
        assertEquals(Reason.PIN_NEEDED, App.reason(e));
        App.assertSays(e.getMessage(), World.token(card), "management key");
        assertEquals(0, card.count(EmulatedPivCard.IMPORT_KEY));
    }

    @Test
    void aSlotThatHasAnotherKeyIsNeverWrittenTo() throws Exception {
        EmulatedPivCard card =
                inserted(world.builder().key("9a", Keys.named("9a", "p256")).withoutCertificate("9a"));
        KeyStore keys = new Desk(World.PIN, FACTORY).open(world);
        KeyStoreException e = refused(keys, "piv-9a", Keys.named("imported", "p256"));
        assertEquals(Reason.REFUSED, App.reason(e));
        App.assertSays(e.getMessage(), "9a", "another key");
        assertEquals(0, card.count(EmulatedPivCard.IMPORT_KEY));
        App.assertSigns(App.key(keys, "piv-9a"), Keys.certificate("9a", Keys.named("9a", "p256")));
    }

    @Test
    void aSlotThatHasAnotherKeyIsWrittenToWhereThatWasToldAndTheOldCertificateGoesWithIt() throws Exception {
        world.with("card.overwrite=true").with("keygen=true");
        EmulatedPivCard card = inserted(world.builder().key("9a", Keys.named("9a", "rsa2048")));
        KeyStore keys = new Desk(World.PIN, FACTORY).open(world);
        importKey(keys, "piv-9a", Keys.named("imported", "p256"));
        App.assertSigns(keys, "piv-9a");
        assertEquals(1, card.count(EmulatedPivCard.IMPORT_KEY));
        assertEquals(
                Keys.named("imported", "p256").getPublic(),
                keys.getCertificate("piv-9a").getPublicKey());
    }

    /** A key that is made has no certificate yet, and must not be taken for the other one. */
    @Test
    void aKeyThatIsMadeOverAnotherLeavesNoCertificateOfThatOne() throws Exception {
        EmulatedPivCard card = inserted(world.builder().key("9a", Keys.named("9a", "p256")));
        generate(false, Reason.REFUSED);
        assertEquals(0, card.count(EmulatedPivCard.GENERATE_KEY_PAIR));
        generate(true, null);
        assertEquals(1, card.count(EmulatedPivCard.GENERATE_KEY_PAIR));
        KeyStore keys = world.load(World.PIN);
        assertTrue(keys.containsAlias("piv-9a"));
        assertNull(keys.getCertificate("piv-9a"));
    }

    private void generate(boolean overwrites, Reason refused) {
        String also = overwrites ? ";card.overwrite=true" : "";
        try (House house = House.open(Optional.of(world.configuration() + also))) {
            SecretPrompt answers = request -> Optional.of(new Secret(
                    (request.kind() == SecretRequest.Kind.PIN ? World.PIN : FACTORY).toCharArray(),
                    Secret.Origin.PROGRAM));
            String user = house.manager().defaultUser();
            house.manager().login(user, answers);
            if (refused == null) {
                house.manager().generate(user, KeyKind.of("ec:P-256"), "piv-9a");
                return;
            }
            KeyAccessException e = assertThrows(
                    KeyAccessException.class, () -> house.manager().generate(user, KeyKind.of("ec:P-256"), "piv-9a"));
            assertEquals(refused, e.reason());
            App.assertSays(e.getMessage(), "another key", "card.overwrite=true");
        }
    }

    /** What the file lists, and what the login is proved by, stays whoever may overwrite. */
    @Test
    void aKeyThatItsUserHasListedIsNeverOverwritten() throws Exception {
        world.with("user=alice").with("card.overwrite=true");
        EmulatedPivCard card = world.card("9a=p256", "9c=p256");
        world.insert(card);
        world.enrol("alice", card);
        KeyStore keys = new Desk(World.PIN, FACTORY).open(world);
        keys.setKeyEntry("contracts", App.key(keys, "piv-9c"), null, keys.getCertificateChain("piv-9c"));
        App.assertSays(refused(keys, "piv-9c", Keys.named("imported", "p256")).getMessage(), "delete that entry first");
        keys.deleteEntry("piv-9c");
        for (String alias : List.of("piv-9c", "piv-9a@" + card.serial())) {
            KeyStoreException e = refused(keys, alias, Keys.named("imported", "p256"));
            assertEquals(Reason.REFUSED, App.reason(e));
            App.assertSays(e.getMessage(), "a key that alice uses");
        }
        assertEquals(0, card.count(EmulatedPivCard.IMPORT_KEY));
    }

    @Test
    void theSameKeyAgainIsNotWrittenAgain() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        KeyStore keys = new Desk(World.PIN, FACTORY).open(world);
        importKey(keys, "piv-9a", Keys.named("imported", "p256"));
        importKey(keys, "piv-9a", Keys.named("imported", "p256"));
        assertEquals(1, card.count(EmulatedPivCard.IMPORT_KEY));
    }

    @Test
    void aCardWithoutImportSaysSo() throws Exception {
        inserted(world.builder().plain());
        KeyStore keys = new Desk(World.PIN, FACTORY).open(world);
        KeyStoreException e = refused(keys, "piv-9a", Keys.named("imported", "p256"));
        assertEquals(Reason.CANNOT, App.reason(e));
        App.assertSays(e.getMessage(), "IMPORT ASYMMETRIC KEY 9a answered 6D00", "takes no key from outside");
    }

    @Test
    void aKeyThatNoPivCardHoldsIsRefusedBeforeAnythingIsWritten() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        KeyStore keys = new Desk(World.PIN, FACTORY).open(world);
        KeyStoreException e = refused(keys, "piv-9a", Keys.named("imported", "p521"));
        assertEquals(Reason.CANNOT, App.reason(e));
        assertEquals(0, card.count(EmulatedPivCard.IMPORT_KEY));
        App.assertSays(refused(keys, "piv-9z", Keys.named("imported", "p256")).getMessage(), "no key in a slot 9z");
    }

    @Test
    void aShortCardGetsTheKeyInAChain() throws Exception {
        EmulatedPivCard card = inserted(world.builder().shortOnly());
        KeyStore keys = new Desk(World.PIN, FACTORY).open(world);
        importKey(keys, "piv-9d", Keys.named("imported", "rsa2048"));
        App.assertDecrypts(keys, "piv-9d");
        assertTrue(card.log().stream().anyMatch(l -> l.startsWith("> 10FE079D")));
    }

    @Test
    void anUnenrolledUsersAliasMustBeASlot() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        KeyStore keys = new Desk(World.PIN, FACTORY).open(world);
        KeyStoreException e = refused(keys, "mine", Keys.named("imported", "p256"));
        assertEquals(Reason.REFUSED, App.reason(e));
        App.assertSays(e.getMessage(), "not enrolled", "piv-9a");
        assertEquals(0, card.count(EmulatedPivCard.IMPORT_KEY));
    }

    @Test
    void anEnrolledUsersKeyGoesToTheFirstFreeSlotAndKeepsItsAlias() throws Exception {
        world.with("user=alice");
        EmulatedPivCard card = world.card("9a=p256", "9d=rsa2048");
        world.insert(card);
        world.enrol("alice", card);
        KeyStore keys = new Desk(World.PIN, FACTORY).open(world);
        importKey(keys, "mail", Keys.named("imported", "rsa2048"));
        App.assertSigns(keys, "mail");
        assertEquals(
                List.of("mail", "piv-9a", "piv-9d"),
                Collections.list(keys.aliases()).stream().sorted().toList());
        App.assertSays(
                Files.readString(world.userFile("alice")),
                "place: card " + World.token(card) + " 9c\norigin: imported\n");
        KeyStoreException e = refused(keys, "mail", Keys.named("another", "p256"));
        App.assertSays(e.getMessage(), "mail", "another key's");
        assertEquals(1, card.count(EmulatedPivCard.IMPORT_KEY));
    }

    /** Answers what it is asked for. */
    private record Desk(String pin, String managementKey) {
        KeyStore open(World world) throws Exception {
            return world.loadAsking(text -> text.contains("management key") ? managementKey : pin);
        }
    }
}
