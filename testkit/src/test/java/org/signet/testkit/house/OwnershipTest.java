package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamConstants;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.House;
import org.signet.crypto.Digest;
import org.signet.crypto.Scheme;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyRef;
import org.signet.key.Reason;
import org.signet.manager.KeyStoreManager;
import org.signet.testkit.house.Household.Handle;

/** Each user's keys are for his own session: every user, every key, every operation, by every road that leads past it. */
class OwnershipTest {
    @TempDir
    private Path temporary;

    private Household household;
    private World world;

    @BeforeEach
    void fourUsersAndNobodyIsConnected() throws Exception {
        household = new Household(temporary);
        world = household.world;
    }

    @AfterEach
    void theCountersAreRight() {
        household.close();
    }

    private void logout(String user) throws Exception {
        manager(world.provider()).logout(user);
    }

    /** What the provider's front asks; no application can. */
    private static KeyStoreManager manager(Provider provider) throws Exception {
        Object key = Household.handles(provider, "bob").get(0).key();
        Field manager = key.getClass().getSuperclass().getDeclaredField("manager");
        manager.setAccessible(true);
        return (KeyStoreManager) manager.get(key);
    }

    @Test
    void aKeyWorksInItsOwnersSessionAndInNoOther() throws Exception {
        household.assertWork(Set.of());
        Set<String> connected = new TreeSet<>();
        for (String user : Household.NAMES) {
            KeyStore store = household.login(user);
            for (String other : Household.NAMES) {
                for (String alias : List.of(other + "key", other + "ec")) {
                    boolean his = other.equals(user) && !household.cards.containsKey(user);
                    assertEquals(his, store.containsAlias(alias), user + ", " + alias);
                    assertEquals(his, store.getKey(alias, null) != null, user + ", " + alias);
                }
            }
            connected.add(user);
            household.assertWork(connected);
        }
        for (String user : Household.NAMES) {
            logout(user);
            connected.remove(user);
            household.assertWork(connected);
        }
    }

    @Test
    void aCardOutEndsItsOwnersUsesAndNobodyElses() throws Exception {
        for (String user : Household.NAMES) {
            household.login(user);
        }
        world.takeOut(household.cards.get("alice"));
        world.awaitSessions(3);
        household.assertWork(Set.of("bob", "carol", "dave"));
        world.takeOut(household.cards.get("carol"));
        world.awaitSessions(2);
        household.assertWork(Set.of("bob", "dave"));
        world.insert(household.cards.get("alice"));
        household.assertWork(Set.of("bob", "dave")); // a card that is back has nobody logged in
        household.login("alice");
        household.assertWork(Set.of("alice", "bob", "dave"));
    }

    @Test
    void theNextUserAtTheSameReaderGetsNothingOfTheLast() throws Exception {
        household.login("alice");
        world.takeOut(household.cards.get("carol"));
        world.swap(household.cards.get("alice"), household.cards.get("carol"));
        household.login("carol"); // with the same PIN
        household.assertWork(Set.of("carol"));
        world.swapUnseen(household.cards.get("carol"), household.cards.get("alice"));
        household.assertWork(Set.of());
    }

