package org.signet.manager;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.signet.key.ConnectedUser;
import org.signet.key.KeyId;
import org.signet.key.KeyRecord;
import org.signet.key.SessionTable;
import org.signet.key.User;
import org.signet.key.UserChange;
import org.signet.key.UserDirectory;
import org.signet.key.UserRegister;

/** The user information file in memory: what it says can be changed under the manager, as another process would. */
final class FakeBook implements UserDirectory, UserRegister, SessionTable {
    final Map<String, User> users = new TreeMap<>();
    final Map<KeyId, KeyRecord> keys = new LinkedHashMap<>();
    final Map<String, ConnectedUser> sessions = new LinkedHashMap<>();
    final List<UserChange> changes = new ArrayList<>();
    /** What happens while somebody asks whether a session stands. */
    Runnable meanwhile = () -> {};

    @Override
    public List<String> users() {
        return List.copyOf(users.keySet());
    }

    @Override
    public Optional<User> user(String name) {
        return Optional.ofNullable(users.get(name));
    }

    @Override
    public Optional<Found> find(String owner, KeyId id) {
        Optional<KeyRecord> key =
                Optional.ofNullable(keys.get(id)).filter(k -> k.owner().equals(owner));
        return user(owner).map(user -> new Found(user, key));
    }

    @Override
    public List<KeyRecord> keys(String owner) {
        return keys.values().stream().filter(k -> k.owner().equals(owner)).toList();
    }

    @Override
    public List<X509Certificate> certificates(String owner, String alias) {
        return List.of();
    }

    @Override
    public byte[] toSign(UserChange change) {
        return new byte[] {1};
    }

    @Override
    public void apply(UserChange change, Optional<byte[]> signature) {
        changes.add(change);
    }

    @Override
    public Optional<String> setAside(String user) {
        throw new UnsupportedOperationException("nothing is damaged here");
    }

    @Override
    public void begin(ConnectedUser user) {
        sessions.put(user.id(), user);
    }

    @Override
    public void end(String id) {
        sessions.remove(id);
    }

    @Override
    public boolean stands(String id) {
        meanwhile.run();
        return sessions.containsKey(id);
    }

    @Override
    public List<ConnectedUser> list() {
        return List.copyOf(sessions.values());
    }
}
