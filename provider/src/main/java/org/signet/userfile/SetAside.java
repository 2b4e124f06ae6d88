package org.signet.userfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.userfile.format.Names;

/** Takes a damaged user's file away from the others' and keeps it as it is: somebody may still mend it. */
final class SetAside {
    private static final String FOLDER = "damaged";

    private final UserStore store;
    private final UserFileOptions options;

    SetAside(UserStore store, UserFileOptions options) {
        this.store = store;
        this.options = options;
    }

    /** @return where it is kept; empty for a user of whom only the anchor knew */
    Optional<String> take(String name) {
        requireDamaged(name); // who is not there makes no lock file
        return FolderLock.during(real(), options.lockWait(), () -> {
            requireDamaged(name);
            Path file = store.encoded(name);
            Optional<String> kept = FileState.of(file).map(state -> moved(file));
            store.forget(name);
            store.anchor().removed(name);
            return kept;
        });
    }

    private void requireDamaged(String name) {
        Optional<Snapshot> whole;
        try {
            whole = store.read(name);
        } catch (KeyAccessException e) {
            if (e.reason() == Reason.DAMAGED) {
                return;
            }
            throw e;
        }
        String user = Names.encodeUser(name);
        throw whole.isPresent()
                ? new KeyAccessException(Reason.REFUSED, "the file of " + user + " is not damaged, and stays")
                : new KeyAccessException(Reason.UNKNOWN, "no user " + user + " in " + store.folder());
    }

    private String moved(Path file) {
        Path aside = store.folder().resolve(FOLDER);
        Disk disk = options.disk();
        try {
            make(aside);
            Path kept = free(aside, file.getFileName().toString());
            disk.rename(file, kept);
            disk.sync(store.users());
            disk.sync(aside);
            return kept.toString();
        } catch (IOException e) {
            throw new KeyAccessException(Reason.IO, file + " cannot be moved to " + aside + ": " + e, e);
        }
    }

    private void make(Path aside) throws IOException {
        Optional<FileState> there = FileState.of(aside);
        if (there.isEmpty()) {
            Files.createDirectory(aside, LocalDisk.MODE_0700);
            options.disk().sync(store.folder());
        } else {
            Hygiene.folder(aside, there.get());
        }
    }

    /** Under the folder's lock, so that it stays free. */
    private static Path free(Path aside, String name) {
        Path path = aside.resolve(name);
        for (int n = 2; FileState.of(path).isPresent(); n++) {
            path = aside.resolve(name + "." + n);
        }
        return path;
    }

    private Path real() {
        try {
            return store.folder().toRealPath();
        } catch (IOException e) {
            throw new KeyAccessException(Reason.IO, store.folder() + " cannot be resolved: " + e, e);
        }
    }
}