    @Test
    void aThreadHasNoPrivilege() throws Exception {
        household.login("bob");
        assertEquals(Set.of("works"), inAnotherThread("bob"));
        assertEquals(Set.of("NOT_CONNECTED"), inAnotherThread("alice"));
        CompletableFuture.runAsync(() -> {
                    try {
                        household.login("alice");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .get(10, TimeUnit.SECONDS);
        household.assertWork(Set.of("alice", "bob")); // a session is the user's, whoever's thread logged him in
        logout("bob");
        assertEquals(Set.of("NOT_CONNECTED"), inAnotherThread("bob"));
    }

    private Set<String> inAnotherThread(String owner) throws InterruptedException, ExecutionException {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Callable<Set<String>> uses = () -> {
                Set<String> came = new TreeSet<>();
                for (Handle handle : household.of(owner)) {
                    came.add(outcome(handle));
                }
                return came;
            };
            return other.submit(uses).get();
        } finally {
            other.shutdown();
        }
    }

    private String outcome(Handle handle) {
        try {
            KeyUse use = handle.uses().get(0);
            return use.works(world.provider(), handle.key(), handle.pair()) ? "works" : "wrong";
        } catch (Exception e) {
            return App.reason(e).name();
        }
    }

    @Test
    void aHandleOfAnotherInstanceIsRefusedForEveryUse() throws Exception {
        Provider other = world.another();
        for (String user : Household.NAMES) {
            household.login(user);
            for (Handle handle : Household.handles(other, user)) {
                assertRefusedAtInit(handle.key(), handle.pair());
            }
        }
        household.assertWork(Set.copyOf(Household.NAMES));
    }

    private void assertRefusedAtInit(PrivateKey key, PublicKey pair) {
        for (KeyUse use : KeyUse.of(key.getAlgorithm())) {
            assertThrows(InvalidKeyException.class, () -> use.works(world.provider(), key, pair), key + ", " + use);
        }
    }

    /** Below the front, where a handle is an owner and a key: each session, each key, each operation. */
    @Test
    void oneMessageWhetherAKeyIsSomebodyElsesOrNobodys() throws Exception {
        try (House house = House.open(Optional.of(world.configuration()))) {
            KeyStoreManager manager = house.manager();
            KeyId nobodys = new KeyId("ab".repeat(32));
            for (String user : Household.NAMES) {
                manager.login(user, Household.secret(user));
                for (String other : Household.NAMES) {
                    manager.keys(other); // whatever it has seen of others
                }
                String none = refusals(manager, new KeyRef(user, nobodys));
                for (String other : Household.NAMES) {
                    for (Handle handle : household.of(other)) {
                        if (!other.equals(user)) {
                            KeyRef changedOwner = new KeyRef(user, handle.ref().id());
                            assertEquals(none, refusals(manager, changedOwner), user + ", " + other);
                            assertFalse(manager.mayDo(changedOwner, new Scheme.RsaPkcs1(Digest.SHA256)));
                            assertFalse(manager.mayDo(changedOwner, new Scheme.Ecdsa()));
                            assertThrows(
                                    KeyAccessException.class,
                                    () -> manager.setEntry(user, "mine", changedOwner.id(), List.of()));
                        }
                    }
                }
                manager.logout(user);
                assertEquals(
                        refusals(manager, new KeyRef(user, nobodys)),
                        refusals(manager, household.of(user).get(0).ref()));
            }
        }
    }

    /** What every operation says, which is one thing. */
    private static String refusals(KeyStoreManager manager, KeyRef key) {
        Set<String> said = new TreeSet<>();
        List<Runnable> operations = List.of(
                () -> manager.sign(key, new Scheme.RsaPkcs1(Digest.SHA256), new byte[32]),
                () -> manager.sign(key, new Scheme.RsaPkcs1Given(), new byte[32]),
                () -> manager.sign(key, new Scheme.RsaPss(Digest.SHA256, Digest.SHA256, 32), new byte[32]),
                () -> manager.sign(key, new Scheme.Ecdsa(), new byte[32]),
                () -> manager.decrypt(key, new Scheme.RsaPkcs1Decrypt(), new byte[256]),
                () -> manager.decrypt(key, new Scheme.RsaOaep(Digest.SHA256, Digest.SHA1, new byte[0]), new byte[256]),
                () -> manager.decrypt(key, new Scheme.RsaRaw(), new byte[256]),
                () -> manager.agree(key, Keys.named("peer", "p256").getPublic()));
        for (Runnable operation : operations) {
            KeyAccessException e = assertThrows(KeyAccessException.class, operation::run);
            said.add(e.reason() + ": " + e.getMessage().replaceAll("[0-9a-f]{16}…", "ID"));
        }
        assertEquals(1, said.size(), said.toString());
        return said.iterator().next();
    }

    @Test
    void aHandleWithAnotherOwnerOrManagerWrittenIntoItIsRefused() throws Exception {
        household.login("bob");
        PrivateKey hers = Household.handles(world.provider(), "alice").get(0).key();
        set(hers, "ref", new KeyRef("bob", household.of("alice").get(0).ref().id()));
        assertRefused(hers, household.of("alice").get(0).pair(), Reason.UNKNOWN);
        PrivateKey his = Household.handles(world.provider(), "bob").get(0).key();
        set(his, "ref", new KeyRef("bob", household.of("dave").get(0).ref().id()));
        assertRefused(his, household.of("dave").get(0).pair(), Reason.UNKNOWN);
        set(his, "ref", new KeyRef("dave", household.of("bob").get(0).ref().id()));
        assertRefused(his, household.of("bob").get(0).pair(), Reason.NOT_CONNECTED);
        set(his, "manager", null);
        assertRefusedAtInit(his, household.of("bob").get(0).pair());
    }

    /** A changed name is no key that was ever seen: some uses are refused at init already, the others when they are done. */
    private void assertRefused(PrivateKey key, PublicKey pair, Reason reason) {
        for (KeyUse use : KeyUse.of(key.getAlgorithm())) {
            Exception e = assertThrows(Exception.class, () -> use.works(world.provider(), key, pair), key + ", " + use);
            assertTrue(e instanceof InvalidKeyException || App.reason(e) == reason, () -> use + ": " + e);
        }
    }

    private static void set(Object handle, String field, Object value) throws ReflectiveOperationException {
        Field changed = handle.getClass().getSuperclass().getDeclaredField(field);
        changed.setAccessible(true);
        changed.set(handle, value);
    }

    /** A key of somebody's own making that says whatever a handle says. */
    private record Pretender(PrivateKey real) implements PrivateKey, RSAKey {
        @Override
        public String getAlgorithm() {
            return real.getAlgorithm();
        }

        @Override
        public String getFormat() {
            return real.getFormat();
        }

        @Override
        public byte[] getEncoded() {
            return real.getEncoded();
        }

        @Override
        public java.math.BigInteger getModulus() {
            return ((RSAKey) real).getModulus();
        }

        @Override
        public java.security.spec.AlgorithmParameterSpec getParams() {
            return null;
        }
    }

    @Test
    void aKeyThatOnlyLooksLikeAHandleIsNone() throws Exception {
        household.login("bob");
        Handle real = household.of("bob").get(0);
        assertRefusedAtInit(new Pretender(real.key()), real.pair());
        assertFalse(real.key().equals(new Pretender(real.key())));
    }

    @Test
    void noHandleIsWrittenToAStreamOrReadFromOne() throws Exception {
        for (String user : List.of("alice", "bob")) {
            for (Handle handle : household.of(user)) {
                assertThrows(
                        NotSerializableException.class,
                        () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(handle.key()));
                for (boolean whole : new boolean[] {true, false}) {
                    byte[] forged = forged(handle.key().getClass(), whole);
                    assertThrows(NotSerializableException.class, () -> read(forged), handle.key() + ", " + whole);
                }
            }
        }
        assertNull(household.of("bob").get(0).key().getEncoded());
    }

    private static Object read(byte[] stream) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stream))) {
            return in.readObject();
        }
    }

    /** @param whole whether the stream tells of the class above it, whose word it is that nothing is read */
    private static byte[] forged(Class<?> type, boolean whole) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(stream);
        out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
        out.writeShort(ObjectStreamConstants.STREAM_VERSION);
        out.writeByte(ObjectStreamConstants.TC_OBJECT);
        describe(type, out);
        if (whole) {
            describe(type.getSuperclass(), out);
        }
        out.writeByte(ObjectStreamConstants.TC_NULL);
        return stream.toByteArray();
    }

    private static void describe(Class<?> type, DataOutputStream out) throws IOException {
        out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
        out.writeUTF(type.getName());
        out.writeLong(ObjectStreamClass.lookup(type).getSerialVersionUID());
        out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
        out.writeShort(0);
        out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
    }
}
