package org.signet.userfile;

import java.nio.file.Path;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.userfile.format.Names;

/** What a user is told whose file is not the one any more that his door was opened to. */
final class Unknowns {
    private Unknowns() {}

    static KeyAccessException isGone(User user, Path folder) {
        return new KeyAccessException(
                Reason.UNKNOWN, "no user " + Names.encodeUser(user.name()) + " in " + folder + " any more");
    }

    static KeyAccessException noSuchKey(User user, KeyRecord key) {
        return new KeyAccessException(Reason.UNKNOWN, Names.encodeUser(user.name()) + " has no key " + key.id());
    }

    static KeyAccessException enrolledMeanwhile(User user) {
        return new KeyAccessException(
                Reason.REFUSED,
                Names.encodeUser(user.name()) + " was enrolled meanwhile, with a passphrase of his own: log in again");
    }

    static KeyAccessException enrolledAnew(User user) {
        return new KeyAccessException(
                Reason.NOT_CONNECTED, Names.encodeUser(user.name()) + " was enrolled anew: log in again");
    }
}
