package org.signet.userfile;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The users' open doors of one {@link UserFiles}: who can seal now, and who has a new passphrase. */
final class OpenDoors {
    private final Set<FileAccess> open = ConcurrentHashMap.newKeySet();

    void add(FileAccess access) {
        open.add(access);
    }

    void remove(FileAccess access) {
        open.remove(access);
    }

    /** The seal of this user's file by one of his open doors. */
    Optional<byte[]> seal(Snapshot current, byte[] message) {
        return open.stream()
                .flatMap(access -> access.seal(current, message).stream())
                .findFirst();
    }

    /** The new passphrase that a door to this user's file was given. */
    Optional<NewMaster> coming(String user) {
        return open.stream().flatMap(access -> access.coming(user).stream()).findFirst();
    }

    /** It is in the file now. */
    void arrived(NewMaster master) {
        open.forEach(access -> access.arrived(master));
    }
}
