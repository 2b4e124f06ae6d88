package org.signet.testkit.userfile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Operation;
import org.signet.key.Primitive;
import org.signet.key.Secret;
import org.signet.key.User;
import org.signet.key.UserChange;
import org.signet.userfile.UserFiles;

/** Of a user with a passphrase, through his open door; the first entry enrols him. */
final class FileEntries implements Entries, AutoCloseable {
    private static final Call CALL = Call.of(
            request -> Optional.of(new Secret(Writer.PASSPHRASE.toCharArray(), Secret.Origin.PROGRAM)),
            Duration.ofSeconds(60));

    private final UserFiles files;
    private final String user;
    private final KeyAccess door;
    private final WriterKeys keys;

    /** Logs in, by one Argon2id. */
    FileEntries(UserFiles files, String user, WriterKeys keys) {
        this.files = files;
        this.user = user;
        this.keys = keys;
        User who = files.directory().user(user).orElse(User.unenrolled(user, 1001, 1001, Custody.FILE));
        this.door = files.keys().open(who, files.keys().tokens().get(0), lost -> {});
        door.login(CALL);
    }

    @Override
    public void set(String alias, int number) {
        WriterKeys.Key key = keys.key(number);
        door.create(new NewKey(alias, key.privateKey(), key.publicKey(), List.of(key.certificate())), CALL);
    }

    @Override
    public void delete(String alias) {
        files.register().apply(new UserChange.DeleteEntry(user, alias), Optional.empty());
    }

    /** One private operation, as the file is now. */
    void use(KeyRecord key) {
        byte[] block = new byte[256];
        block[255] = 2;
        door.perform(key, new Operation(Primitive.RSA_RAW, block, CALL));
    }

    @Override
    public void close() {
        door.close();
    }
}
