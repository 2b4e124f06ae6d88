package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.TestFiles.call;
import static org.signet.userfile.TestFiles.newKey;
import static org.signet.userfile.UserFilesTest.assertReason;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.userfile.format.Names;

/** Threats U09 and U13: what is unsafe is refused before anything secret is asked for, read or allocated. */
class UnsafeFilesTest {
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    private Path temp;

    private final List<String> asked = new ArrayList<>();
    private Path folder;
    private Path file;

    @BeforeEach
    void enrol() {
        folder = temp.resolve("signet");
        file = folder.resolve("users").resolve("bob.user");
        try (KeyAccess access = TestFiles.login(TestFiles.files(folder), "bob")) {
            access.create(newKey("k", TestKeys.p256()), call(""));
        }
    }

    @Test
    void aFifoOrADeviceInTheFilesPlaceIsNeverOpened() throws Exception {
        Files.delete(file);
        run("mkfifo", "-m", "600", file.toString());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertRefused(Reason.UNSAFE)); // an open would block
        Files.delete(file);
        if (run("mknod", "-m", "600", file.toString(), "c", "1", "5") == 0) { // /dev/zero; root's alone to make
            assertRefused(Reason.UNSAFE);
            Files.delete(file);
        }
    }

    /** Bytes of no meaning would be DAMAGED, were they read. */
    @Test
    void whatOthersMayReadOrOwnIsNotEvenRead() throws Exception {
        Files.writeString(file, "no user's file\n");
        assertReason(Reason.DAMAGED, this::login);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(Reason.UNSAFE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        if (ProcessOwner.self().uid() == 0) { // only root can give a file away
            Files.setAttribute(file, "unix:uid", 1234);
            assertRefused(Reason.UNSAFE);
            Files.setAttribute(file, "unix:uid", 0);
            Files.setAttribute(folder, "unix:uid", 1234);
            assertRefused(Reason.UNSAFE);
            Files.setAttribute(folder, "unix:uid", 0);
        }
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertRefused(Reason.UNSAFE);
        Files.setAttribute(temp, "unix:mode", 01777);
        assertReason(Reason.DAMAGED, this::login);
        Path real = temp.resolve("elsewhere");
        Files.move(file, real);
        Files.createSymbolicLink(file, real);
        assertRefused(Reason.UNSAFE);
        Files.delete(file);
        Files.createLink(file, real);
        assertRefused(Reason.UNSAFE);
    }

    @Test
    void aKdfOutOfItsBoundsIsRefusedBeforeThePromptAndBeforeAnyAllocation() throws Exception {
        String text = Files.readString(file); // sealed with m=64, which only a test's Signet takes
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (String cost : List.of(
                "m=64 t=1 p=1",
                "m=65535 t=3 p=4",
                "m=1048577 t=3 p=4",
                "m=999999999 t=3 p=4",
                "m=65536 t=1 p=4",
                "m=65536 t=11 p=4",
                "m=65536 t=9999 p=4",
                "m=65536 t=3 p=0",
                "m=65536 t=3 p=9")) {
            Files.writeString(file, text.replace("m=64 t=1 p=1", cost));
            long before = threads.getCurrentThreadAllocatedBytes();
            KeyAccessException e = assertReason(Reason.DAMAGED, this::login);
            assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 4 * MEBIBYTE, cost);
            assertTrue(e.getMessage().contains("kdf is out of its bounds"), e.getMessage());
            assertTrue(e.getMessage().contains("bob.user, line "), e.getMessage());
            assertEquals(List.of(), asked);
        }
    }

    @Test
    void aNameFromOutsideMakesNoPath() throws Exception {
        Path users = file.getParent();
        for (String name : List.of(
                "",
                ".",
                "..",
                "../eve",
                "..\\eve",
                ".hidden",
                "a\0b",
                "a\nb",
                "a\u202eb",
                "x".repeat(300),
                "ß".repeat(100),
                "\ud800")) {
            assertReason(
                    Reason.REFUSED, () -> TestFiles.files(folder).directory().user(name));
        }
        List<String> odd = List.of(
                "x/../eve",
                "x\\..\\eve",
                "/etc/passwd",
                "a/../b",
                "c:eve",
                "BOB",
                "bob.user",
                "Bob",
                "con",
                "a b",
                "Jo\u0308rg",
                "%2e");
        for (String name : odd) {
            UserFiles files = TestFiles.files(folder);
            assertEquals(Optional.empty(), files.directory().user(name), name); // none of them is bob
            try (KeyAccess access = TestFiles.login(files, name)) {
                access.create(newKey("k", TestKeys.p256()), call(""));
            }
        }
        try (var made = Files.list(users)) {
            List<String> names = made.map(f -> f.getFileName().toString()).toList();
            assertEquals(odd.size() + 1, names.size(), names.toString());
            assertTrue(names.stream().allMatch(n -> n.matches("([a-z0-9._-]|%[0-9A-F]{2})+")), names.toString());
            assertEquals(
                    names.size(),
                    names.stream()
                            .map(n -> n.toLowerCase(Locale.ROOT))
                            .distinct()
                            .count());
        }
        assertEquals(
                "J\u00f6rg",
                TestFiles.files(folder)
                        .directory()
                        .user("Jo\u0308rg")
                        .orElseThrow()
                        .name());
        assertFalse(Files.exists(folder.resolve("eve.user")));
    }

    @Property(tries = 2000)
    void everyNameIsRefusedOrOneFileNameThatSaysIt(@ForAll String given) {
        String name;
        try {
            name = Names.user(given);
        } catch (KeyAccessException e) {
            assertEquals(Reason.REFUSED, e.reason());
            return;
        }
        String encoded = Names.encodeUser(name);
        assertTrue(encoded.matches("([a-z0-9_-]|%[0-9A-F]{2})([a-z0-9._-]|%[0-9A-F]{2}){0,199}"), encoded);
        assertEquals(Optional.of(name), Names.decodeUser(encoded));
    }

    @Test
    void withoutPosixModesTheAccessControlListDecides() throws Exception {
        UserPrincipal self = principal("PC\\bob");
        UserPrincipal system = principal("NT AUTHORITY\\SYSTEM");
        BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
        List<AclEntry> own =
                List.of(allow(self, AclEntryPermission.values()), allow(system, AclEntryPermission.values()));
        FileState safe = AclState.of(basic, self, own, self);
        assertTrue(safe.isRegular());
        assertEquals(ProcessOwner.self().uid(), safe.uid());
        assertFalse(safe.isOpenToOthers());
        assertFalse(safe.letsOthersReplace());
        assertTrue(AclState.of(basic, system, own, self).uid()
                != ProcessOwner.self().uid());

        UserPrincipal users = principal("BUILTIN\\Users");
        FileState read =
                AclState.of(basic, self, List.of(own.get(0), allow(users, AclEntryPermission.READ_DATA)), self);
        assertTrue(read.isOpenToOthers());
        assertFalse(read.letsOthersReplace());
        for (AclEntryPermission what :
                List.of(AclEntryPermission.DELETE, AclEntryPermission.DELETE_CHILD, AclEntryPermission.WRITE_ACL)) {
            FileState replace = AclState.of(basic, self, List.of(own.get(0), allow(users, what)), self);
            assertTrue(replace.isOpenToOthers() && replace.letsOthersReplace(), what.toString());
        }
        AclEntry denied = AclEntry.newBuilder(allow(users, AclEntryPermission.READ_DATA))
                .setType(AclEntryType.DENY)
                .build();
        assertFalse(AclState.of(basic, self, List.of(own.get(0), denied), self).isOpenToOthers());
    }

    @Test
    void aFileSystemThatTellsNoOwnerIsUnsafe() throws Exception {
        Path zip = temp.resolve("a.zip");
        try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path users = Files.createDirectories(inside.getPath("/signet/users"));
            Files.copy(file, users.resolve("bob.user"));
            UserFiles files = TestFiles.files(inside.getPath("/signet"));
            assertReason(Reason.UNSAFE, () -> files.directory().user("bob"));
        }
    }

    private static UserPrincipal principal(String name) {
        return () -> name;
    }

    private static AclEntry allow(UserPrincipal who, AclEntryPermission... what) {
        return AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(who)
                .setPermissions(Set.of(what))
                .build();
    }

    /** As configuration has it, with nothing cheap. */
    private void login() {
        UserFiles files = new UserFiles(folder, new UserFileOptions(Optional.empty(), Clock.systemUTC()));
        User bob = User.unenrolled("bob", 1001, 1001, Custody.FILE);
        Call call = call(request -> {
            asked.add(request.toString());
            return Optional.empty();
        });
        try (KeyAccess door = files.keys().open(bob, files.keys().tokens().get(0), lost -> {})) {
            door.login(call);
        }
    }

    private void assertRefused(Reason reason) {
        assertReason(reason, this::login);
        assertEquals(List.of(), asked);
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor();
    }
}
