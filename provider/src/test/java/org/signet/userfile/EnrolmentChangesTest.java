package org.signet.userfile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.UserFilesTest.assertReason;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.crypto.SshEncoding;
import org.signet.crypto.SshSignature;
import org.signet.key.Custody;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccess;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Operation;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.key.User.LoginBy;
import org.signet.key.UserChange;

/** What an administrator changes about a user with a passphrase whom nobody but he himself seals. */
class EnrolmentChangesTest {
    private static final String TOKEN = "piv:12345678";
    private static final String ANOTHER = "another passphrase";

    @TempDir
    private Path temp;

    private final KeyPair pair = TestKeys.p256();

    @Test
    void aUserIsEnrolledWithoutAKeyAndTakesOneLater() throws Exception {
        UserFiles files = files();
        enrol(files, Custody.FACILITY, List.of("group-staff"));
        User bob = TestFiles.user(TestFiles.files(folder()), "bob");
        assertEquals(Custody.FACILITY, bob.custody());
        assertEquals(LoginBy.PASSPHRASE, bob.login());
        assertEquals(List.of("staff"), bob.groups());
        assertEquals(List.of(), files.directory().keys("bob"));
        try (KeyAccess door = TestFiles.login(files(), "bob")) {
            KeyRecord key = door.create(TestFiles.newKey("bobkey", pair), TestFiles.call(""));
            assertEquals(List.of(key), files.directory().keys("bob"));
        }
        assertReason(
                Reason.REFUSED, () -> files.register().apply(enrolment(Custody.FILE, List.of()), Optional.empty()));
    }

    @Test
    void withoutANewPassphraseNobodyIsEnrolled() {
        assertReason(
                Reason.PIN_NEEDED,
                () -> files().register().apply(enrolment(Custody.FILE, List.of()), Optional.empty()));
        assertFalse(Files.exists(folder()));
    }

    @Test
    void custodyLoginCardAndTheKeysPlaceChangeInOneReplacementAndTheOldKeyIsAKeptCopy() throws Exception {
        UserFiles files = withKey();
        try (KeyAccess door = TestFiles.login(files, "bob")) {
            User bob = TestFiles.user(files, "bob");
            KeyRecord key = files.directory().keys("bob").get(0);
            KeyRecord moved = at(key, KeyPlace.card(TOKEN, "9a"), Primitive.ECDSA);
            User next = bob.withCustody(Custody.CARD).withLogin(LoginBy.CARD).withCards(List.of(card(pair)));
            files.register()
                    .apply(
                            new UserChange.Amend(next, Map.of(TOKEN, accept(bob, pair)), List.of(moved)),
                            Optional.empty());

            UserFiles fresh = files();
            User now = TestFiles.user(fresh, "bob");
            assertEquals(2, now.enrolled());
            assertEquals(Custody.CARD, now.custody());
            assertEquals(LoginBy.CARD, now.login());
            assertTrue(now.cards().get(0).accepted());
            assertTrue(now.believes(pair.getPublic()));
            KeyRecord there = fresh.directory().keys("bob").get(0);
            assertEquals(moved.place(), there.place());
            assertEquals(EnumSet.of(Primitive.ECDSA), there.can());
            assertEquals(1, fresh.directory().certificates("bob", "bobkey").size());
            assertTrue(Files.readString(file()).contains("BEGIN SIGNET WRAPPED KEY"));
            assertReason(
                    Reason.CANNOT,
                    () -> door.perform(there, new Operation(Primitive.ECDSA, new byte[32], TestFiles.call(""))));

            files.register().apply(new UserChange.Amend(now, Map.of(), List.of(key)), Optional.empty()); // and back
            assertEquals(2, TestFiles.user(files(), "bob").enrolled());
            assertEquals(KeyPlace.FILE, files().directory().keys("bob").get(0).place());
            door.perform(key, new Operation(Primitive.ECDSA, new byte[32], TestFiles.call("")));
        }
    }

    @SuppressWarnings("try") // the open door seals
    @Test
    void anotherCardsAcceptAndAKeyThatTheFileDoesNotHaveAreRefusedAndNothingIsWritten() throws Exception {
        UserFiles files = withKey();
        byte[] before = Files.readAllBytes(file());
        try (KeyAccess door = TestFiles.login(files, "bob")) {
            User bob = TestFiles.user(files, "bob");
            User next = bob.withCards(List.of(card(pair)));
            byte[] foreign = accept(bob, TestKeys.p256());
            assertReason(
                    Reason.REFUSED,
                    () -> files.register()
                            .apply(new UserChange.Amend(next, Map.of(TOKEN, foreign), List.of()), Optional.empty()));
            KeyRecord unknown = UserFilesTest.record(TestKeys.p256(), KeyPlace.FILE);
            assertReason(
                    Reason.UNKNOWN,
                    () -> files.register()
                            .apply(new UserChange.Amend(bob, Map.of(), List.of(unknown)), Optional.empty()));
            assertArrayEquals(before, Files.readAllBytes(file()));
        }
        User bob = TestFiles.user(files, "bob");
        assertReason(
                Reason.PIN_NEEDED, () -> files.register().apply(amend(bob.withPolicy(List.of("x"))), Optional.empty()));
    }

