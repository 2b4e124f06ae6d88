package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Pcscd;
import org.signet.testkit.process.ReaderTurn;
import org.signet.testkit.reader.EmulatedReaders;
import org.signet.testkit.terminal.TestkitProvider;

/**
 * Two applications of one server, each with a signet.jar of its own class loader, at one card and one user file: the JVM shares one
 * Card between them, which one thread at a time may have to itself (jca-facts 57), and one lock on the folder (46).
 */
class TwoLoadersIT {
    private static final int TIMES = 25;
    private static final String PASSPHRASE = "correct horse battery";

    @TempDir
    private Path folder;

    @Test
    void theyTakeTurnsAtOneCard() throws Exception {
        EmulatedPivCard card = EmulatedPivCard.builder().key("9a", "p256").build();
        EmulatedReaders readers = new EmulatedReaders("Shared");
        readers.insert("Shared", card);
        Security.addProvider(new TestkitProvider(readers));
        try {
            bothSign("card.readers=" + TestkitProvider.TYPE + ":" + TestkitProvider.NAME);
        } finally {
            Security.removeProvider(TestkitProvider.NAME);
        }
        assertEquals(3, card.pinTries());
    }

    @Test
    void theyTakeTurnsAtOneCardInPcscd() throws Exception {
        Pcscd.require(TwoLoadersIT.class);
        EmulatedPivCard card = EmulatedPivCard.builder().key("9a", "p256").build();
        VirtualReader reader = VirtualReader.with(card);
        try {
            bothSign("card.readers=auto");
        } finally {
            reader.close();
        }
        assertEquals(3, card.pinTries());
    }

    private void bothSign(String readers) throws Exception {
        both(readers, provider -> {
            KeyStore keys = load(provider, "123456");
            for (int i = 0; i < TIMES; i++) {
                assertSigns(provider, keys, "piv-9a", "SHA256withECDSA");
            }
        });
    }

    /** Each takes in keys of its own and uses the other's: none is lost, and each sees what the other wrote. */
    @Test
    void theyWriteOneUserFile() throws Exception {
        ReaderTurn.take(); // a card beside a passphrase would be refused
        try {
            theyWriteOne();
        } finally {
            ReaderTurn.end();
        }
    }

    private void theyWriteOne() throws Exception {
        Desk desk = new Desk(folder);
        KeyTools tools = new KeyTools(desk);
        tools.makePkcs12();
        KeyStore source = KeyStore.getInstance(desk.at("my.p12").toFile(), "changeit".toCharArray());
        Certificate[] chain = source.getCertificateChain("me");
        PrivateKey key = (PrivateKey) source.getKey("me", "changeit".toCharArray());
        try (URLClassLoader first = loader()) {
            Provider signet = provider(first, "card.timeout=30");
            load(signet, PASSPHRASE).setKeyEntry("first", key, null, chain); // enrols
            ((AuthProvider) signet).logout();
        }
        AtomicInteger who = new AtomicInteger();
        both("card.timeout=30", provider -> {
            int me = who.incrementAndGet();
            KeyStore keys = load(provider, PASSPHRASE);
            for (int i = 0; i < TIMES; i++) {
                keys.setKeyEntry("entry-" + me + "-" + i, keys.getKey("first", null), null, chain);
                assertSigns(provider, keys, "entry-" + me + "-" + i, "SHA256withRSA");
            }
        });
        try (URLClassLoader third = loader()) {
            Provider signet = provider(third, "card.timeout=30");
            assertEquals(1 + 2 * TIMES, load(signet, PASSPHRASE).size());
            ((AuthProvider) signet).logout();
        }
    }

    private interface Application {
        void run(Provider signet) throws Exception;
    }

    /** The same application twice at once, each with a Signet of its own class loader. */
    private void both(String setting, Application application) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (URLClassLoader one = loader();
                URLClassLoader other = loader()) {
            Provider first = provider(one, setting);
            Provider second = provider(other, setting);
            assertNotSame(first.getClass(), second.getClass());
            for (Future<Boolean> done :
                    threads.invokeAll(List.of(task(first, application), task(second, application)))) {
                assertTrue(done.get());
            }
            ((AuthProvider) first).logout();
            ((AuthProvider) second).logout();
        } finally {
            threads.shutdown();
        }
    }

    private static Callable<Boolean> task(Provider signet, Application application) {
        return () -> {
            application.run(signet);
            return true;
        };
    }

    private static URLClassLoader loader() throws Exception {
        return new URLClassLoader(new URL[] {Checkout.SIGNET.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    private Provider provider(ClassLoader loader, String setting) throws Exception {
        Path users = folder.resolve("users");
        if (Files.notExists(users)) {
            Files.createDirectory(
                    users, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return Class.forName("org.signet.SignetProvider", true, loader)
                .asSubclass(Provider.class)
                .getConstructor()
                .newInstance()
                .configure("--userfile=" + users + ";" + setting);
    }

    private static KeyStore load(Provider signet, String password) throws Exception {
        KeyStore keys = KeyStore.getInstance("Signet", signet);
        keys.load(null, password.toCharArray());
        return keys;
    }

    private static void assertSigns(Provider signet, KeyStore keys, String alias, String algorithm) throws Exception {
        Signature signs = Signature.getInstance(algorithm, signet);
        signs.initSign((PrivateKey) keys.getKey(alias, null));
        signs.update((byte) 1);
        byte[] value = signs.sign();
        Signature verifies = Signature.getInstance(algorithm);
        verifies.initVerify(keys.getCertificate(alias));
        verifies.update((byte) 1);
        assertTrue(verifies.verify(value));
    }
}
