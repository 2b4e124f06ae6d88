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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.reader.EmulatedReaders;
import org.signet.testkit.terminal.TestkitProvider;

/**
 * Two applications of one server, each with a signet.jar of its own class loader: the JVM shares one Card between them, which one
 * thread at a time may have to itself (jca-facts 57).
 */
class TwoLoadersIT {
    private static final int TIMES = 25;

    @TempDir
    private Path folder;

    @Test
    void theyTakeTurnsAtOneCard() throws Exception {
        EmulatedPivCard card = EmulatedPivCard.builder().key("9a", "p256").build();
        EmulatedReaders readers = new EmulatedReaders("Shared");
        readers.insert("Shared", card);
        Security.addProvider(new TestkitProvider(readers));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (URLClassLoader one = loader();
                URLClassLoader other = loader()) {
            Provider first = provider(one);
            Provider second = provider(other);
            assertNotSame(first.getClass(), second.getClass());
            for (Future<Integer> signed : threads.invokeAll(List.of(application(first), application(second)))) {
                assertEquals(TIMES, signed.get());
            }
            ((AuthProvider) first).logout();
            ((AuthProvider) second).logout();
        } finally {
            threads.shutdown();
            Security.removeProvider(TestkitProvider.NAME);
        }
        assertEquals(3, card.pinTries());
    }

    private static URLClassLoader loader() throws Exception {
        return new URLClassLoader(new URL[] {Checkout.SIGNET.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    private Provider provider(ClassLoader loader) throws Exception {
        Path users = Files.createTempDirectory(
                folder, "users", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Class.forName("org.signet.SignetProvider", true, loader)
                .asSubclass(Provider.class)
                .getConstructor()
                .newInstance()
                .configure(
                        "--userfile=" + users + ";card.readers=" + TestkitProvider.TYPE + ":" + TestkitProvider.NAME);
    }

    private static Callable<Integer> application(Provider signet) {
        return () -> {
            KeyStore keys = KeyStore.getInstance("Signet", signet);
            keys.load(null, "123456".toCharArray());
            PrivateKey key = (PrivateKey) keys.getKey("piv-9a", null);
            Certificate certificate = keys.getCertificate("piv-9a");
            for (int i = 0; i < TIMES; i++) {
                Signature signs = Signature.getInstance("SHA256withECDSA", signet);
                signs.initSign(key);
                signs.update((byte) i);
                byte[] value = signs.sign();
                Signature verifies = Signature.getInstance("SHA256withECDSA");
                verifies.initVerify(certificate);
                verifies.update((byte) i);
                assertTrue(verifies.verify(value));
            }
            return TIMES;
        };
    }
}
