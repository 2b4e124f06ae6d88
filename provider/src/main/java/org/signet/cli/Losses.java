package org.signet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.signet.key.Custody;
import org.signet.key.KeyId;
import org.signet.key.KeyRecord;
import org.signet.key.User;
import org.signet.key.UserDirectory;

/** What a command will destroy, in sentences. */
final class Losses {
    private Losses() {}

    static List<String> ofRemoval(UserDirectory directory, User user) {
        Set<KeyId> copies = directory.keptCopies(user.name());
        List<String> lines = new ArrayList<>();
        lines.add(
                "This removes " + Text.shown(user.name()) + " (id " + user.id() + ") from the user information file:");
        for (KeyRecord key : directory.keys(user.name())) {
            lines.add("  " + Text.shown(String.join(", ", key.aliases())) + " (" + Text.kind(key.publicKey()) + "): "
                    + (key.place().custody() == Custody.FILE
                            ? "the private key is DESTROYED"
                            : "the key in " + Text.shown(key.place().toString()) + " stays there"
                                    + (copies.contains(key.id()) ? ", its kept copy is DESTROYED" : "")));
        }
        return lines;
    }

    /** @param copy whether the file keeps one of a key that is used elsewhere */
    static List<String> ofDeletion(KeyRecord key, boolean copy) {
        String what = Text.shown(String.join(", ", key.aliases())) + " (" + Text.kind(key.publicKey()) + ", " + key.id()
                + ")";
        if (key.place().custody() == Custody.FILE) {
            return List.of("This DESTROYS the private key " + what + ": whatever was encrypted for it stays closed.");
        }
        return List.of("This forgets the names and certificates of " + what + "; the key in "
                + Text.shown(key.place().toString()) + " stays there"
                + (copy ? ", and so does its copy in the file." : "."));
    }
}
