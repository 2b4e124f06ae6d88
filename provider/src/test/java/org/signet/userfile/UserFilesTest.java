package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.TestFiles.access;
import static org.signet.userfile.TestFiles.call;
import static org.signet.userfile.TestFiles.files;
import static org.signet.userfile.TestFiles.login;
import static org.signet.userfile.TestFiles.newKey;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.Normalizer;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyFacts;
import org.signet.key.KeyId;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Operation;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.User;
import org.signet.key.UserChange;

class UserFilesTest {
    @TempDir
    private Path temp;

    private final KeyPair pair = TestKeys.p256();

    @Test
    void aMissingFolderHasNoUsersAndStaysMissing() {
        UserFiles files = files(folder());
        assertFalse(files.exists());
        assertEquals(List.of(), files.directory().users());
        assertEquals(Optional.empty(), files.directory().user("bob"));
        assertEquals(List.of(), files.directory().keys("bob"));
        KeyAccess access = login(files, "bob"); // nobody enrolled him: the passphrase waits for his first key
        assertEquals(List.of(), access.keys(List.of()));
        access.close();
        files.close();
        assertFalse(Files.exists(folder()));
    }

    @Test
    void theFirstKeyEnrolsItsUserInOneReplacement() throws Exception {
        UserFiles files = files(folder());
        KeyRecord record = login(files, "bob").create(newKey("bobkey", pair), call(""));
        assertEquals(KeyId.of(pair.getPublic()), record.id());
        assertEquals(KeyPlace.FILE, record.place());
        assertEquals(List.of("bobkey"), record.aliases());
        assertEquals(Set.of(Primitive.ECDSA, Primitive.ECDH), record.can());
        assertEquals(KeyOrigin.IMPORTED, record.facts().origin());
        assertEquals("2026-11-24T10:00:00Z", record.facts().created().toString());

        User bob = files.directory().user("bob").orElseThrow();
        assertEquals(List.of("bob"), files.directory().users());
        assertEquals(1001, bob.uid());
        assertEquals(1, bob.enrolled());
        assertTrue(bob.isEnrolled());
        assertEquals(
                1, Files.readAllLines(file()).stream().filter("body: 1"::equals).count());
        assertEquals(List.of(file()), children(folder().resolve("users")));
    }

    @Test
    void aKeyOfTheFileSignsAfterANewLogin() throws Exception {
        KeyPair rsa = TestKeys.rsa();
        enrol(newKey("ec", pair)).close();
        try (KeyAccess access = login(files(folder()), "bob")) {
            access.create(newKey("rsa", rsa), call(""));
        }
        UserFiles files = files(folder());
        KeyAccess access = access(files, "bob");
        Optional<PublicKey> proved = access.login(call(TestFiles.PASSPHRASE));
        assertTrue(files.directory().user("bob").orElseThrow().believes(proved.orElseThrow()));

        byte[] digest = new byte[32];
        digest[5] = 7;
        Signature verifier = Signature.getInstance("NONEwithECDSA");
        verifier.initVerify(pair.getPublic());
        verifier.update(digest);
        assertTrue(verifier.verify(perform(access, pair, Primitive.ECDSA, digest)));

        byte[] block = new byte[256];
        block[1] = 1;
        RSAPublicKey n = (RSAPublicKey) rsa.getPublic();
        BigInteger s = new BigInteger(1, perform(access, rsa, Primitive.RSA_RAW, block));
        assertEquals(new BigInteger(1, block), s.modPow(n.getPublicExponent(), n.getModulus()));
        assertEquals(2, access.keys(List.of()).size());
    }

    @Test
    void theWrongPassphraseOpensNothingAndSaysSo() {
        enrol(newKey("k", pair)).close();
        KeyAccess access = access(files(folder()), "bob");
        assertReason(Reason.PASSPHRASE_WRONG, () -> access.login(call("wrong horse battery")));
        assertReason(Reason.NOT_CONNECTED, () -> perform(access, pair, Primitive.ECDSA, new byte[32]));
        assertReason(Reason.PIN_NEEDED, () -> access.login(call(SecretPrompt.NOBODY)));
        assertFalse(access.proves(secret(TestFiles.PASSPHRASE)));
    }

