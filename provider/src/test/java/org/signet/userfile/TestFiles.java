package org.signet.userfile;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.NewKey;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.User;
import org.signet.wrap.KdfCost;
import org.signet.wrap.KdfLimits;

/** A user information file with a KDF that costs nothing, which no configuration can reach. */
public final class TestFiles {
    public static final String PASSPHRASE = "correct horse battery";
    public static final Instant NOW = Instant.parse("2026-11-24T10:00:00.5Z");

    private static final KdfCost CHEAP = new KdfCost(64, 1, 1);
    private static final KdfLimits ANY = new KdfLimits(CHEAP, KdfLimits.STANDARD.most());

    private TestFiles() {}

    public static UserFiles files(Path folder) {
        return new UserFiles(folder, options(Optional.empty(), new LocalDisk()));
    }

    static UserFileOptions options(Optional<String> administrator, Disk disk) {
        return options(administrator, disk, Duration.ofSeconds(10));
    }

    static UserFileOptions options(Optional<String> administrator, Disk disk, Duration lockWait) {
        return new UserFileOptions(administrator, Clock.fixed(NOW, ZoneOffset.UTC), CHEAP, ANY, lockWait, disk);
    }

    /** The user as the file knows him, or as nobody enrolled him. */
    static User user(UserFiles files, String name) {
        return files.directory().user(name).orElse(User.unenrolled(name, 1001, 1001, Custody.FILE));
    }

    static KeyAccess access(UserFiles files, String name) {
        return files.keys().open(user(files, name), files.keys().tokens().get(0), lost -> {});
    }

    static KeyAccess login(UserFiles files, String name) {
        KeyAccess access = access(files, name);
        access.login(call(PASSPHRASE));
        return access;
    }

    static Call call(String passphrase) {
        return call(request -> Optional.of(new Secret(passphrase.toCharArray(), Secret.Origin.PROGRAM)));
    }

    static Call call(SecretPrompt prompt) {
        return Call.of(prompt, Duration.ofSeconds(10));
    }

    static NewKey newKey(String alias, KeyPair pair) {
        return newKey(alias, pair, List.of(TestKeys.selfSigned(pair, "bob")));
    }

    static NewKey newKey(String alias, KeyPair pair, List<X509Certificate> chain) {
        return new NewKey(alias, pair.getPrivate(), pair.getPublic(), chain);
    }
}
