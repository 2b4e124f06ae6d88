package org.signet.userfile;

import java.util.List;
import java.util.function.Consumer;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeySource;
import org.signet.key.Token;
import org.signet.key.User;

/** The user information file as a place where keys live: one token, each user's own part of it. */
final class FileKeys implements KeySource {
    private final UserStore store;
    private final UserFileOptions options;
    private final OpenDoors doors;

    FileKeys(UserStore store, UserFileOptions options, OpenDoors doors) {
        this.store = store;
        this.options = options;
        this.doors = doors;
    }

    @Override
    public Custody custody() {
        return Custody.FILE;
    }

    @Override
    public List<Token> tokens() {
        return List.of(new Token(Custody.FILE, "file", store.folder().toString()));
    }

    /** A file is never lost as a card is: one that changed under its user says so at the next use. */
    @Override
    public KeyAccess open(User user, Token token, Consumer<KeyAccessException> lost) {
        return new FileAccess(user, store, options, doors);
    }
}