    @Test
    void theAcceptedPassphraseProvesItselfWithoutAnyIO() throws Exception {
        KeyAccess access = enrol(newKey("k", pair));
        Files.delete(file());
        assertTrue(access.proves(secret(TestFiles.PASSPHRASE)));
        assertFalse(access.proves(secret("correct horse batter")));
        access.close();
        assertFalse(access.proves(secret(TestFiles.PASSPHRASE)));
    }

    @Test
    void aPoorPassphraseEnrolsNobody() {
        UserFiles files = files(folder());
        KeyAccess access = access(files, "bob");
        for (String poor : List.of("changeit", "12345678", "short")) {
            assertReason(Reason.REFUSED, () -> access.login(call(poor)));
        }
        assertReason(Reason.NOT_CONNECTED, () -> access.create(newKey("k", pair), call("")));
        assertFalse(Files.exists(folder()));
    }

    @Test
    void aNewUserIsAskedForANewPassphraseAndAnEnrolledOneForHis() {
        UserFiles files = files(folder());
        SecretRequest.Kind[] asked = new SecretRequest.Kind[1];
        SecretPrompt prompt = request -> {
            asked[0] = request.kind();
            return Optional.of(secret(TestFiles.PASSPHRASE));
        };
        KeyAccess access = access(files, "bob");
        access.login(call(prompt));
        assertEquals(SecretRequest.Kind.NEW_PASSPHRASE, asked[0]);
        access.create(newKey("k", pair), call(""));
        access(files, "bob").login(call(prompt));
        assertEquals(SecretRequest.Kind.PASSPHRASE, asked[0]);
    }

    @Test
    void whoWasEnrolledMeanwhileIsToldOnceAndNotOverwritten() {
        KeyAccess slow = login(files(folder()), "bob");
        enrol(newKey("k", pair)).close();
        assertReason(Reason.REFUSED, () -> slow.create(newKey("other", TestKeys.p256()), call("")));
        assertReason(Reason.REFUSED, () -> slow.login(call(TestFiles.PASSPHRASE)));
        assertEquals(1, files(folder()).directory().keys("bob").size());
    }

    @Test
    void oneKeyMayHaveSeveralAliasesAndAnAliasOneKey() {
        KeyAccess access = enrol(newKey("first", pair));
        access.create(newKey("second", pair), call(""));
        X509Certificate other = TestKeys.selfSigned(pair, "other");
        access.create(newKey("first", pair, List.of(other)), call(""));
        UserFiles files = files(folder());
        assertEquals(
                List.of("first", "second"), files.directory().keys("bob").get(0).aliases());
        assertEquals(List.of(other), files.directory().certificates("bob", "first"));
        assertReason(Reason.REFUSED, () -> access.create(newKey("second", TestKeys.p256()), call("")));
    }

    @Test
    void aStrangeAliasAndAStrangeUserAreKeptButMakeNoPath() {
        String user = "Ü/../é\u0301b";
        String alias = "../../x y\"ä";
        try (KeyAccess access = login(files(folder()), user)) {
            access.create(newKey(alias, pair), call(""));
        }
        UserFiles files = files(folder());
        String kept = Normalizer.normalize(user, Normalizer.Form.NFC);
        assertEquals(List.of(kept), files.directory().users());
        assertEquals(List.of(alias), files.directory().keys(user).get(0).aliases());
        assertEquals(1, files.directory().certificates(user, alias).size());
        assertReason(Reason.REFUSED, () -> files.directory().user("a\nb"));
        assertReason(Reason.REFUSED, () -> files.directory().user(".hidden"));
        assertReason(Reason.REFUSED, () -> files.directory().user(""));
    }

