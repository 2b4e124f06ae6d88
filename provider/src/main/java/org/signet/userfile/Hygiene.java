package org.signet.userfile;

import java.nio.file.Path;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** Whose folders and files must be, and what they may be, before anything in them is read (threats S24). */
final class Hygiene {
    private Hygiene() {}

    /** A folder of ours: 0700, our own, no link. */
    static void folder(Path path, FileState state) {
        if (!state.isFolder()) {
            throw unsafe(path, "is no folder, or a link to one");
        }
        rights(path, state);
    }

    /** A file of ours: regular, 0600, our own, by one name only. */
    static void file(Path path, FileState state) {
        if (!state.isRegular()) {
            throw unsafe(path, "is no regular file");
        }
        // None: it was replaced between its lookup and lstat, and its name is the new one's now.
        if (state.links() > 1) {
            throw unsafe(path, "has " + state.links() + " names (hard links)");
        }
        rights(path, state);
    }

    /** The way to a folder: nobody else may rename anything on it. A sticky ancestor such as /tmp is fine. */
    static void ancestors(Path realPath) {
        for (Path path = realPath.getParent(); path != null; path = path.getParent()) {
            if (FileState.of(path).map(FileState::letsOthersReplace).orElse(false)) {
                throw unsafe(path, "lies above and others may write to it");
            }
        }
    }

    private static void rights(Path path, FileState state) {
        if (state.uid() != ProcessOwner.self().uid()) {
            throw unsafe(
                    path,
                    "belongs to uid " + state.uid() + ", not to "
                            + ProcessOwner.self().uid());
        }
        if (state.isOpenToOthers()) {
            throw unsafe(path, "has mode " + state.octalMode() + ": others have rights (chmod go= it)");
        }
    }

    private static KeyAccessException unsafe(Path path, String why) {
        return new KeyAccessException(Reason.UNSAFE, path + " " + why);
    }
}
