package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** Every way in which a program may log in and out, on both roads: it does not know which one it goes. */
class LoginTest {
    private static final String DEFAULT_HANDLER = "auth.login.defaultCallbackHandler";

    enum Road {
        CARD("alice", World.PIN, World.WRONG_PIN, "piv-9a"),
        FILE("bob", World.PASSPHRASE, "incorrect horse battery", "bobkey");

        final String user;
        final String secret;
        final String wrong;
        final String alias;

        Road(String user, String secret, String wrong, String alias) {
            this.user = user;
            this.secret = secret;
            this.wrong = wrong;
            this.alias = alias;
        }
    }

    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;

    private AuthProvider provider(Road road) throws IOException {
        world = new World(temporary).with("user=" + road.user);
        card = world.card("9a=p256", "9d=rsa2048");
        world.insert(card);
        world.enrol("alice", card);
        world.enrolBob();
        return (AuthProvider) world.provider();
    }

    @AfterEach
    void theCounterIsRight() {
        world.close();
    }

    private static CallbackHandler answering(String secret) {
        return callbacks -> ((PasswordCallback) callbacks[0]).setPassword(secret.toCharArray());
    }

    private static KeyStore load(AuthProvider from, KeyStore.ProtectionParameter protection) throws Exception {
        KeyStore keys = KeyStore.getInstance("Signet", from);
        keys.load(() -> protection);
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void loadTakesAPasswordOrACallbackHandlerAsAParameter(Road road) throws Exception {
        AuthProvider provider = provider(road);
        App.assertSigns(load(provider, new KeyStore.PasswordProtection(road.secret.toCharArray())), road.alias);
        provider.logout();
        App.assertSigns(load(provider, new KeyStore.CallbackHandlerProtection(answering(road.secret))), road.alias);
        provider.logout();
        IOException wrong = assertThrows(
                IOException.class, () -> load(provider, new KeyStore.CallbackHandlerProtection(answering(road.wrong))));
        assertEquals(road == Road.FILE, wrong.getCause() instanceof UnrecoverableKeyException, wrong.getMessage());
        if (road == Road.CARD) {
            world.expectTries(card, 2);
        }
        IOException silent = assertThrows(
                IOException.class, () -> load(provider, new KeyStore.CallbackHandlerProtection(callbacks -> {})));
        assertEquals(Reason.PIN_NEEDED, App.reason(silent), silent.getMessage());
        IOException other =
                assertThrows(IOException.class, () -> load(provider, new KeyStore.ProtectionParameter() {}));
        App.assertSays(other.getMessage(), "need a password or a callback handler");
        assertEquals(List.of(), world.sessions());
    }

    @ParameterizedTest
    @EnumSource
    void withoutAParameterOrAPasswordTheKeysAreListedAndNobodyIsLoggedIn(Road road) throws Exception {
        AuthProvider provider = provider(road);
        List<String> expected = road == Road.CARD ? List.of() : List.of("bobkey");
        for (KeyStore keys : List.of(world.load(null), load(provider, null))) {
            assertTrue(Collections.list(keys.aliases()).containsAll(expected));
        }
        assertEquals(1, World.pinsSent(card), "the enrolment's own");
        assertEquals(List.of(), world.sessions());
    }

    @ParameterizedTest
    @EnumSource
    void authProviderAsksTheHandlerThatWasGivenElseTheOneThatWasSetElseTheOneThatJavaSecurityNames(Road road)
            throws Exception {
        AuthProvider provider = provider(road);
        CallbackHandler never = callbacks -> {
            throw new IOException("asked");
        };
        provider.setCallbackHandler(never);
        provider.login(null, answering(road.secret));
        assertOpen(road);
        provider.logout();
        assertClosed();
        Security.setProperty(DEFAULT_HANDLER, Throwing.class.getName());
        provider.setCallbackHandler(answering(road.secret));
        provider.login(null, null);
        assertOpen(road);
        provider.logout();
        assertClosed();
        provider.setCallbackHandler(null);
        Class<?> named = road == Road.CARD ? PinHandler.class : PassphraseHandler.class;
        Security.setProperty(DEFAULT_HANDLER, named.getName());
        provider.login(null, null);
        assertOpen(road);
        provider.logout();
        assertClosed();
        Security.setProperty(DEFAULT_HANDLER, "");
        LoginException nobody = assertThrows(LoginException.class, () -> provider.login(null, null));
        App.assertSays(nobody.getMessage(), "no callback handler", DEFAULT_HANDLER);
    }

    private void assertOpen(Road road) throws Exception {
        assertEquals(1, world.sessions().size());
        App.assertSigns(world.load(null), road.alias);
    }

    private void assertClosed() throws IOException {
        assertEquals(List.of(), world.sessions());
        assertFalse(card.isPinVerified());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no.such.Handler", "java.lang.String", "javax.security.auth.callback.CallbackHandler"})
    void aDefaultHandlerThatCannotBeMadeIsNamed(String name) throws Exception {
        AuthProvider provider = provider(Road.CARD);
        Security.setProperty(DEFAULT_HANDLER, name);
        LoginException e = assertThrows(LoginException.class, () -> provider.login(null, null));
        App.assertSays(e.getMessage(), DEFAULT_HANDLER, name);
        Security.setProperty(DEFAULT_HANDLER, "");
    }

    /** As java.security names one, by its class. */
    public static final class PinHandler implements CallbackHandler {
        @Override
        public void handle(Callback[] callbacks) throws IOException {
            assertInstanceOf(PasswordCallback.class, callbacks[0]).setPassword(World.PIN.toCharArray());
        }
    }

    /** The same for somebody without a card. */
    public static final class PassphraseHandler implements CallbackHandler {
        @Override
        public void handle(Callback[] callbacks) throws IOException {
            assertInstanceOf(PasswordCallback.class, callbacks[0]).setPassword(World.PASSPHRASE.toCharArray());
        }
    }

    /** Must not be asked. */
    public static final class Throwing implements CallbackHandler {
        @Override
        public void handle(Callback[] callbacks) throws IOException {
            throw new IOException("asked");
        }
    }

    /** Alice's and Bob's sessions in a JVM that ends by itself, and in one that is told to. */
    @Test
    void theEndOfTheJvmLogsEverybodyOut() throws Exception {
        provider(Road.CARD); // its folder stays empty
        Path going = Files.createDirectory(temporary.resolve("going"));
        Path waiting = Files.createDirectory(temporary.resolve("waiting"));
        ChildJvm goes = ChildJvm.start(going, List.of(), Leaving.class, going.toString(), "go");
        ChildJvm waits = ChildJvm.start(waiting, List.of(), Leaving.class, waiting.toString(), "wait");
        assertEquals("sessions: 2, verified: true", goes.line());
        assertEquals("sessions: 2, verified: true", waits.line());
        goes.ends(0);
        waits.terminate();
        waits.ends(128 + 15);
        for (Path home : List.of(going, waiting)) {
            try (Stream<Path> left = Files.list(home.resolve("signet/sessions"))) {
                assertEquals(List.of(), left.toList());
            }
            List<String> log = Files.readAllLines(home.resolve("apdus"));
            assertEquals(List.of("> 0020FF80", "< 9000"), log.subList(log.size() - 2, log.size()));
        }
    }

    @Test
    void loadingAgainWhileTheSessionLivesCostsNoApdu() throws Exception {
        AuthProvider provider = provider(Road.CARD);
        KeyStore first = world.load(World.PIN);
        App.assertSigns(first, "piv-9a");
        List<String> log = card.log();
        for (int i = 0; i < 3; i++) {
            world.load(World.PIN);
            load(provider, new KeyStore.CallbackHandlerProtection(answering(World.PIN)));
            world.load(null);
            provider.login(null, answering(World.PIN));
        }
        assertEquals(log, card.log());
        assertEquals(1, world.sessions().size());
        App.assertSigns(first, "piv-9a");
    }

    @ParameterizedTest
    @EnumSource
    void everyAliasHasACreationDateAndNoOtherHasOne(Road road) throws Exception {
        Date before = Date.from(Instant.now().minus(1, ChronoUnit.DAYS));
        provider(road);
        KeyStore keys = world.load(road.secret);
        List<String> aliases = Collections.list(keys.aliases());
        assertFalse(aliases.isEmpty());
        for (String alias : aliases) {
            Date created = keys.getCreationDate(alias);
            assertEquals(created, keys.getCreationDate(alias));
            assertFalse(created.after(new Date()), alias + " " + created);
            if (road == Road.CARD) {
                assertEquals(((X509Certificate) keys.getCertificate(alias)).getNotBefore(), created);
            } else {
                assertTrue(created.after(before), alias + " " + created);
            }
        }
        if (road == Road.FILE) {
            String text = Files.readString(world.userFile("bob"));
            App.assertSays(text, "created: " + keys.getCreationDate("bobkey").toInstant());
        }
        assertNull(keys.getCreationDate("nobody"));
    }
}
