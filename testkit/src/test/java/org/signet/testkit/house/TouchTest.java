package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.TextOutputCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.House;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.User;
import org.signet.testkit.piv.EmulatedPivCard;

/** A YubiKey's key that wants to be touched: its owner is told in time, touches it once, and is told when that was too late. */
class TouchTest {
    private static final Duration SOON = Duration.ofMillis(20);

    @TempDir
    private Path temporary;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CallbackHandler person = callbacks -> {
        if (callbacks[0] instanceof TextOutputCallback text) {
            told.add(text.getMessage());
        } else if (callbacks[0] instanceof PasswordCallback asked) {
            asked.setPassword(World.PIN.toCharArray());
        } else {
            throw new UnsupportedCallbackException(callbacks[0]);
        }
    };
    private World world;

    @BeforeEach
    void build() throws IOException {
        world = new World(temporary);
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    /** Its 9A wants a touch, its 9C does not. */
    private EmulatedPivCard card(String policy, UnaryOperator<EmulatedPivCard.Builder> more) {
        EmulatedPivCard card = world.watched(more.apply(world.builder()
                .key("9a", Keys.named("touched 9a", "p256"))
                .key("9c", Keys.named("touched 9c", "p256"))
                .touch("9a", policy)));
        world.insert(card);
        return card;
    }

    private KeyStore load() throws Exception {
        KeyStore keys = KeyStore.getInstance("Signet", world.provider());
        keys.load(() -> new KeyStore.CallbackHandlerProtection(person));
        return keys;
    }

    private String notice(EmulatedPivCard card) {
        return "Signet: touch " + World.token(card) + " now";
    }

    @Test
    void eachSignatureIsAnnouncedAndStillOneCommand() throws Exception {
        EmulatedPivCard card = card("always", b -> b.touchedAfter(SOON));
        KeyStore keys = load();
        App.assertSigns(keys, "piv-9c");
        assertEquals(List.of(), told);
        App.assertSigns(keys, "piv-9a");
        assertEquals(List.of(notice(card)), told);
        int before = card.apdus();
        App.assertSigns(keys, "piv-9a");
        assertEquals(1, card.apdus() - before);
        assertEquals(List.of(notice(card), notice(card)), told);
    }

    @Test
    void theTouchIsAwaitedOnceThePersonKnows() throws Exception {
        EmulatedPivCard card = card("always", b -> b);
        KeyStore keys = load();
        CompletableFuture<Void> finger = CompletableFuture.runAsync(() -> {
            World.await("the key to wait", card::isTouchAwaited);
            assertEquals(List.of(notice(card)), told);
            card.touch();
        });
        App.assertSigns(keys, "piv-9a");
        finger.join();
    }

    @Test
    void aCachedTouchIsAskedForOnce() throws Exception {
        EmulatedPivCard card = card("cached", b -> b.touchedAfter(SOON));
        KeyStore keys = load();
        App.assertSigns(keys, "piv-9a");
        App.assertSigns(keys, "piv-9a");
        assertEquals(List.of(notice(card)), told);
    }

    @Test
    void nobodyTouchesAndTheErrorSaysSo() throws Exception {
        EmulatedPivCard card = card("always", b -> b.touchPatience(SOON));
        KeyStore keys = load();
        int before = card.count(EmulatedPivCard.GENERAL_AUTHENTICATE);
        String said = App.failure(App.key(keys, "piv-9a"), Reason.TIMEOUT);
        App.assertSays(said, "GENERAL AUTHENTICATE 9a answered 6982", "wants to be touched", World.token(card));
        assertEquals(1, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE) - before, "it was not waited for twice");
        App.assertSigns(keys, "piv-9c"); // the session goes on
    }

    @Test
    void theAuditTrailSaysThatATouchIsAwaited() throws Exception {
        EmulatedPivCard card = card("always", b -> b.touchedAfter(SOON));
        KeyStore keys = load();
        try (Trail trail = new Trail(temporary, World.token(card))) {
            App.assertSigns(keys, "piv-9a");
            world.provider();
            List<String> lines = trail.lines();
            assertTrue(
                    lines.stream().anyMatch(l -> l.contains("action=touch") && l.contains("outcome=awaited")),
                    lines::toString);
        }
    }

    private void assertSessionSays(String... lines) throws IOException {
        List<String> sessions = world.sessions();
        assertEquals(1, sessions.size());
        App.assertSays(sessions.get(0), lines);
    }

    /** No administrator vouches for her file: until that signature nothing else of hers is used. */
    @Test
    void theFirstSignatureProvesTheLogin() throws Exception {
        world.with("user=alice");
        EmulatedPivCard card = card("always", b -> b.touchedAfter(SOON));
        world.enrol("alice", card);
        int before = card.count(EmulatedPivCard.GENERAL_AUTHENTICATE);
        KeyStore keys = load();
        assertEquals(0, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE) - before, "nothing was challenged");
        assertSessionSays("smart-card: no\n", "proof: PENDING\n");
        App.assertSays(App.failure(App.key(keys, "piv-9c"), Reason.REFUSED), "not proved yet", World.token(card));
        assertEquals(List.of(), told);
        App.assertSigns(keys, "piv-9a");
        assertEquals(List.of(notice(card)), told);
        assertSessionSays("smart-card: yes\n", "proof: CHALLENGE\n");
        App.assertSigns(keys, "piv-9c");
    }

    @Test
    void aSignatureThatFailsProvesNothing() throws Exception {
        world.with("user=alice");
        EmulatedPivCard card = card("always", b -> b.touchPatience(Duration.ofMillis(500)));
        CompletableFuture<Void> finger = CompletableFuture.runAsync(() -> {
            World.await("the enrolment to wait", card::isTouchAwaited);
            card.touch();
        });
        world.enrol("alice", card);
        finger.join();
        App.failure(App.key(load(), "piv-9a"), Reason.TIMEOUT);
        assertSessionSays("smart-card: no\n", "proof: PENDING\n");
    }

    @Test
    void whoMustShowACardCannotDoItByAKeyThatIsNotChallenged() throws Exception {
        world.with("user=alice");
        EmulatedPivCard card = card("always", b -> b.touchedAfter(SOON));
        world.enrol("alice", card);
        try (House house = House.open(Optional.of(world.configuration()))) {
            house.administration()
                    .amend(
                            "alice",
                            u -> u.withPolicy(List.of(User.REQUIRE_CARD)),
                            request -> Optional.of(new Secret(World.PIN.toCharArray(), Secret.Origin.PROGRAM)));
        }
        App.assertSays(App.refusal(Reason.REFUSED, this::load), "require.card", "wants a touch", World.token(card));
        assertEquals(List.of(), world.sessions());
    }
}
