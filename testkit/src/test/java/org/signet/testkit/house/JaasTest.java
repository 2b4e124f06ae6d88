package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.URIParameter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.GidPrincipal;
import org.signet.SignetSession;
import org.signet.UidPrincipal;
import org.signet.UserPrincipal;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** JAAS by a stock configuration file and LoginContext, with the provider's own sessions behind it. */
class JaasTest {
    private static final String MODULE = "org.signet.SignetLoginModule required";

    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;

    @BeforeEach
    void begin() throws IOException {
        world = new World(temporary).with("user=alice");
        card = world.card("9a=p256");
        world.insert(card);
        world.enrol("alice", card);
        world.enrolBob();
        world.provider();
    }

    @AfterEach
    void end() {
        world.close();
    }

    static Path configuration(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("jaas.config"), "App {\n" + text + "\n};\n");
    }

    private LoginContext context(String options, CallbackHandler handler) throws Exception {
        Path file = configuration(
                temporary, MODULE + " provider=\"" + world.provider().getName() + "\" " + options + ";");
        return context(file, handler);
    }

    private static LoginContext context(Path file, CallbackHandler handler) throws Exception {
        Configuration stock = Configuration.getInstance("JavaLoginConfig", new URIParameter(file.toUri()));
        return new LoginContext("App", null, handler, stock);
    }

    static CallbackHandler answering(String user, String secret) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    name.setName(user);
                } else if (callback instanceof PasswordCallback password) {
                    password.setPassword(secret.toCharArray());
                }
            }
        };
    }

    private static Set<String> names(Subject subject) {
        return subject.getPrincipals().stream()
                .map(p -> p.getClass().getSimpleName() + " " + p.getName())
                .collect(Collectors.toSet());
    }

    @Test
    void aLoginYieldsPrincipalsAndTheSessionAndALogoutTakesThemAwayAndEndsIt() throws Exception {
        LoginContext context = context("user=alice", answering("nobody", World.PIN));
        context.login();
        Subject subject = context.getSubject();
        long uid = ((Number) Files.getAttribute(world.folder(), "unix:uid")).longValue();
        long gid = subject.getPrincipals(GidPrincipal.class).iterator().next().gid();
        assertEquals(Set.of(new UserPrincipal("alice")), subject.getPrincipals(UserPrincipal.class));
        assertEquals(Set.of(new UidPrincipal(uid)), subject.getPrincipals(UidPrincipal.class));
        assertEquals(Set.of("UserPrincipal alice", "UidPrincipal " + uid, "GidPrincipal " + gid), names(subject));
        SignetSession session =
                subject.getPrivateCredentials(SignetSession.class).iterator().next();
        assertEquals("alice", session.user());
        assertEquals(World.token(card), session.token());
        assertTrue(session.smartCard());
        assertFalse(session.isDestroyed());
        App.assertSays(world.sessions().get(0), "id: " + session.id());
        PrivateKey handle = App.key(world.load(null), "piv-9a");
        App.assertSigns(handle, card.certificate("9a").orElseThrow());
        context.logout();
        assertEquals(Set.of(), subject.getPrincipals());
        assertEquals(Set.of(), subject.getPrivateCredentials());
        assertTrue(session.isDestroyed());
        App.failure(handle, Reason.NOT_CONNECTED);
        assertEquals(List.of(), world.sessions());
    }

    @Test
    void theHandlerNamesTheUserWhereTheConfigurationDoesNot() throws Exception {
        LoginContext context = context("", answering("bob", World.PASSPHRASE));
        context.login();
        assertTrue(context.getSubject().getPrincipals().contains(new UserPrincipal("bob")));
        App.assertSigns(world.loadAs("bob", null), "bobkey");
        LoginContext usual = context("", callbacks -> {
            if (callbacks[0] instanceof PasswordCallback password) {
                password.setPassword(World.PIN.toCharArray());
            } // and names nobody
        });
        usual.login();
        assertTrue(usual.getSubject().getPrincipals().contains(new UserPrincipal("alice")));
        usual.logout();
        App.assertSigns(world.loadAs("bob", null), "bobkey");
        context.logout();
    }

    @Test
    void aWrongSecretIsAFailedLoginThatLeavesNothing() throws Exception {
        LoginContext context = context("user=alice", answering("", World.WRONG_PIN));
        FailedLoginException e = assertThrows(FailedLoginException.class, context::login);
        App.assertSays(e.getMessage(), "wrong PIN", "2 tries left");
        assertEquals(List.of(), world.sessions());
        world.expectTries(card, 2);
        LoginException nobody = assertThrows(
                LoginException.class, () -> context("user=alice", null).login());
        App.assertSays(nobody.getMessage(), "no callback handler");
    }

    /** By the book: what this module did is undone when another required one fails. */
    @Test
    void anAbortedLoginLeavesNoSession() throws Exception {
        Path file = configuration(
                temporary,
                MODULE + " provider=\"" + world.provider().getName() + "\" user=bob;\n" + MODULE
                        + " provider=\"NoSuchProvider\";");
        LoginContext context = context(file, answering("", World.PASSPHRASE));
        LoginException e = assertThrows(LoginException.class, context::login);
        App.assertSays(e.getMessage(), "NoSuchProvider", "not installed");
        assertEquals(List.of(), world.sessions());
    }

    @Test
    void theCredentialEndsItsOwnSessionAndNoLaterOne() throws Exception {
        LoginContext context = context("user=bob", answering("", World.PASSPHRASE));
        context.login();
        SignetSession session = context.getSubject()
                .getPrivateCredentials(SignetSession.class)
                .iterator()
                .next();
        session.destroy();
        assertEquals(List.of(), world.sessions());
        world.loadAs("bob", World.PASSPHRASE);
        session.destroy();
        assertEquals(1, world.sessions().size());
        world.provider();
        context.getSubject().setReadOnly();
        assertThrows(
                LoginException.class,
                () -> new LoginContext(
                                "App",
                                context.getSubject(),
                                answering("", World.PASSPHRASE),
                                Configuration.getInstance(
                                        "JavaLoginConfig",
                                        new URIParameter(
                                                temporary.resolve("jaas.config").toUri())))
                        .login());
        assertEquals(List.of(), world.sessions(), "a subject that takes nothing gets no session");
    }

    /** As a program is started with it: -Djava.security.auth.login.config. */
    @Test
    void aProgramWithAConfigurationFileLogsIn() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("child"));
        Path file = configuration(folder, MODULE + ";");
        ChildJvm child = ChildJvm.start(
                folder, List.of("-Djava.security.auth.login.config=" + file), Program.class, folder.toString());
        assertEquals("bob true 0", child.line());
        child.ends(0);
    }

    /** The user is its provider's own. */
    public static final class Program {
        private Program() {}

        public static void main(String[] args) throws Exception {
            World world = new World(Path.of(args[0])).with("user=bob");
            world.enrolBob();
            assertTrue(world.provider() instanceof AuthProvider);
            LoginContext context = new LoginContext("App", answering("", World.PASSPHRASE));
            context.login();
            String name = context.getSubject().getPrincipals(UserPrincipal.class).stream()
                    .map(Principal::getName)
                    .collect(Collectors.joining());
            boolean signs = App.verifies(
                    world.load(null).getCertificate("bobkey"), App.sign(App.key(world.load(null), "bobkey")));
            context.logout();
            System.out.println(name + " " + signs + " " + world.sessions().size());
        }
    }
}
