package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.signet.House;
import org.signet.key.Facility;
import org.signet.key.KeyId;
import org.signet.key.KeyRef;
import org.signet.key.NewKey;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest.Kind;
import org.signet.manager.NewFacilityKey;
import org.signet.testkit.piv.EmulatedPivCard;

/** Four users of one program, each with an RSA key and an EC key: two with cards, one whose keys are in the file, one whose keys are in a facility. */
final class Household implements AutoCloseable {
    private static final List<String> CARD = List.of("alice", "carol");
    private static final List<String> FACILITY = List.of("dave");
    private static final String STORE_PASSWORD = "the store's own";
    static final List<String> NAMES = List.of("alice", "bob", "carol", "dave");

    /** What an operation says of a handle whose owner is not connected, has gone, or never had such a key. */
    static final Set<Reason> NOT_HIS =
            EnumSet.of(Reason.NOT_CONNECTED, Reason.REMOVED, Reason.WRONG_CARD, Reason.NO_CARD, Reason.UNKNOWN);

    private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

    final World world;
    final Map<String, EmulatedPivCard> cards = new LinkedHashMap<>();
    private final Map<String, List<Handle>> handles = new LinkedHashMap<>();

    /** One key of somebody's as an application holds it. */
    record Handle(String owner, PrivateKey key, PublicKey pair, List<KeyUse> uses) {
        KeyRef ref() {
            return new KeyRef(owner, KeyId.of(pair));
        }
    }

    Household(Path temporary) throws Exception {
        world = new World(temporary).with("user=alice");
        for (String name : CARD) {
            EmulatedPivCard card = world.watched(world.builder()
                    .key("9a", Keys.named(name + "9a", "rsa2048"))
                    .key("9c", Keys.named(name + "9c", "p256"))
                    .key("9d", Keys.named(name + "9d", "p256")));
            cards.put(name, card);
            world.insert(card);
            world.enrol(name, card);
        }
        for (String name : List.of("bob", "dave")) {
            enrolByPassphrase(name);
        }
        for (String name : NAMES) {
            handles.put(name, handles(world.provider(), name));
        }
    }

    /** Once in a JVM, for Argon2id takes its time; later worlds get a copy of the file. */
    private void enrolByPassphrase(String name) throws Exception {
        Path file = world.userFile(name);
        if (FILES.containsKey(name)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, FILES.get(name));
            return;
        }
        world.enrolByPassphrase(name);
        KeyPair pair = Keys.named(name, "p256");
        try (House house = House.open(Optional.of(world.configuration()))) {
            if (FACILITY.contains(name)) {
                house.administration()
                        .addFacilityKey(name, stored("daversa", Keys.named("daversa", "rsa2048")), secret(name));
                house.administration().addFacilityKey(name, stored("daveec", pair), secret(name));
            } else {
                X509Certificate certificate = Keys.certificate(name, pair);
                NewKey key = new NewKey(name + "ec", pair.getPrivate(), pair.getPublic(), List.of(certificate));
                house.manager().login(name, secret(name));
                house.manager().create(name, key);
            }
        }
        FILES.put(name, Files.readAllBytes(file));
    }

    /** In a PKCS #12 of its own, whose password is kept, wrapped. */
    private static NewFacilityKey stored(String alias, KeyPair pair) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12", "SUN");
        store.load(null, null);
        Certificate[] chain = {Keys.certificate(alias, pair)};
        store.setKeyEntry(alias, pair.getPrivate(), STORE_PASSWORD.toCharArray(), chain);
        Path folder = Files.createTempDirectory("signet-household"); // as long as the copied file names it
        Path file = folder.resolve(alias + ".p12");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        folder.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
        return new NewFacilityKey(Facility.file("PKCS12", file.toString()), Optional.empty(), Optional.empty(), true);
    }

    /** Found without a login: a handle is no session. */
    static List<Handle> handles(Provider by, String name) throws GeneralSecurityException, IOException {
        KeyStore store = World.load(by, World.stub(name), null);
        List<Handle> found = new ArrayList<>();
        for (String alias : CARD.contains(name)
                ? List.of("piv-9a", "piv-9c", "piv-9d")
                : List.of(name + (FACILITY.contains(name) ? "rsa" : "key"), name + "ec")) {
            PublicKey pair = store.getCertificate(alias).getPublicKey();
            List<KeyUse> uses = switch (alias) {
                case "piv-9c" -> List.of(KeyUse.SIGN_ECDSA);
                case "piv-9d" -> List.of(KeyUse.AGREE);
                default -> KeyUse.of(pair.getAlgorithm());
            };
            found.add(new Handle(name, App.key(store, alias), pair, uses));
        }
        return found;
    }

    KeyStore login(String name) throws GeneralSecurityException, IOException {
        return world.loadAs(name, CARD.contains(name) ? World.PIN : World.PASSPHRASE);
    }

    static SecretPrompt secret(String name) {
        String secret = CARD.contains(name) ? World.PIN : World.PASSPHRASE;
        return request -> Optional.of(new Secret(
                (request.kind() == Kind.FACILITY ? STORE_PASSWORD : secret).toCharArray(), Secret.Origin.PROGRAM));
    }

    List<Handle> of(String name) {
        return handles.get(name);
    }

    /** Each key of each user, each use: it works for those who are connected, and for nobody else; one text for all of a kind. */
    void assertWork(Set<String> connected) throws Exception {
        int tried = 0;
        for (String name : NAMES) {
            for (Handle handle : handles.get(name)) {
                for (KeyUse use : handle.uses()) {
                    String triple = name + ", " + handle.key() + ", " + use;
                    if (connected.contains(name)) {
                        assertTrue(use.works(world.provider(), handle.key(), handle.pair()), triple);
                    } else {
                        assertRefused(triple, handle, use);
                    }
                    tried++;
                }
            }
        }
        assertEquals(NAMES.size() * KeyUse.values().length, tried);
    }

    private void assertRefused(String triple, Handle handle, KeyUse use) {
        Exception e =
                assertThrows(Exception.class, () -> use.works(world.provider(), handle.key(), handle.pair()), triple);
        assertTrue(NOT_HIS.contains(App.reason(e)), () -> triple + ": " + e);
    }

    @Override
    public void close() {
        world.close();
    }
}
