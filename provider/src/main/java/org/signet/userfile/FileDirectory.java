package org.signet.userfile;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.key.KeyId;
import org.signet.key.KeyRecord;
import org.signet.key.User;
import org.signet.key.UserDirectory;
import org.signet.userfile.format.Names;

/** The public half of the users' files, as they are now. */
final class FileDirectory implements UserDirectory {
    private final UserStore store;

    FileDirectory(UserStore store) {
        this.store = store;
    }

    @Override
    public List<String> users() {
        return store.names();
    }

    @Override
    public Optional<User> user(String name) {
        return store.read(name).map(Snapshot::user);
    }

    @Override
    public Optional<Found> find(String owner, KeyId id) {
        return store.read(owner).map(snapshot -> new Found(snapshot.user(), snapshot.key(id)));
    }

    @Override
    public List<KeyRecord> keys(String owner) {
        return store.read(owner).map(Snapshot::keys).orElse(List.of());
    }

    @Override
    public Set<KeyId> keptCopies(String owner) {
        return store.read(owner).map(Snapshot::keptCopies).orElse(Set.of());
    }

    @Override
    public List<X509Certificate> certificates(String owner, String alias) {
        return store.read(owner)
                .map(snapshot -> snapshot.certificates(Names.alias(alias)))
                .orElse(List.of());
    }
}