    @SuppressWarnings("try") // the open door seals
    @Test
    void aChangeOfAnOlderEnrolmentIsBusy() {
        UserFiles files = withKey();
        try (KeyAccess door = TestFiles.login(files, "bob")) {
            User first = TestFiles.user(files, "bob");
            files.register().apply(amend(first.withPolicy(List.of("group-a"))), Optional.empty());
            assertReason(
                    Reason.BUSY,
                    () -> files.register().apply(amend(first.withPolicy(List.of("group-b"))), Optional.empty()));
            User second = TestFiles.user(files, "bob");
            assertEquals(List.of("group-a"), second.policy());
            files.register().apply(amend(second), Optional.empty());
            assertEquals(2, TestFiles.user(files, "bob").enrolled(), "nothing differs, so the serial stays");
        }
    }

    @Test
    void aNewPassphraseWrapsEachKeyAnewUnderTheSameSealer() throws Exception {
        UserFiles files = withKey();
        byte[] before = Files.readAllBytes(file());
        PublicKey sealer = TestFiles.user(files, "bob").sealer().orElseThrow();
        changePassphrase(files, false);
        assertEquals(Optional.of(sealer), TestFiles.user(files(), "bob").sealer());
        assertEquals(1, TestFiles.user(files(), "bob").enrolled());
        assertNotEquals(line(new String(before, US_ASCII), "kdf: "), line(Files.readString(file()), "kdf: "));
        assertNotEquals(line(new String(before, US_ASCII), "master: "), line(Files.readString(file()), "master: "));
        assertReason(Reason.PASSPHRASE_WRONG, () -> TestFiles.login(files(), "bob"));
        signsWith(ANOTHER);
    }

    @Test
    void aNewSealerRaisesTheEnrolment() {
        UserFiles files = withKey();
        PublicKey sealer = TestFiles.user(files, "bob").sealer().orElseThrow();
        changePassphrase(files, true);
        User bob = TestFiles.user(files(), "bob");
        assertNotEquals(Optional.of(sealer), bob.sealer());
        assertEquals(2, bob.enrolled());
        signsWith(ANOTHER);
    }

    @Test
    void anotherSessionsDoorIsShutByANewPassphraseAndTheOneThatMadeItIsNot() {
        UserFiles files = withKey();
        try (KeyAccess other = TestFiles.login(files(), "bob");
                KeyAccess door = TestFiles.login(files, "bob")) {
            door.renew(false, TestFiles.call(ANOTHER));
            User bob = TestFiles.user(files, "bob").withSealer(Optional.empty());
            files.register().apply(amend(bob), Optional.empty());
            KeyRecord key = files.directory().keys("bob").get(0);
            Operation sign = new Operation(Primitive.ECDSA, new byte[32], TestFiles.call(""));
            door.perform(key, sign);
            assertReason(Reason.NOT_CONNECTED, () -> other.perform(key, sign));
        }
    }

    @Test
    void aCardsUserGetsAPassphraseAndWithItTheFilesSealer() throws Exception {
        UserFiles files = files();
        User alice = cardUser("alice", TOKEN, pair);
        apply(files, new UserChange.Enrol(alice, List.of(), Map.of()));
        try (KeyAccess door = TestFiles.access(files, "alice")) {
            PublicKey sealer = door.login(TestFiles.call(ANOTHER)).orElseThrow();
            User next = TestFiles.user(files, "alice")
                    .withCustody(Custody.FILE)
                    .withLogin(LoginBy.PASSPHRASE)
                    .withSealer(Optional.empty());
            byte[] accept = accept(next.withSealer(Optional.of(sealer)), pair);
            files.register().apply(new UserChange.Amend(next, Map.of(TOKEN, accept), List.of()), Optional.empty());
            door.create(TestFiles.newKey("soft", TestKeys.p256()), TestFiles.call(""));
            User now = TestFiles.user(files(), "alice");
            assertEquals(Optional.of(sealer), now.sealer());
            assertTrue(now.believes(pair.getPublic()), "her card took the new sealer's word");
        }
        TestFiles.access(files(), "alice").login(TestFiles.call(ANOTHER));
    }

