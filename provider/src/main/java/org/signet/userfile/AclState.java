package org.signet.userfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * What a file system without POSIX modes says of a file, in their words: its owner, and who else its access control list lets
 * read it or put another in its place. Hard links are not told.
 */
final class AclState {
    private static final int OWNER = 0700;
    private static final int OTHERS_READ = 0044;
    private static final int OTHERS_WRITE = 0022;
    private static final int NOBODY_WE_KNOW = Integer.MIN_VALUE;

    /** Who may do everything anyway. */
    private static final Set<String> ROOT = Set.of("NT AUTHORITY\\SYSTEM", "BUILTIN\\Administrators");

    private static final Set<AclEntryPermission> CONTENT =
            EnumSet.of(AclEntryPermission.READ_DATA, AclEntryPermission.WRITE_DATA, AclEntryPermission.APPEND_DATA);
    private static final Set<AclEntryPermission> PLACE = EnumSet.of(
            AclEntryPermission.DELETE,
            AclEntryPermission.DELETE_CHILD,
            AclEntryPermission.WRITE_ACL,
            AclEntryPermission.WRITE_OWNER);

    private AclState() {}

    /** @throws KeyAccessException UNSAFE where not even an owner is told */
    static FileState of(Path path) throws IOException {
        BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        AclFileAttributeView view =
                Files.getFileAttributeView(path, AclFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            throw new KeyAccessException(
                    Reason.UNSAFE, path + ": this file system tells neither modes nor an access control list");
        }
        UserPrincipal self = path.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
        return of(basic, view.getOwner(), view.getAcl(), self);
    }

    /** @param self whose process this is */
    static FileState of(BasicFileAttributes basic, UserPrincipal owner, List<AclEntry> acl, UserPrincipal self) {
        return new FileState(
                0,
                Objects.hashCode(basic.fileKey()),
                basic.lastModifiedTime(),
                basic.lastModifiedTime(),
                basic.size(),
                kind(basic)
                        | OWNER
                        | (letsOthers(CONTENT, acl, self) ? OTHERS_READ : 0)
                        | (letsOthers(PLACE, acl, self) ? OTHERS_WRITE : 0),
                1,
                owner.equals(self) ? ProcessOwner.self().uid() : NOBODY_WE_KNOW);
    }

    private static int kind(BasicFileAttributes basic) {
        return basic.isRegularFile() ? FileState.REGULAR : basic.isDirectory() ? FileState.FOLDER : 0;
    }

    private static boolean letsOthers(Set<AclEntryPermission> what, List<AclEntry> acl, UserPrincipal self) {
        return acl.stream()
                .filter(entry -> entry.type() == AclEntryType.ALLOW)
                .filter(entry -> !entry.principal().equals(self))
                .filter(entry -> !ROOT.contains(entry.principal().getName()))
                .anyMatch(entry -> !Collections.disjoint(entry.permissions(), what));
    }
}
