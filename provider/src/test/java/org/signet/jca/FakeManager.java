package org.signet.jca;

import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.signet.TestKeys;
import org.signet.crypto.PrivateOperations;
import org.signet.crypto.PublicOperations;
import org.signet.crypto.Scheme;
import org.signet.crypto.Scheme.DecryptionScheme;
import org.signet.crypto.Scheme.SignatureScheme;
import org.signet.crypto.SoftwareKeys;
import org.signet.key.ConnectedUser;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyFacts;
import org.signet.key.KeyId;
import org.signet.key.KeyKind;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.KeyRef;
import org.signet.key.NewKey;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.User;
import org.signet.manager.KeyStoreManager;

/** A key store manager that writes down what it was asked, over keys of the JDK; the front's other side in its tests. */
final class FakeManager implements KeyStoreManager {
    final List<String> asked = new ArrayList<>();
    final Map<String, KeyRecord> records = new LinkedHashMap<>();
    final Map<KeyId, KeyPair> pairs = new LinkedHashMap<>();
    private final Map<String, X509Certificate> certificates = new LinkedHashMap<>();
    private final PrivateOperations operations = new PrivateOperations();
    KeyAccessException failure;

    KeyRecord put(String alias, KeyPair pair, Primitive... can) {
        KeyRecord record = new KeyRecord(
                KeyId.of(pair.getPublic()),
                "alice",
                List.of(alias),
                pair.getPublic(),
                KeyPlace.FILE,
                EnumSet.copyOf(List.of(can)),
                new KeyFacts(
                        Instant.parse("2026-11-24T10:00:00Z"), KeyOrigin.IMPORTED, PinPolicy.ONCE, false, Set.of()));
        records.put(alias, record);
        pairs.put(record.id(), pair);
        return record;
    }

    private void ask(String what) {
        asked.add(what);
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public String defaultUser() {
        return "alice";
    }

    @Override
    public User login(String user, SecretPrompt prompt) {
        ask("login " + user);
        return User.unenrolled(user, 0, 0, org.signet.key.Custody.FILE);
    }

    @Override
    public void logout(String user) {
        ask("logout " + user);
    }

    @Override
    public Optional<ConnectedUser> session(String user) {
        return Optional.empty();
    }

    @Override
    public boolean proves(String user, Secret secret) {
        return String.valueOf(secret.value()).equals("123456");
    }

    @Override
    public List<KeyRecord> keys(String user) {
        return List.copyOf(records.values());
    }

    @Override
    public Optional<KeyRecord> key(String user, String alias) {
        return Optional.ofNullable(records.get(alias));
    }

    @Override
    public List<X509Certificate> certificates(String user, String alias) {
        return key(user, alias)
                .map(r -> List.of(certificates.computeIfAbsent(alias, a -> TestKeys.certificate(pairs.get(r.id()), a))))
                .orElse(List.of());
    }

    @Override
    public List<String> users() {
        return List.of("alice");
    }

    @Override
    public List<X509Certificate> certificates(String user) {
        return records.keySet().stream()
                .flatMap(alias -> certificates(user, alias).stream())
                .toList();
    }

    @Override
    public boolean verify(PublicKey key, SignatureScheme scheme, byte[] tbs, byte[] signature) {
        ask("verify");
        return new PublicOperations().verify(key, scheme, tbs, signature);
    }

    @Override
    public byte[] encrypt(PublicKey key, DecryptionScheme scheme, byte[] plaintext) {
        ask("encrypt");
        return new PublicOperations().encrypt(key, scheme, plaintext);
    }

    @Override
    public boolean mayDo(KeyRef key, Scheme scheme) {
        return records.values().stream().anyMatch(r -> r.id().equals(key.id()) && PrivateOperations.can(r, scheme));
    }

    @Override
    public byte[] sign(KeyRef key, SignatureScheme scheme, byte[] tbs) {
        ask("sign");
        return operations.sign(record(key), scheme, tbs, new ServiceDoor(pairs.get(key.id())), ServiceDoor.CALL);
    }

    @Override
    public byte[] decrypt(KeyRef key, DecryptionScheme scheme, byte[] ciphertext) {
        ask("decrypt");
        ServiceDoor door = new ServiceDoor(pairs.get(key.id()));
        return operations.decrypt(record(key), scheme, ciphertext, door, ServiceDoor.CALL);
    }

    @Override
    public byte[] agree(KeyRef key, PublicKey peer) {
        ask("agree");
        return operations.agree(record(key), peer, new ServiceDoor(pairs.get(key.id())), ServiceDoor.CALL);
    }

    private KeyRecord record(KeyRef key) {
        return records.values().stream()
                .filter(r -> r.id().equals(key.id()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public KeyRecord create(String user, NewKey key) {
        ask("create " + key.alias());
        return put(key.alias(), new KeyPair(key.publicKey(), key.privateKey()), Primitive.RSA_RAW);
    }

    @Override
    public KeyRecord generate(String user, KeyKind kind, String alias) {
        ask("generate " + kind);
        KeyPair pair = SoftwareKeys.generate(kind);
        return put(
                "generated",
                pair,
                Set.copyOf(SoftwareKeys.can(pair.getPublic())).toArray(Primitive[]::new));
    }

    @Override
    public void setEntry(String user, String alias, KeyId id, List<X509Certificate> chain) {
        ask("setEntry " + alias);
    }

    @Override
    public void deleteEntry(String user, String alias) {
        ask("deleteEntry " + alias);
    }

    @Override
    public void close() {}

    static KeyAccessException failure(Reason reason, String text) {
        return new KeyAccessException(reason, text);
    }
}