    @Test
    void halvesThatDoNotBelongTogetherAreRefused() {
        KeyAccess access = enrol(newKey("k", pair));
        KeyPair rsa = TestKeys.rsa();
        KeyPair mixed = new KeyPair(TestKeys.p256().getPublic(), pair.getPrivate());
        assertReason(Reason.REFUSED, () -> access.create(newKey("m", mixed, List.of()), call("")));
        KeyPair mixedKinds = new KeyPair(rsa.getPublic(), pair.getPrivate());
        assertReason(Reason.CANNOT, () -> access.create(newKey("m", mixedKinds, List.of()), call("")));
        List<X509Certificate> foreign = List.of(TestKeys.selfSigned(TestKeys.p256(), "x"));
        assertReason(Reason.REFUSED, () -> access.create(newKey("m", rsa, foreign), call("")));
        KeyPair weak = weakDh();
        assertReason(Reason.CANNOT, () -> access.create(newKey("m", weak, List.of()), call("")));
    }

    @Test
    void anotherManagersChangeIsSeenAtTheNextUse() {
        UserFiles mine = files(folder());
        KeyAccess access = login(mine, "bob");
        access.create(newKey("k", pair), call(""));
        KeyPair second = TestKeys.p256();
        KeyAccess other = login(files(folder()), "bob");
        for (int i = 1; i <= 50; i++) { // each replacement is seen, however fast they follow one another
            other.create(newKey("alias" + i, second, List.of()), call(""));
            KeyRecord seen =
                    mine.directory().key("bob", KeyId.of(second.getPublic())).orElseThrow();
            assertEquals(i, seen.aliases().size());
        }
        byte[] signature = perform(access, second, Primitive.ECDSA, new byte[32]);
        assertTrue(signature.length >= 64 && signature.length <= 72);
    }

    @Test
    void anOldCopyPutBackIsDamagedForWhoHasSeenANewerOne() throws Exception {
        UserFiles files = files(folder());
        KeyAccess access = login(files, "bob");
        access.create(newKey("k", pair), call(""));
        byte[] old = Files.readAllBytes(file());
        access.create(newKey("k2", pair), call(""));
        Files.write(file(), old);
        assertReason(Reason.DAMAGED, () -> files.directory().user("bob"));
        assertReason(Reason.DAMAGED, () -> access.create(newKey("k3", pair), call("")));
        assertArrayEquals(old, Files.readAllBytes(file()));
    }

    @Test
    void anotherMasterKeyEndsTheSession() throws Exception {
        UserFiles files = files(folder());
        KeyAccess access = login(files, "bob");
        access.create(newKey("k", pair), call(""));
        Files.delete(file());
        assertReason(Reason.UNKNOWN, () -> perform(access, pair, Primitive.ECDSA, new byte[32]));
        enrol(newKey("k", pair)).close();
        KeyAccessException e =
                assertReason(Reason.NOT_CONNECTED, () -> perform(access, pair, Primitive.ECDSA, new byte[32]));
        assertTrue(e.getMessage().contains("log in again"));
    }

    @Test
    void afterCloseADoorDoesNothing() {
        KeyAccess access = enrol(newKey("k", pair));
        access.close();
        assertReason(Reason.NOT_CONNECTED, () -> perform(access, pair, Primitive.ECDSA, new byte[32]));
        assertReason(Reason.NOT_CONNECTED, () -> access.create(newKey("x", pair), call("")));
        assertReason(Reason.NOT_CONNECTED, () -> access.login(call(TestFiles.PASSPHRASE)));
    }

    @Test
    void aKeyDoesOnlyWhatItsRecordSays() {
        KeyAccess access = enrol(newKey("k", pair));
        assertReason(Reason.CANNOT, () -> perform(access, pair, Primitive.RSA_RAW, new byte[256]));
        KeyRecord stranger = record(TestKeys.p256(), KeyPlace.FILE);
        assertReason(Reason.UNKNOWN, () -> access.perform(stranger, operation(Primitive.ECDSA, new byte[32])));
    }

