package org.signet.testkit.house;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.House;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.NewKey;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest.Kind;
import org.signet.key.User;
import org.signet.manager.MovePlan;
import org.signet.manager.MoveProgress;
import org.signet.manager.MoveRequest;
import org.signet.testkit.piv.EmulatedPivCard;

/** An administrator with a card enrols Alice, who has one too; he never knows her PIN afterwards. */
class AdministratorTest {
    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard admins;
    private EmulatedPivCard card;

    @BeforeEach
    void theFolderHasAnAdministrator() throws IOException {
        world = new World(temporary).with("user=alice");
        admins = world.card("9a=p256", "9c=p256");
        card = world.card("9a=p256", "9d=rsa2048");
        world.insert(admins);
        world.insert(card);
        try (House house = House.open(Optional.of(world.configuration()))) {
            String pin = house.firstAdministrator().byCard("root", World.token(admins), "9c", answers());
            world.with("userfile.admin=" + pin);
        }
        enrol("alice", card);
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    @Test
    void enrolmentsAreSignedByHisCardAndHisKeySignsNothingElse() throws Exception {
        try (House house = open()) {
            User alice = house.administration().directory().user("alice").orElseThrow();
            assertTrue(alice.administered());
        }
        App.assertSigns(world.load(World.PIN), "piv-9a");
        KeyStore roots = world.loadAs("root", World.PIN);
        App.assertSigns(roots, "piv-9a");
        PrivateKey kept = (PrivateKey) roots.getKey("piv-9c", null);
        Signature signature = Signature.getInstance("SHA256withECDSA", world.provider());
        assertThrows(InvalidKeyException.class, () -> signature.initSign(kept));
    }

    @Test
    void withoutHimNobodyIsEnrolledOrChanged() throws IOException {
        byte[] before = Files.readAllBytes(world.userFile("alice"));
        world.takeOut(admins);
        EmulatedPivCard carols = world.card("9a=p256");
        world.insert(carols);
        assertEquals(
                Reason.NO_CARD,
                assertThrows(KeyAccessException.class, () -> enrol("carol", carols))
                        .reason());
        assertEquals(
                Reason.NO_CARD,
                assertThrows(KeyAccessException.class, () -> policy("group-staff"))
                        .reason());
        assertEquals(new String(before, US_ASCII), Files.readString(world.userFile("alice")));
        assertFalse(Files.exists(world.userFile("carol")));
    }

    @Test
    void aNewerEnrolmentStandsOverTheOldSealUntilTheFirstLoginSealsItAndThenItCannotGoBack() throws Exception {
        String before = Files.readString(world.userFile("alice"));
        world.takeOut(card);
        policy("group-staff"); // without her or her card
        String between = Files.readString(world.userFile("alice"));
        assertEquals("1", field(between, "body: "));
        assertEquals("2", field(between, "enrolled: "));
        assertTrue(field(between, "enrolment: ").startsWith("1 "));
        world.insert(card);
        world.load(World.PIN);
        String after = Files.readString(world.userFile("alice"));
        assertEquals("2", field(after, "body: "));
        assertTrue(field(after, "enrolment: ").startsWith("2 "));

        // the old enrolment over the new body
        String spliced = before.substring(0, before.indexOf("\n\n")) + after.substring(after.indexOf("\n\n"));
        Files.writeString(world.userFile("alice"), spliced);
        try (House house = open()) {
            KeyAccessException e = assertThrows(
                    KeyAccessException.class,
                    () -> house.administration().directory().user("alice"));
            assertEquals(Reason.DAMAGED, e.reason());
        }
    }

    @Test
    void aChangedEnrolmentIsDamagedAndAnUnpinnedOneIsConfiguration() throws IOException {
        String text = Files.readString(world.userFile("alice"));
        Files.writeString(world.userFile("alice"), text.replace("custody: card", "custody: file"));
        assertReadsAs(Reason.DAMAGED, world.configuration());
        Files.writeString(world.userFile("alice"), text);
        String another =
                world.configuration().replaceAll("userfile.admin=[0-9a-f]{64}", "userfile.admin=" + "0".repeat(64));
        assertReadsAs(Reason.DAMAGED, another);
        assertReadsAs(Reason.CONFIGURATION, world.configuration().replaceAll(";userfile.admin=[^;]*", ""));
    }

    @Test
    void aLostCardIsReplacedByHimAndTheOldSealHoldsUntilTheNewCardSealed() throws Exception {
        world.takeOut(card);
        EmulatedPivCard spare = world.card("9a=rsa2048");
        world.insert(spare);
        try (House house = open()) {
            house.administration().addCard("alice", World.token(spare), answers());
            house.administration().removeCard("alice", World.token(card), answers());
        }
        String text = Files.readString(world.userFile("alice"));
        assertTrue(text.contains("\nwas: "), text);
        App.assertSigns(world.load(World.PIN), "piv-9a");
        assertEquals("2", field(Files.readString(world.userFile("alice")), "body: "));
    }

    @Test
    void twoAdministratorsAtOnceLoseNothing() throws Exception {
        AtomicInteger failed = new AtomicInteger();
        Thread[] both = new Thread[2];
        for (int i = 0; i < both.length; i++) {
            String word = "group-" + i;
            both[i] = new Thread(() -> {
                try (House house = open()) {
                    for (int n = 0; n < 2; n++) {
                        String one = word + "-" + n;
                        add(house, one);
                    }
                } catch (RuntimeException e) {
                    failed.incrementAndGet();
                    throw e;
                }
            });
            both[i].start();
        }
        for (Thread thread : both) {
            thread.join();
        }
        assertEquals(0, failed.get());
        try (House house = open()) {
            User alice = house.administration().directory().user("alice").orElseThrow();
            assertEquals(4, alice.groups().size());
            assertEquals(5, alice.enrolled());
        }
    }

    @Test
    void aMemberOfAGroupThatMustHaveACardGetsNoSoftwareKeyAndNoLoginWithoutOne() throws Exception {
        policy("group-staff");
        world.with("require.card=group:staff, group:boss");
        App.assertSigns(world.load(World.PIN), "piv-9a");
        try (House house = open()) {
            User eve = User.unenrolled("eve", 1, 1, Custody.FILE).withPolicy(List.of("group-boss"));
            KeyAccessException e = assertThrows(
                    KeyAccessException.class, () -> house.administration().enrolByPassphrase(eve, answers()));
            assertEquals(Reason.REFUSED, e.reason());
        }
        assertFalse(Files.exists(world.userFile("eve")));
    }

    /** His secret is asked for before the key is on the card, for without it the move would stop half-way. */
    @Test
    void withoutHimNothingIsWrittenToTheCardOfAMove() throws Exception {
        Map<Kind, String> secrets = new EnumMap<>(MoveTest.SECRETS);
        secrets.put(Kind.NEW_PASSPHRASE, World.PASSPHRASE);
        SecretPrompt all = MoveTest.answering(secrets);
        SecretPrompt withoutHim = request -> request.user().equals("root") ? Optional.empty() : all.ask(request);
        EmulatedPivCard bobs = world.watched(world.builder());
        world.insert(bobs);
        KeyPair pair = Keys.named("bob", "rsa2048");
        NewKey key = new NewKey("bobkey", pair.getPrivate(), pair.getPublic(), List.of(Keys.certificate("bob", pair)));
        try (House house = open()) {
            house.administration().enrolByPassphrase("bob", 1000, 1000, key, all);
            MovePlan plan = house.move()
                    .plan(new MoveRequest(
                            "bob",
                            Custody.CARD,
                            Map.of("bobkey", "9a"),
                            Optional.of(World.token(bobs)),
                            false,
                            false,
                            false,
                            false));
            KeyAccessException e = assertThrows(
                    KeyAccessException.class, () -> house.move().perform(plan, withoutHim, MoveProgress.UNSEEN));
            assertEquals(Reason.PIN_NEEDED, e.reason());
            App.assertSays(e.getMessage(), World.token(admins), "the move is not done");
            assertEquals(0, bobs.count(EmulatedPivCard.IMPORT_KEY));
            house.move().perform(plan, all, MoveProgress.UNSEEN);
            assertEquals(1, bobs.count(EmulatedPivCard.IMPORT_KEY));
        }
    }

    private static void add(House house, String word) {
        while (true) {
            try {
                house.administration().amend("alice", u -> u.withPolicy(with(u.policy(), word)), answers());
                return;
            } catch (KeyAccessException e) {
                assertEquals(Reason.BUSY, e.reason(), e.getMessage());
            }
        }
    }

    private static List<String> with(List<String> words, String word) {
        return Stream.concat(words.stream(), Stream.of(word)).toList();
    }

    private void policy(String word) {
        try (House house = open()) {
            house.administration().amend("alice", u -> u.withPolicy(List.of(word)), answers());
        }
    }

    private void enrol(String name, EmulatedPivCard its) {
        try (House house = open()) {
            User who = User.unenrolled(name, 1000, 1000, Custody.CARD);
            house.administration().enrolByCard(who, World.token(its), answers());
        }
    }

    private static void assertReadsAs(Reason reason, String configuration) {
        try (House house = House.open(Optional.of(configuration))) {
            KeyAccessException e = assertThrows(
                    KeyAccessException.class,
                    () -> house.administration().directory().user("alice"));
            assertEquals(reason, e.reason(), e.getMessage());
        }
    }

    private House open() {
        return House.open(Optional.of(world.configuration()));
    }

    private static SecretPrompt answers() {
        return request -> Optional.of(new Secret(World.PIN.toCharArray(), Secret.Origin.PROGRAM));
    }

    private static String field(String text, String name) {
        return text.lines()
                .filter(l -> l.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length());
    }
}
