package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.signet.House;
import org.signet.key.Custody;
import org.signet.key.NewKey;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest.Kind;
import org.signet.key.User;
import org.signet.manager.MoveProgress;
import org.signet.manager.MoveRequest;
import org.signet.testkit.piv.EmulatedPivCard;

/** How Alice's card proves at login that it is hers, when it holds one key alone and an administrator vouches for her file. */
class ProofTest {
    private static final SecretPrompt ANSWERS = request -> (request.kind() == Kind.NEW_PASSPHRASE
                    ? Optional.of(World.PASSPHRASE)
                    : Optional.ofNullable(MoveTest.SECRETS.get(request.kind())))
            .map(secret -> new Secret(secret.toCharArray(), Secret.Origin.PROGRAM));

    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;

    @BeforeEach
    void theFolderHasAnAdministrator() throws IOException {
        world = new World(temporary).with("user=alice");
        EmulatedPivCard admins = world.card("9a=p256", "9c=p256");
        world.insert(admins);
        try (House house = House.open(Optional.of(world.configuration()))) {
            String pin = house.firstAdministrator().byCard("root", World.token(admins), "9c", ANSWERS);
            world.with("userfile.admin=" + pin);
        }
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    /** She had a passphrase; her only key was moved to a card, with which she logs in now. */
    private void aliceHas(String slot, String algorithm) {
        card = world.watched(world.builder());
        world.insert(card);
        KeyPair pair = Keys.named("only " + slot, algorithm);
        NewKey key = new NewKey(
                "only", pair.getPrivate(), pair.getPublic(), List.of(Keys.certificate("only " + slot, pair)));
        try (House house = House.open(Optional.of(world.configuration()))) {
            house.administration().enrolByPassphrase("alice", 1000, 1000, key, ANSWERS);
            MoveRequest toCard = new MoveRequest(
                    "alice",
                    Custody.CARD,
                    Map.of("only", slot),
                    Optional.of(World.token(card)),
                    false,
                    true,
                    false,
                    false);
            house.move().perform(house.move().plan(toCard), ANSWERS, MoveProgress.UNSEEN);
            house.administration().amend("alice", u -> u.withLogin(User.LoginBy.CARD), ANSWERS);
        }
    }

    private void policy(String word) {
        try (House house = House.open(Optional.of(world.configuration()))) {
            house.administration().amend("alice", u -> u.withPolicy(List.of(word)), ANSWERS);
        }
    }

    /** What a login sends: its VERIFYs with a PIN, and P1 and P2 of each GENERAL AUTHENTICATE. */
    private List<String> sentBy(Executable deed) throws Throwable {
        int before = card.log().size();
        deed.execute();
        return card.log().subList(before, card.log().size()).stream()
                .filter(l -> l.startsWith("> 0020008008") || l.startsWith("> 0087"))
                .map(l -> l.startsWith("> 0020") ? "VERIFY" : "GENERAL AUTHENTICATE " + l.substring(6, 10))
                .toList();
    }

    private void assertSessionSays(String... lines) throws IOException {
        List<String> sessions = world.sessions();
        assertEquals(1, sessions.size());
        App.assertSays(sessions.get(0), lines);
    }

    @Test
    void anRsaKeyForDecryptionAnswersWhereThereIsNoOther() throws Throwable {
        aliceHas("9d", "rsa2048");
        assertEquals(List.of("VERIFY", "GENERAL AUTHENTICATE 079D"), sentBy(() -> world.load(World.PIN)));
        assertSessionSays("smart-card: yes\n", "proof: CHALLENGE\n");
        App.assertDecrypts(world.load(World.PIN), "only");
    }

    @Test
    void aKeyThatOnlyAgreesMeetsAnEphemeralOne() throws Throwable {
        aliceHas("9d", "p256");
        policy(User.REQUIRE_CARD);
        assertEquals(List.of("VERIFY", "GENERAL AUTHENTICATE 119D"), sentBy(() -> world.load(World.PIN)));
        assertTrue(card.log().stream().anyMatch(l -> l.startsWith("> 0087119D477C458200854104")), "tag 85 and a point");
        assertSessionSays("smart-card: yes\n", "proof: CHALLENGE\n", "schemes: ecdh\n");
    }

    @Test
    void aKeyForContractsSignsNoChallengeAndThePinAloneIsSaid() throws Throwable {
        aliceHas("9c", "p256");
        assertEquals(List.of("VERIFY"), sentBy(() -> world.load(World.PIN)));
        assertSessionSays("smart-card: no\n", "proof: PIN\n");
        KeyStore keys = world.load(World.PIN);
        assertEquals(List.of("VERIFY", "GENERAL AUTHENTICATE 119C"), sentBy(() -> App.assertSigns(keys, "only")));
    }

    @Test
    void thePinAloneIsNoCardToWhoMustHaveOne() throws Throwable {
        aliceHas("9c", "p256");
        policy(User.REQUIRE_CARD);
        List<String> sent = sentBy(() -> App.assertSays(
                App.refusal(Reason.REFUSED, () -> world.load(World.PIN)),
                "require.card",
                World.token(card),
                "challenge"));
        assertEquals(List.of("VERIFY"), sent);
        assertEquals(List.of(), world.sessions());
        assertFalse(card.isPinVerified());
    }
}
