package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.UserFilesTest.assertReason;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.crypto.SshSignature;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.key.UserChange;

/** Users with a passphrase, whose enrolments an administrator with a key of the file signs. */
class AdministeredFileTest {
    @TempDir
    private Path temp;

    private final KeyPair admins = TestKeys.p256();
    private final String pin = UserFiles.pin(admins.getPublic(), UserFiles.freshId());

    @BeforeEach
    void theAdministratorEnrolsHimselfAndBob() throws Exception {
        UserFiles files = files();
        try (KeyAccess door = TestFiles.access(files, "root")) {
            door.login(TestFiles.call(TestFiles.PASSPHRASE));
            door.create(TestFiles.newKey("enrolment", admins, List.of()), TestFiles.call(""));
        }
        try (KeyAccess door = TestFiles.access(files, "bob")) {
            door.login(TestFiles.call(TestFiles.PASSPHRASE));
            apply(files, bobsEnrolment(), admins);
        }
    }

    @Test
    void theFirstKeyOfTheFolderIsKeptForEnrolmentsAndSignedItsOwn() {
        User root = user("root");
        assertTrue(root.administered());
        assertEquals(
                Set.of("enrolment"),
                files().directory().keys("root").get(0).facts().use());
        assertTrue(user("bob").administered());
    }

    @SuppressWarnings("try") // the open door seals
    @Test
    void nobodyElseEnrolsOrChangesAnybody() throws Exception {
        UserFiles files = files();
        try (KeyAccess door = TestFiles.access(files, "eve")) {
            door.login(TestFiles.call(TestFiles.PASSPHRASE));
            assertReason(Reason.REFUSED, () -> door.create(TestFiles.newKey("k", TestKeys.p256()), TestFiles.call("")));
            UserChange eve = new UserChange.Enrol(who("eve"), List.of(), Map.of());
            assertReason(Reason.REFUSED, () -> files.register().apply(eve, Optional.empty()));
            assertReason(Reason.REFUSED, () -> apply(files, eve, TestKeys.p256()));
        }
        assertFalse(Files.exists(file("eve")));
        String before = Files.readString(file("bob"));
        try (KeyAccess door = TestFiles.login(files, "bob")) {
            UserChange promoted = amend(user("bob").withPolicy(List.of("group-chief")));
            assertReason(Reason.REFUSED, () -> files.register().apply(promoted, Optional.empty()));
            assertReason(Reason.REFUSED, () -> apply(files, promoted, TestKeys.p256()));
        }
        assertEquals(before, Files.readString(file("bob")));
    }

    @Test
    void aChangeWithoutBobIsSealedByHisNextLogin() throws Exception {
        apply(files(), amend(user("bob").withPolicy(List.of("group-staff"))), admins);
        String changed = Files.readString(file("bob"));
        assertTrue(changed.contains("\nbody: 1\nenrolment: 1 "), changed);
        assertEquals(List.of("staff"), user("bob").groups());
        TestFiles.login(files(), "bob").close();
        assertTrue(Files.readString(file("bob")).contains("\nbody: 2\nenrolment: 2 "));
    }

    @Test
    void anEnrolmentOfAnotherFolderAndOneThatWasEditedAreDamaged() throws Exception {
        String good = Files.readString(file("bob"));
        Files.writeString(file("bob"), good.replace("\nuid: 1001", "\nuid: 1002"));
        assertReason(Reason.DAMAGED, () -> user("bob"));
        Files.writeString(file("bob"), good);
        String anotherFolder = UserFiles.pin(admins.getPublic(), UserFiles.freshId());
        UserFiles elsewhere =
                new UserFiles(temp.resolve("signet"), TestFiles.options(Optional.of(anotherFolder), new LocalDisk()));
        assertReason(Reason.DAMAGED, () -> elsewhere.directory().user("bob"));
        assertReason(
                Reason.CONFIGURATION,
                () -> TestFiles.files(temp.resolve("signet")).directory().user("bob"));
    }

    @Test
    void aNewSealerWantsBothAndHisOldOneIsNamed() throws Exception {
        UserFiles files = files();
        Optional<?> before = user("bob").sealer();
        try (KeyAccess door = TestFiles.login(files, "bob")) {
            door.renew(true, TestFiles.call("another passphrase"));
            UserChange change = amend(user("bob").withSealer(Optional.empty()));
            assertReason(Reason.REFUSED, () -> files.register().apply(change, Optional.empty()));
            apply(files, change, admins);
        }
        assertNotEquals(before, user("bob").sealer());
        assertTrue(Files.readString(file("bob")).contains("\nwas: "));
        TestFiles.access(files(), "bob").login(TestFiles.call("another passphrase"));
    }

    private UserChange bobsEnrolment() {
        return new UserChange.Enrol(who("bob"), List.of(), Map.of());
    }

    private static User who(String name) {
        return new User(
                name,
                "",
                1001,
                1001,
                Custody.FILE,
                User.LoginBy.PASSPHRASE,
                Optional.empty(),
                1,
                List.of(),
                List.of(),
                false);
    }

    private static UserChange amend(User who) {
        return new UserChange.Amend(who, Map.of(), List.of());
    }

    private static void apply(UserFiles files, UserChange change, KeyPair by) throws Exception {
        byte[] enrolment = files.register().enrolmentToSign(change).orElseThrow();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(by.getPrivate());
        signature.update(SshSignature.toBeSigned("enrolment@signet", enrolment));
        byte[] blob = SshSignature.of(by.getPublic(), "enrolment@signet", signature.sign());
        files.register().apply(new UserChange.Administered(change, blob), Optional.empty());
    }

    private User user(String name) {
        return files().directory().user(name).orElseThrow();
    }

    private UserFiles files() {
        return new UserFiles(temp.resolve("signet"), TestFiles.options(Optional.of(pin), new LocalDisk()));
    }

    private Path file(String name) {
        return temp.resolve("signet").resolve("users").resolve(name + ".user");
    }
}
