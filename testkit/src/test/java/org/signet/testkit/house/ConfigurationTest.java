package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.SignetProvider;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** How the provider is found and configured, and what it says when that is wrong. */
class ConfigurationTest {
    @TempDir
    private Path temporary;

    private World world;

    @BeforeEach
    void bobIsEnrolled() throws IOException {
        world = new World(temporary).with("user=bob");
        world.enrolBob();
    }

    @AfterEach
    void end() {
        world.close();
    }

    // jca-facts 28
    @Test
    void theServiceLoaderFindsItOnTheClassPath() {
        List<Provider> found = new ArrayList<>();
        for (ServiceLoader.Provider<Provider> provider :
                ServiceLoader.load(Provider.class).stream().toList()) {
            if (provider.type() == SignetProvider.class) {
                found.add(provider.get());
            }
        }
        assertEquals(1, found.size());
        assertEquals("Signet", found.get(0).getName());
        assertTrue(found.get(0).isConfigured());
    }

    // jca-facts 19
    @Test
    void aSecondConfigurationIsNotLostBehindTheFirst() throws Exception {
        Provider first = world.provider();
        Provider second = first.configure(world.configuration());
        assertNotSame(first, second);
        assertNotEquals(first.getName(), second.getName());
        assertTrue(Security.addProvider(second) > 0, "addProvider dropped the second one");
        try {
            assertSame(second, Security.getProvider(second.getName()));
            KeyStore there = KeyStore.getInstance("Signet", second.getName());
            there.load(null, World.PASSPHRASE.toCharArray());
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(App.key(there, "bobkey"));
            assertSame(second, signature.getProvider());
            App.assertSigns(world.load(World.PASSPHRASE), "bobkey");
        } finally {
            ((AuthProvider) second).logout();
            Security.removeProvider(second.getName());
        }
    }

    @Test
    void aFileConfiguresItToo() throws Exception {
        Path file = temporary.resolve("signet.properties");
        Files.write(file, List.of("# for one program", "user = bob", "userfile = " + world.folder()));
        Provider provider = new SignetProvider().configure(file.toString());
        App.assertSigns(registered(provider, "bob"), "bobkey");
        ((AuthProvider) provider).logout();
        Security.removeProvider(provider.getName());
    }

    private static KeyStore registered(Provider provider, String user) throws Exception {
        Security.addProvider(provider);
        return World.load(provider, World.stub(user), World.PASSPHRASE);
    }

    @Test
    void aSystemPropertyGoesOverTheArgument() throws Exception {
        System.setProperty("signet.user", "nobody");
        try {
            App.assertSays(App.refusal(Reason.UNKNOWN, () -> world.load(World.PASSPHRASE)), "no user nobody");
        } finally {
            System.clearProperty("signet.user");
        }
    }

    @Test
    void whatTheBuildTellsItsTestsIsNoKey() throws Exception {
        String before = System.setProperty("signet.pcsc", "required");
        try {
            App.assertSigns(world.load(World.PASSPHRASE), "bobkey");
        } finally {
            if (before == null) {
                System.clearProperty("signet.pcsc");
            }
        }
    }

    // jca-facts 29: a constructor that throws makes the provider vanish in silence
    @Test
    void aWrongConfigurationIsSaidInWordsByTheFirstLoadAndByNothingBefore() throws Exception {
        String folder = "userfile=" + world.folder();
        wrong("--usre=bob", "unknown key usre", "the provider's argument", "userfile");
        wrong("--user", "KEY=VALUE");
        wrong("--" + folder + ";", "KEY=VALUE");
        wrong("--userfile=" + temporary.resolve("missing"), "missing", "does not exist");
        wrong(temporary.resolve("missing.properties").toString(), "cannot read", "missing.properties");
        wrong("--" + folder + ";card.readers=usb", "type:provider", "usb");
        wrong("--" + folder + ";card.serial=12 34", "card.serial", "12 34");
        wrong("--" + folder + ";card.timeout=soon", "card.timeout", "soon");
        wrong("--" + folder + ";card.timeout=0", "card.timeout");
        wrong("--" + folder + ";card.logout=maybe", "card.logout", "maybe");
        wrong("--" + folder + ";pin.cache=sometimes", "pin.cache", "sometimes");
        wrong("--" + folder + ";pin.file.piv=12345678=/pin", "pin.file.piv", "names no token");
        wrong("--" + folder + ";userfile.admin=me", "userfile.admin", "hex");
        wrong("", "cannot read");
    }

