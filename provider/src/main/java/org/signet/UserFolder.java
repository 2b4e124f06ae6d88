package org.signet;

import java.io.File;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.signet.crypto.EncryptionServices;
import org.signet.userfile.UserFileOptions;
import org.signet.userfile.UserFiles;

/** The user information file that a configuration names, and what it says of it. */
final class UserFolder {
    private static final String GROUP = "group:";

    private UserFolder() {}

    /** Touches nothing. */
    static UserFiles of(SignetConfig config, EncryptionServices services) {
        UserFileOptions options = new UserFileOptions(config.get("userfile.admin"), Clock.systemUTC(), services)
                .withAnchor(config.get("userfile.anchor").map(File::new))
                .withCardGroups(cardGroups(config));
        return UserFiles.in(folder(config), options);
    }

    /** @throws org.signet.key.KeyAccessException CONFIGURATION for one that is named and missing */
    static UserFiles existing(SignetConfig config, EncryptionServices services) {
        UserFiles files = of(config, services);
        if (config.get("userfile").isPresent() && !files.exists()) {
            throw SignetConfig.wrong(
                    "userfile=" + folder(config) + " does not exist; make it (signet userfile init) or correct it");
        }
        return files;
    }

    /** The groups of {@code require.card}: {@code group:NAME}, with spaces or commas between. */
    static Set<String> cardGroups(SignetConfig config) {
        Set<String> groups = new HashSet<>();
        for (String word : config.get("require.card").orElse("").strip().split("[\\s,]+", -1)) {
            if (!word.isEmpty() && !word.matches(GROUP + "[a-z0-9-]{1,50}")) {
                throw SignetConfig.wrong(
                        "require.card is group:NAME, several with spaces or commas between, not " + word);
            }
            Optional.of(word).filter(w -> !w.isEmpty()).ifPresent(w -> groups.add(w.substring(GROUP.length())));
        }
        return groups;
    }

    private static File folder(SignetConfig config) {
        return config.get("userfile")
                .map(File::new)
                .orElseGet(() -> new File(SignetConfig.directory("XDG_DATA_HOME", ".local/share"), "signet"));
    }
}
