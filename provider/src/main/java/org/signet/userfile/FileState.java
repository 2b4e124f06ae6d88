package org.signet.userfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** What lstat says of a file: enough to know that it has not changed, and whether it is safe to read (lstat(2), inode(7)). */
record FileState(
        long device, long inode, FileTime changed, FileTime modified, long size, int mode, int links, int uid) {
    private static final String ATTRIBUTES = "unix:dev,ino,ctime,lastModifiedTime,size,mode,nlink,uid";
    private static final int TYPE = 0170000;
    static final int REGULAR = 0100000;
    static final int FOLDER = 0040000;
    private static final int STICKY = 01000;
    private static final int OTHERS_WRITE = 0022;
    private static final int OTHERS = 0077;

    /** Empty if there is no such file. @throws KeyAccessException IO */
    static Optional<FileState> of(Path path) {
        try {
            Map<String, Object> a = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new FileState(
                    (Long) a.get("dev"),
                    (Long) a.get("ino"),
                    (FileTime) a.get("ctime"),
                    (FileTime) a.get("lastModifiedTime"),
                    (Long) a.get("size"),
                    (Integer) a.get("mode"),
                    (Integer) a.get("nlink"),
                    (Integer) a.get("uid")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return ofAcl(path); // no POSIX here
        } catch (IOException e) {
            throw new KeyAccessException(Reason.IO, path + ": cannot be looked at: " + e.getMessage(), e);
        }
    }

    private static Optional<FileState> ofAcl(Path path) {
        try {
            return Optional.of(AclState.of(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            throw new KeyAccessException(Reason.IO, path + ": cannot be looked at: " + e.getMessage(), e);
        }
    }

    boolean isRegular() {
        return (mode & TYPE) == REGULAR;
    }

    boolean isFolder() {
        return (mode & TYPE) == FOLDER;
    }

    /** Whether anybody but the owner has any right. */
    boolean isOpenToOthers() {
        return (mode & OTHERS) != 0;
    }

    /** Whether others may put files of theirs in the place of ours here. */
    boolean letsOthersReplace() {
        return (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0;
    }

    String octalMode() {
        return String.format("%04o", mode & 07777);
    }
}
