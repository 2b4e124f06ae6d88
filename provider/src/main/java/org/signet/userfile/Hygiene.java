package org.signet.userfile;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** Whose folders and files must be, and what they may be, before anything in them is read (threats S24). */
final class Hygiene {
    private static final int EUID = effectiveUid();

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
        if (state.links() != 1) {
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
        if (state.uid() != EUID) {
            throw unsafe(path, "belongs to uid " + state.uid() + ", not to " + EUID);
        }
        if (state.isOpenToOthers()) {
            throw unsafe(path, "has mode " + state.octalMode() + ": others have rights (chmod go= it)");
        }
    }

    private static KeyAccessException unsafe(Path path, String why) {
        return new KeyAccessException(Reason.UNSAFE, path + " " + why);
    }

    // proc(5): "Uid:" real, effective, saved, file system; /proc/self's owner would be root for a process that dumps no core.
    private static int effectiveUid() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Uid:")) {
                    return Integer.parseInt(line.split("\\s+")[2]);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // no Linux: by the user's name, below
        }
        try {
            var names = FileSystems.getDefault().getUserPrincipalLookupService();
            Path home = Path.of(System.getProperty("user.home"));
            boolean own = Files.getOwner(home).equals(names.lookupPrincipalByName(System.getProperty("user.name")));
            return own ? (Integer) Files.getAttribute(home, "unix:uid") : -1;
        } catch (IOException | UnsupportedOperationException e) {
            return -1; // nobody's: every file is refused
        }
    }
}
