package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.UserFilesTest.assertReason;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.crypto.SshSignature;
import org.signet.key.Custody;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.key.User.LoginBy;
import org.signet.key.UserChange;
import org.signet.key.UserRegister;

/** A user without a passphrase: his card's key seals, in two steps. */
class CardUserTest {
    private static final String ID = "00112233445566778899aabbccddeeff";

    @TempDir
    private Path temp;

    private final KeyPair card = TestKeys.p256();
    private final X509Certificate certificate = TestKeys.selfSigned(card, "alice");

    @Test
    void theCardsSealEnrolsAndChangesEntries() throws Exception {
        enrol(card);
        UserFiles files = TestFiles.files(folder());
        User alice = files.directory().user("alice").orElseThrow();
        assertEquals(who(), alice);
        assertTrue(alice.believes(card.getPublic()));
        assertFalse(alice.believes(TestKeys.p256().getPublic()));
        assertEquals(
                List.of(record().withAliases(List.of("piv-9a"))),
                files.directory().keys("alice"));
        assertEquals(List.of(certificate), files.directory().certificates("alice", "piv-9a"));

        UserChange change = new UserChange.SetEntry("alice", "mine", record(), List.of(certificate));
        apply(files.register(), change, card);
        apply(files.register(), new UserChange.DeleteEntry("alice", "piv-9a"), card);
        apply(files.register(), new UserChange.DeleteEntry("alice", "mine"), card);
        assertEquals(List.of(record()), TestFiles.files(folder()).directory().keys("alice"));
    }

    @Test
    void anRsaCardSealsToo() throws Exception {
        KeyPair rsa = TestKeys.rsa();
        User user = new User(
                "carol",
                ID,
                1,
                1,
                Custody.CARD,
                LoginBy.CARD,
                Optional.of(rsa.getPublic()),
                1,
                List.of(),
                List.of(new EnrolledCard("piv:1", "9a", rsa.getPublic(), false)),
                false);
        UserRegister register = TestFiles.files(folder()).register();
        UserChange change = new UserChange.Enrol(user, List.of(), Map.of());
        Signature signature = Signature.getInstance("SHA512withRSA");
        signature.initSign(rsa.getPrivate());
        signature.update(SshSignature.toBeSigned("body@signet", register.toSign(change)));
        register.apply(change, Optional.of(SshSignature.of(rsa.getPublic(), "body@signet", signature.sign())));
        assertEquals(user, TestFiles.files(folder()).directory().user("carol").orElseThrow());
    }

    @Test
    void anotherCardsSealOrNoneWritesNothing() throws Exception {
        UserFiles files = TestFiles.files(folder());
        assertReason(Reason.REFUSED, () -> apply(files.register(), enrolment(), TestKeys.p256()));
        assertReason(Reason.PIN_NEEDED, () -> files.register().apply(enrolment(), Optional.empty()));
        enrol(card);
        byte[] before = Files.readAllBytes(file());
        UserChange change = new UserChange.DeleteEntry("alice", "piv-9a");
        assertReason(Reason.REFUSED, () -> apply(files.register(), change, TestKeys.p256()));
        assertReason(Reason.PIN_NEEDED, () -> files.register().apply(change, Optional.empty()));
        assertArrayEquals(before, Files.readAllBytes(file()));
    }

    @Test
    void aSealOfWhatChangedMeanwhileIsBusyAndMadeAnew() throws Exception {
        enrol(card);
        UserFiles files = TestFiles.files(folder());
        UserChange change = new UserChange.SetEntry("alice", "mine", record(), List.of());
        byte[] blob = seal(files.register(), change, card);
        apply(TestFiles.files(folder()).register(), new UserChange.DeleteEntry("alice", "piv-9a"), card);
        assertReason(Reason.BUSY, () -> files.register().apply(change, Optional.of(blob)));
        apply(files.register(), change, card);
        assertEquals(List.of("mine"), files.directory().keys("alice").get(0).aliases());
    }

    @Test
    void nobodyIsEnrolledTwice() throws Exception {
        enrol(card);
        UserRegister register = TestFiles.files(folder()).register();
        assertReason(Reason.REFUSED, () -> register.toSign(enrolment()));
    }

    private void enrol(KeyPair by) throws Exception {
        apply(TestFiles.files(folder()).register(), enrolment(), by);
    }

    private UserChange enrolment() {
        KeyRecord key = record().withAliases(List.of("piv-9a"));
        return new UserChange.Enrol(who(), List.of(key), Map.of("piv-9a", List.of(certificate)));
    }

    private User who() {
        EnrolledCard enrolled = new EnrolledCard("piv:12345678", "9a", card.getPublic(), false);
        return new User(
                "alice",
                ID,
                1002,
                1002,
                Custody.CARD,
                LoginBy.CARD,
                Optional.of(card.getPublic()),
                1,
                List.of("require-card"),
                List.of(enrolled),
                false);
    }

    private KeyRecord record() {
        KeyRecord bobs = UserFilesTest.record(card, KeyPlace.card("piv:12345678", "9a"));
        return new KeyRecord(bobs.id(), "alice", List.of(), bobs.publicKey(), bobs.place(), bobs.can(), bobs.facts());
    }

    private static void apply(UserRegister register, UserChange change, KeyPair by) throws Exception {
        register.apply(change, Optional.of(seal(register, change, by)));
    }

    private static byte[] seal(UserRegister register, UserChange change, KeyPair by) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(by.getPrivate());
        signature.update(SshSignature.toBeSigned("body@signet", register.toSign(change)));
        return SshSignature.of(by.getPublic(), "body@signet", signature.sign());
    }

    private Path folder() {
        return temp.resolve("signet");
    }

    private Path file() {
        return folder().resolve("users").resolve("alice.user");
    }
}