    @Test
    void aCardBelongsToOneUser() throws Exception {
        UserFiles files = files();
        apply(files, new UserChange.Enrol(cardUser("alice", TOKEN, pair), List.of(), Map.of()));
        User carol = cardUser("carol", TOKEN, pair);
        assertReason(Reason.REFUSED, () -> apply(files, new UserChange.Enrol(carol, List.of(), Map.of())));
        apply(files, new UserChange.Enrol(cardUser("carol", "piv:1234567", pair), List.of(), Map.of()));
    }

    @Test
    void aRemovedUserIsGoneAndMayBeEnrolledAnew() {
        UserFiles files = withKey();
        files.register().apply(new UserChange.Remove("bob"), Optional.empty());
        assertEquals(List.of(), files.directory().users());
        assertReason(Reason.UNKNOWN, () -> files.register().apply(new UserChange.Remove("bob"), Optional.empty()));
        enrol(files(), Custody.FILE, List.of());
        assertEquals(List.of("bob"), files.directory().users());
    }

    private UserFiles withKey() {
        UserFiles files = files();
        try (KeyAccess door = TestFiles.access(files, "bob")) {
            door.login(TestFiles.call(TestFiles.PASSPHRASE));
            door.create(TestFiles.newKey("bobkey", pair), TestFiles.call(""));
        }
        return files;
    }

    private static void enrol(UserFiles files, Custody custody, List<String> policy) {
        try (KeyAccess door = TestFiles.access(files, "bob")) {
            door.login(TestFiles.call(TestFiles.PASSPHRASE));
            files.register().apply(enrolment(custody, policy), Optional.empty());
        }
    }

    private static UserChange enrolment(Custody custody, List<String> policy) {
        User bob = new User(
                "bob", "", 1001, 1001, custody, LoginBy.PASSPHRASE, Optional.empty(), 1, policy, List.of(), false);
        return new UserChange.Enrol(bob, List.of(), Map.of());
    }

    private static void changePassphrase(UserFiles files, boolean newSealer) {
        try (KeyAccess door = TestFiles.login(files, "bob")) {
            PublicKey sealer = door.renew(newSealer, TestFiles.call(ANOTHER));
            User bob = TestFiles.user(files, "bob").withSealer(Optional.empty());
            files.register().apply(amend(bob), Optional.empty());
            assertEquals(Optional.of(sealer), TestFiles.user(files, "bob").sealer());
        }
    }

    private void signsWith(String passphrase) {
        UserFiles files = files();
        try (KeyAccess door = TestFiles.access(files, "bob")) {
            door.login(TestFiles.call(passphrase));
            KeyRecord key = files.directory().keys("bob").get(0);
            door.perform(key, new Operation(Primitive.ECDSA, new byte[32], TestFiles.call("")));
        }
    }

    private static UserChange amend(User who) {
        return new UserChange.Amend(who, Map.of(), List.of());
    }

    private static KeyRecord at(KeyRecord key, KeyPlace place, Primitive can) {
        return new KeyRecord(
                key.id(), key.owner(), key.aliases(), key.publicKey(), place, EnumSet.of(can), key.facts());
    }

    private static EnrolledCard card(KeyPair pair) {
        return new EnrolledCard(TOKEN, "9a", pair.getPublic(), false);
    }

    private static User cardUser(String name, String token, KeyPair pair) {
        return new User(
                name,
                Ids.fresh(),
                1,
                1,
                Custody.CARD,
                LoginBy.CARD,
                Optional.of(pair.getPublic()),
                1,
                List.of(),
                List.of(new EnrolledCard(token, "9a", pair.getPublic(), false)),
                false);
    }

    private void apply(UserFiles files, UserChange change) throws Exception {
        byte[] seal = sign("body@signet", files.register().toSign(change), pair);
        files.register().apply(change, Optional.of(seal));
    }

    private static byte[] accept(User user, KeyPair card) throws Exception {
        byte[] message = SshEncoding.enc(
                "signet/1/accept",
                HexFormat.of().parseHex(user.id()),
                user.sealer().orElseThrow().getEncoded(),
                card.getPublic().getEncoded());
        return sign("accept@signet", message, card);
    }

    private static byte[] sign(String namespace, byte[] message, KeyPair by) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(by.getPrivate());
        signature.update(SshSignature.toBeSigned(namespace, message));
        return SshSignature.of(by.getPublic(), namespace, signature.sign());
    }

    private static String line(String text, String name) {
        return text.lines().filter(l -> l.startsWith(name)).findFirst().orElseThrow();
    }

    private UserFiles files() {
        return TestFiles.files(folder());
    }

    private Path folder() {
        return temp.resolve("signet");
    }

    private Path file() {
        return folder().resolve("users").resolve("bob.user");
    }
}
