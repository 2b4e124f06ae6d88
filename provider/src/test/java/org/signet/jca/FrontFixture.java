package org.signet.jca;

import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.signet.TestKeys;
import org.signet.crypto.SoftwareKeys;
import org.signet.key.Primitive;

/** The front over a fake manager, the last of the installed providers, with Bouncy Castle as the first. */
abstract class FrontFixture {
    final FakeManager manager = new FakeManager();
    final AtomicInteger composed = new AtomicInteger();
    final Provider provider = new Front(new LazyManager(() -> {
        composed.incrementAndGet();
        return manager;
    }));

    static final class Front extends Provider {
        private static final long serialVersionUID = 1;

        Front(LazyManager manager) {
            super("FrontUnderTest", "0", "the front of Signet over a fake manager");
            Algorithms.services(this, manager).forEach(this::putService);
        }
    }

    @BeforeEach
    void registeredLastBehindBouncyCastle() {
        Security.insertProviderAt(new BouncyCastleProvider(), 1);
        Security.addProvider(provider);
        manager.put("rsa", TestKeys.rsa(), Primitive.RSA_RAW);
        manager.put("ec", TestKeys.ec(), Primitive.ECDSA, Primitive.ECDH);
    }

    @AfterEach
    void removed() {
        Security.removeProvider("FrontUnderTest");
        Security.removeProvider("BC");
    }

    KeyStore store(String password) throws Exception {
        KeyStore store = KeyStore.getInstance("Signet");
        store.load(null, password.toCharArray());
        return store;
    }

    PrivateKey key(String alias) throws Exception {
        return (PrivateKey) store("123456").getKey(alias, null);
    }

    /** A key pair of the kind that a row takes. */
    static KeyPair software(Algorithms.Row row) {
        return row.handle() == RsaHandle.class
                ? TestKeys.rsa()
                : row.handle() == EcHandle.class ? TestKeys.ec() : TestKeys.named(kind(row));
    }

    private static String kind(Algorithms.Row row) {
        return switch (row.name()) {
            case "EdDSA" -> "Ed25519";
            case "XDH" -> "X25519";
            case "ML-DSA" -> "ML-DSA-65";
            case "DiffieHellman" -> "DH";
            default -> row.handle() == DsaHandle.class ? "DSA" : row.name();
        };
    }

    /** A handle of the same. */
    PrivateKey handle(Algorithms.Row row) throws Exception {
        KeyPair pair = software(row);
        manager.put(
                row.name(), pair, Set.copyOf(SoftwareKeys.can(pair.getPublic())).toArray(Primitive[]::new));
        return key(row.name());
    }
}
