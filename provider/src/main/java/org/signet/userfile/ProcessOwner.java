package org.signet.userfile;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whose process this is. proc(5) tells it on Linux ("Uid:" and "Gid:" real, effective, saved, file system; the owner of /proc/self
 * would be root for a process that dumps no core); elsewhere the user's home does, if it is his.
 *
 * @param uid the effective user id, -1 where nothing tells it
 * @param gid the effective group id, likewise
 */
public record ProcessOwner(int uid, int gid) {
    private static final ProcessOwner SELF = find();

    public static ProcessOwner self() {
        return SELF;
    }

    private static ProcessOwner find() {
        try {
            int uid = -1;
            int gid = -1;
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Uid:")) {
                    uid = effective(line);
                } else if (line.startsWith("Gid:")) {
                    gid = effective(line);
                }
            }
            return new ProcessOwner(uid, gid);
        } catch (IOException | NumberFormatException e) {
            return ofHome(); // no Linux
        }
    }

    private static int effective(String line) {
        return Integer.parseInt(line.split("\\s+", 4)[2]);
    }

    private static ProcessOwner ofHome() {
        try {
            var names = FileSystems.getDefault().getUserPrincipalLookupService();
            Path home = Path.of(System.getProperty("user.home"));
            boolean own = Files.getOwner(home).equals(names.lookupPrincipalByName(System.getProperty("user.name")));
            return own
                    ? new ProcessOwner((Integer) Files.getAttribute(home, "unix:uid"), (Integer)
                            Files.getAttribute(home, "unix:gid"))
                    : new ProcessOwner(-1, -1);
        } catch (IOException | UnsupportedOperationException e) {
            return new ProcessOwner(-1, -1); // nobody's: every file is refused
        }
    }
}
