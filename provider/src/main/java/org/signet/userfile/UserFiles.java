package org.signet.userfile;

import java.io.File;
import java.nio.file.Path;
import java.security.PublicKey;
import org.signet.key.KeyId;
import org.signet.key.KeySource;
import org.signet.key.SessionTable;
import org.signet.key.UserDirectory;
import org.signet.key.UserRegister;

/**
 * The user information file: one folder, with everything that floor 4 asks of it. Making one touches nothing; a missing folder
 * reads as one without users, and only the first write makes it.
 */
public final class UserFiles implements AutoCloseable {
    private final Path folder;
    private final UserFileOptions options;
    private final UserStore store;
    private final UserDirectory directory;
    private final UserRegister register;
    private final KeySource keys;
    private final SessionFiles sessions;

    public UserFiles(Path folder, UserFileOptions options) {
        this.folder = folder;
        this.options = options;
        OpenDoors doors = new OpenDoors();
        store = new UserStore(folder, options);
        directory = new FileDirectory(store);
        register = new FileRegister(store, options, doors);
        keys = new FileKeys(store, options, doors);
        sessions = new SessionFiles(store.folder(), options.disk());
    }

    /** As {@link #UserFiles(Path, UserFileOptions)}, for a caller whose floor knows no paths. */
    public static UserFiles in(File folder, UserFileOptions options) {
        return new UserFiles(folder.toPath(), options);
    }

    /** The same folder under an administrator whom no configuration pins yet. */
    public UserFiles administeredBy(PublicKey key, String folderId) {
        return new UserFiles(folder, options.withAdministrator(pin(key, folderId)));
    }

    /** What {@code userfile.admin} is to say. */
    public static String pin(PublicKey administrator, String folderId) {
        return KeyId.of(administrator).hex() + "/" + folderId;
    }

    /** 16 random bytes in hex. */
    public static String freshId() {
        return Ids.fresh();
    }

    /** Makes the folder, if it is missing. @throws KeyAccessException UNSAFE, IO */
    public void make() {
        store.create();
    }

    /** Its check, its backup and what brings it back. */
    public UserFilesCare care() {
        return new UserFilesCare(folder, options);
    }

    /** Whether there is a folder at all. */
    public boolean exists() {
        return store.exists();
    }

    public Path folder() {
        return store.folder();
    }

    /** The folder, for people. */
    public String where() {
        return store.folder().toString();
    }

    public UserDirectory directory() {
        return directory;
    }

    public UserRegister register() {
        return register;
    }

    public KeySource keys() {
        return keys;
    }

    public SessionTable sessions() {
        return sessions;
    }

    /** Removes this manager's session files and its lock file. */
    @Override
    public void close() {
        sessions.close();
    }
}