    private static void wrong(String argument, String... words) throws Exception {
        Provider provider = new SignetProvider().configure(argument);
        assertTrue(provider.getServices().size() > 5);
        assertFalse(provider.getService("Signature", "SHA256withRSA").supportsParameter("no key"));
        KeyStore store = KeyStore.getInstance("Signet", provider);
        for (int i = 0; i < 2; i++) { // said each time, not once
            App.assertSays(
                    App.refusal(Reason.CONFIGURATION, () -> store.load(null, World.PASSPHRASE.toCharArray())), words);
        }
        LoginException login =
                assertThrows(LoginException.class, () -> ((AuthProvider) provider).login(null, callbacks -> {}));
        App.assertSays(login.getMessage(), words);
        assertThrows(KeyStoreException.class, store::aliases);
    }

    @Test
    void anEncryptionServiceThatIsNoneIsNamedByTheFirstUseOfAKey() throws Exception {
        for (String name : List.of("Absent", "SunEC", "Signet")) {
            World other = new World(Files.createDirectory(temporary.resolve(name)))
                    .with("user=bob")
                    .with("service.rsa=" + name);
            other.enrolBob();
            KeyStore keys = other.load(World.PASSPHRASE);
            App.assertSays(
                    App.failure(App.key(keys, "bobkey"), Reason.CONFIGURATION),
                    "service.rsa=" + name + " ",
                    "installed and fit: SunJCE");
            other.close();
        }
    }

    @Test
    void aWrongConfigurationCanBePutRightWithoutANewProvider() throws Exception {
        Path missing = temporary.resolve("later");
        Provider provider = new SignetProvider().configure("--userfile=" + missing);
        App.refusal(Reason.CONFIGURATION, () -> World.load(provider, "", World.PASSPHRASE));
        Files.move(world.folder(), missing);
        App.assertSigns(registered(provider, "bob"), "bobkey");
        Security.removeProvider(provider.getName());
        Files.move(missing, world.folder());
    }

    @Test
    void aTerminalFactoryThatIsNotInstalledIsNamedAndAFileUserNeedsNone() throws Exception {
        Provider provider = new SignetProvider()
                .configure("--user=bob;userfile=" + world.folder() + ";card.readers=Emulated:Nobody");
        App.assertSigns(registered(provider, "bob"), "bobkey");
        ((AuthProvider) provider).logout();
        Security.removeProvider(provider.getName());
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        Files.setPosixFilePermissions(empty, Files.getPosixFilePermissions(world.folder()));
        Provider pinUser = new SignetProvider().configure("--userfile=" + empty + ";card.readers=Emulated:Nobody");
        App.assertSays(App.refusal(() -> World.load(pinUser, "", World.PIN)), "Nobody");
    }

    @Test
    void makingAndAskingTheProviderTouchesNeitherFileNorCard() throws Exception {
        EmulatedPivCard card = world.card("9a=p256");
        world.insert(card);
        Provider provider = world.another();
        for (Provider.Service service : provider.getServices()) {
            if (service.getType().equals("KeyPairGenerator")) { // who has not opted in is refused
                assertThrows(NoSuchAlgorithmException.class, () -> service.newInstance(null));
            } else if (!service.getType().equals("CertStore")) { // its constructor takes parameters
                service.newInstance(null);
            }
        }
        KeyStore.getInstance("Signet", provider);
        assertEquals(0, card.apdus());
        assertEquals(List.of("users/bob.user"), world.files());
    }
}