    @Test
    void entriesAreChangedByTheUsersOpenDoorAndByNobodyElse() {
        UserFiles files = files(folder());
        KeyAccess access = login(files, "bob");
        KeyRecord key = access.create(newKey("k", pair), call(""));
        X509Certificate reply = TestKeys.selfSigned(pair, "reply");
        UserChange set = new UserChange.SetEntry("bob", "new name", key, List.of(reply));
        files.register().apply(set, Optional.empty());
        assertEquals(List.of(reply), files.directory().certificates("bob", "new name"));
        files.register().apply(new UserChange.DeleteEntry("bob", "k"), Optional.empty());
        assertEquals(List.of("new name"), files.directory().keys("bob").get(0).aliases());
        assertReason(Reason.PIN_NEEDED, () -> files(folder()).register().apply(set, Optional.empty()));
        assertReason(
                Reason.UNKNOWN, () -> files.register().apply(new UserChange.DeleteEntry("bob", "k"), Optional.empty()));
        access.close();
        assertReason(Reason.PIN_NEEDED, () -> files.register().apply(set, Optional.empty()));
        assertReason(
                Reason.UNKNOWN, () -> files.register().apply(new UserChange.DeleteEntry("eve", "k"), Optional.empty()));
    }

    @Test
    void theLastAliasTakesAKeyOfTheFileWithItAndACardsStays() {
        UserFiles files = files(folder());
        KeyAccess access = login(files, "bob");
        access.create(newKey("k", pair), call(""));
        KeyRecord card = record(TestKeys.p256(), KeyPlace.card("piv:12345678", "9a"));
        files.register().apply(new UserChange.SetEntry("bob", "mine", card, List.of()), Optional.empty());
        files.register().apply(new UserChange.DeleteEntry("bob", "mine"), Optional.empty());
        files.register().apply(new UserChange.DeleteEntry("bob", "k"), Optional.empty());
        assertEquals(
                List.of(card.withAliases(List.of())),
                files(folder()).directory().keys("bob"));
        assertReason(Reason.UNKNOWN, () -> perform(access, pair, Primitive.ECDSA, new byte[32]));
        assertReason(Reason.CANNOT, () -> access.perform(card, operation(Primitive.ECDSA, new byte[32])));
    }

    @Test
    void valuesThatCouldNotBeReadAgainAreNotWritten() throws Exception {
        UserFiles files = files(folder());
        login(files, "bob").create(newKey("k", pair), call(""));
        byte[] before = Files.readAllBytes(file());
        KeyRecord odd = record(TestKeys.p256(), KeyPlace.card("piv:1 2", "9a"));
        UserChange set = new UserChange.SetEntry("bob", "odd", odd, List.of());
        assertReason(Reason.REFUSED, () -> files.register().apply(set, Optional.empty()));
        assertArrayEquals(before, Files.readAllBytes(file()));
    }

    private KeyAccess enrol(NewKey first) {
        KeyAccess access = login(files(folder()), "bob");
        access.create(first, call(""));
        return access;
    }

    private Path folder() {
        return temp.resolve("share").resolve("signet");
    }

    private Path file() {
        return folder().resolve("users").resolve("bob.user");
    }

    static byte[] perform(KeyAccess access, KeyPair key, Primitive primitive, byte[] input) {
        KeyRecord record = access.key(KeyId.of(key.getPublic()).hex()).orElse(record(key, KeyPlace.FILE));
        return access.perform(record, operation(primitive, input));
    }

    static Operation operation(Primitive primitive, byte[] input) {
        return new Operation(primitive, input, call(""));
    }

    static KeyRecord record(KeyPair pair, KeyPlace place) {
        KeyFacts facts = new KeyFacts(
                TestFiles.NOW.truncatedTo(ChronoUnit.SECONDS),
                KeyOrigin.CARD,
                place.custody() == Custody.CARD ? PinPolicy.ONCE : PinPolicy.NEVER,
                false,
                Set.of());
        return new KeyRecord(
                KeyId.of(pair.getPublic()), "bob", List.of(), pair.getPublic(), place, Set.of(Primitive.ECDSA), facts);
    }

    static Secret secret(String text) {
        return new Secret(text.toCharArray(), Secret.Origin.PROGRAM);
    }

    static KeyAccessException assertReason(Reason reason, Executable executable) {
        KeyAccessException e = assertThrows(KeyAccessException.class, executable);
        assertEquals(reason, e.reason(), e.getMessage());
        return e;
    }

    private static KeyPair weakDh() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("DH");
            generator.initialize(1024);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> children(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
