package org.signet.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.signet.TestKeys;
import org.signet.crypto.Digest;
import org.signet.crypto.Scheme;
import org.signet.key.ConnectedUser;
import org.signet.key.Custody;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyFacts;
import org.signet.key.KeyId;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.KeyRef;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.Token;
import org.signet.key.User;

/** The patent's centre over places that write down what they are asked. */
class LibraryManagerTest {
    private static final Scheme.RsaPkcs1 RSA = new Scheme.RsaPkcs1(Digest.SHA256);
    private static final byte[] DIGEST = new byte[32];

    private final FakePlace cards = new FakePlace(Custody.CARD);
    private final FakePlace files = new FakePlace(Custody.FILE);
    private final FakePlace facilities = new FakePlace(Custody.FACILITY);
    private final FakeBook book = new FakeBook();
    private final User self = User.unenrolled("me", 1, 1, Custody.FILE);
    private final LibraryManager manager = new LibraryManager(
            new Places(cards, files, facilities, book, book),
            book,
            new ManagerOptions(self, "me", SecretPrompt.NOBODY, Duration.ofSeconds(5), "host", "-"));

    LibraryManagerTest() {
        files.put(new Token(Custody.FILE, "file", "folder"));
        files.secret = "correct horse";
    }

    private static SecretPrompt says(String secret) {
        return request -> Optional.of(new Secret(secret.toCharArray(), Secret.Origin.PROGRAM));
    }

    private static KeyRecord record(String owner, KeyPair pair, KeyPlace place, PinPolicy pin, Primitive can) {
        String alias = place.custody() == Custody.CARD ? "piv-" + place.reference() : "bobkey";
        return new KeyRecord(
                KeyId.of(pair.getPublic()),
                owner,
                List.of(alias),
                pair.getPublic(),
                place,
                EnumSet.of(can),
                new KeyFacts(Instant.EPOCH, KeyOrigin.UNKNOWN, pin, false, Set.of()));
    }

    private void card(String token, String reference, KeyPair pair, PinPolicy pin, Primitive can) {
        if (cards.tokens.stream().noneMatch(t -> t.id().equals(token))) {
            cards.put(new Token(Custody.CARD, token, "Reader of " + token));
        }
        KeyRecord record = record("", pair, KeyPlace.card(token, reference), pin, can);
        cards.records.add(record);
        cards.pairs.put(record.id(), pair);
    }

    private KeyRecord enrolBobInTheFile() {
        KeyRecord key = record("bob", TestKeys.rsa(), KeyPlace.FILE, PinPolicy.ONCE, Primitive.RSA_RAW);
        book.users.put(
                "bob",
                new User(
                        "bob",
                        "0b".repeat(16),
                        2,
                        2,
                        Custody.FILE,
                        User.LoginBy.PASSPHRASE,
                        Optional.of(TestKeys.ec().getPublic()),
                        1,
                        List.of(),
                        List.of(),
                        false));
        book.keys.put(key.id(), key);
        files.pairs.put(key.id(), TestKeys.rsa());
        return key;
    }

    private KeyRecord enrolAliceWithACard() {
        return enrolAlice("9a", TestKeys.rsa(), PinPolicy.ONCE, Primitive.RSA_RAW);
    }

    private KeyRecord enrolAlice(String reference, KeyPair pair, PinPolicy pin, Primitive can) {
        card("piv:1", reference, pair, pin, can);
        KeyRecord key = record("alice", pair, KeyPlace.card("piv:1", reference), pin, can);
        book.users.put(
                "alice",
                new User(
                        "alice",
                        "0a".repeat(16),
                        3,
                        3,
                        Custody.CARD,
                        User.LoginBy.CARD,
                        Optional.of(pair.getPublic()),
                        1,
                        List.of(),
                        List.of(new EnrolledCard("piv:1", reference, pair.getPublic(), false)),
                        false));
        book.keys.put(key.id(), key);
        return key;
    }

    private static KeyRef ref(KeyRecord record) {
        return new KeyRef(record.owner(), record.id());
    }

    private static Reason reason(Runnable deed) {
        return assertThrows(KeyAccessException.class, deed::run).reason();
    }

    @Test
    void theSameHandleGoesWhereTheDirectorySaysAtThatOperation() {
        KeyRecord key = enrolBobInTheFile();
        card("piv:9", "9a", TestKeys.rsa(), PinPolicy.ONCE, Primitive.RSA_RAW);
        manager.login("bob", new SecretPrompt() {
            @Override
            public Optional<Secret> ask(org.signet.key.SecretRequest request) {
                String answer = request.token().equals("file") ? "correct horse" : "123456";
                return Optional.of(new Secret(answer.toCharArray(), Secret.Origin.HUMAN));
            }
        });
        assertTrue(manager.key("bob", "bobkey").isPresent());
        manager.sign(ref(key), RSA, DIGEST);
        assertEquals(List.of("login file", "rsa-raw file"), files.asked);
        book.keys.put(key.id(), key.at(KeyPlace.card("piv:9", "9a"))); // another process moved the key
        manager.sign(ref(key), RSA, DIGEST);
        assertTrue(cards.asked.contains("rsa-raw piv:9"), cards.asked.toString());
        book.keys.put(key.id(), key);
        manager.sign(ref(key), RSA, DIGEST);
        assertEquals(List.of("login file", "rsa-raw file", "rsa-raw file"), files.asked);
    }

    @Test
    void anEnrolledCardAnswersAFreshChallengeAndTheSessionSaysSo() {
        enrolAliceWithACard();
        manager.login("alice", says("123456"));
        assertEquals(List.of("login piv:1", "rsa-raw piv:1"), cards.asked);
        ConnectedUser session = book.list().get(0);
        assertTrue(session.smartCard());
        assertEquals(ConnectedUser.Proof.CHALLENGE, session.proof());
        assertEquals(List.of("rsa-raw"), session.schemes());
    }

    private void assertAnswers(String command) {
        manager.login("alice", says("123456"));
        assertEquals(List.of("login piv:1", command + " piv:1"), cards.asked);
        assertEquals(ConnectedUser.Proof.CHALLENGE, book.list().get(0).proof());
    }

    @Test
    void aKeyThatOnlyDecryptsOpensWhatWasSealedForIt() {
        enrolAlice("9d", TestKeys.freshRsa(1024), PinPolicy.ONCE, Primitive.RSA_RAW); // too small for an SSHSIG
        assertAnswers("rsa-raw");
    }

    @Test
    void aKeyThatOnlyAgreesMeetsAnEphemeralOne() {
        enrolAlice("9d", TestKeys.ec(), PinPolicy.ONCE, Primitive.ECDH);
        assertAnswers("ecdh");
    }

    @Test
    void aCardAuthenticationKeySignsTheChallenge() {
        enrolAlice("9e", TestKeys.ec(), PinPolicy.NEVER, Primitive.ECDSA);
        assertAnswers("ecdsa");
    }

    @Test
    void whereThePinAloneWasProvedNothingVouchesForAFileThatNoAdministratorSigned() {
        KeyRecord key = enrolAlice("9c", TestKeys.rsa(), PinPolicy.ALWAYS, Primitive.RSA_RAW);
        manager.login("alice", says("123456"));
        assertEquals(List.of("login piv:1"), cards.asked);
        assertEquals(ConnectedUser.Proof.PIN, book.list().get(0).proof());
        assertFalse(book.list().get(0).smartCard());
        assertEquals(Reason.REFUSED, reason(() -> manager.sign(ref(key), RSA, DIGEST)));
        assertEquals(List.of("login piv:1"), cards.asked);
    }

    @Test
    void anotherKeyOpensNothingAndAgreesOnNothing() {
        for (KeyPair[] pairs : new KeyPair[][] {
            {TestKeys.freshRsa(1024), TestKeys.freshRsa(1024)}, {TestKeys.freshEc(), TestKeys.freshEc()}
        }) {
            boolean rsa = pairs[0].getPublic().getAlgorithm().equals("RSA");
            enrolAlice("9d", pairs[0], PinPolicy.ONCE, rsa ? Primitive.RSA_RAW : Primitive.ECDH);
            cards.pairs.put(KeyId.of(pairs[0].getPublic()), pairs[1]);
            KeyAccessException e = assertThrows(KeyAccessException.class, () -> manager.login("alice", says("123456")));
            assertEquals(Reason.WRONG_CARD, e.reason(), e.getMessage());
            assertTrue(book.sessions.isEmpty());
        }
    }

    @Test
    void aCardWithAnotherKeyInThatSlotIsRefusedAtTheChallenge() {
        enrolAliceWithACard();
        KeyPair other = TestKeys.freshRsa(2048);
        cards.pairs.put(KeyId.of(TestKeys.rsa().getPublic()), other);
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> manager.login("alice", says("123456")));
        assertEquals(Reason.WRONG_CARD, e.reason());
        assertTrue(book.sessions.isEmpty());
    }

    @Test
    void anotherCardIsNamedAndGetsNoPin() {
        enrolAliceWithACard();
        cards.tokens.clear();
        cards.put(new Token(Custody.CARD, "piv:2", "R"));
        assertEquals(Reason.WRONG_CARD, reason(() -> manager.login("alice", says("123456"))));
        cards.tokens.clear();
        assertEquals(Reason.NO_CARD, reason(() -> manager.login("alice", says("123456"))));
        assertEquals(List.of(), cards.asked);
    }

    @Test
    void aLostCardEndsTheSessionAndANewLoginRevivesTheHandle() {
        KeyRef key = ref(enrolAliceWithACard());
        manager.login("alice", says("123456"));
        assertTrue(manager.key("alice", "piv-9a").isPresent());
        Token card = cards.tokens.get(0);
        cards.lose("card piv:1 was removed from reader R: log in again");
        assertTrue(book.sessions.isEmpty());
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> manager.sign(key, RSA, DIGEST));
        assertEquals(Reason.NOT_CONNECTED, e.reason());
        assertEquals(
                "the session of alice is over: card piv:1 was removed from reader R: log in again", e.getMessage());
        assertTrue(manager.mayDo(key, RSA));
        cards.put(card);
        manager.login("alice", says("123456"));
        assertEquals(256, manager.sign(key, RSA, DIGEST).length);
    }

    @Test
    void aSessionThatWasEndedFromOutsideIsOver() {
        KeyRecord key = enrolBobInTheFile();
        manager.login("bob", says("correct horse"));
        assertTrue(manager.key("bob", "bobkey").isPresent());
        book.sessions.clear();
        assertEquals(Reason.NOT_CONNECTED, reason(() -> manager.sign(ref(key), RSA, DIGEST)));
        assertTrue(files.asked.contains("close file"));
    }

    /** Another thread's operation found it live, and its file gone. */
    @Test
    void aSessionThatTheLossOfItsCardEndsMeanwhileWasNotEndedFromOutside() {
        KeyRef key = ref(enrolAliceWithACard());
        manager.login("alice", says("123456"));
        assertTrue(manager.key("alice", "piv-9a").isPresent());
        book.meanwhile = () -> cards.lose("card piv:1 was removed from reader R: log in again");
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> manager.sign(key, RSA, DIGEST));
        assertEquals(
                "the session of alice is over: card piv:1 was removed from reader R: log in again", e.getMessage());
    }

    @Test
    void aSecondLoginWithTheAcceptedSecretAsksNothingAndAnotherIsReallyTried() {
        enrolBobInTheFile();
        manager.login("bob", says("correct horse"));
        manager.login("bob", says("correct horse"));
        assertEquals(List.of("login file"), files.asked);
        assertEquals(Reason.PASSPHRASE_WRONG, reason(() -> manager.login("bob", says("another"))));
        assertEquals(List.of("login file", "login file"), files.asked);
        assertTrue(manager.proves("bob", new Secret("correct horse".toCharArray(), Secret.Origin.PROGRAM)));
    }

    @Test
    void withNobodyEnrolledDigitsGoToTheOnlyCardAndNothingElseDoes() {
        card("piv:1", "9a", TestKeys.rsa(), PinPolicy.ONCE, Primitive.RSA_RAW);
        for (String word : List.of("", "changeit", "12345", "123456789", "correct horse battery")) {
            assertEquals(Reason.REFUSED, reason(() -> manager.login("me", says(word))), word);
        }
        assertEquals(List.of(), cards.asked);
        assertEquals(List.of(), files.asked);
        manager.login("me", says("123456"));
        KeyRecord key = manager.key("me", "piv-9a").orElseThrow();
        assertEquals(256, manager.sign(ref(key), RSA, DIGEST).length);
        assertTrue(book.sessions.isEmpty(), "an unenrolled user leaves no session file");
    }

    @Test
    void withNobodyEnrolledSeveralCardsOrNoneAreSaid() {
        assertEquals(Reason.NO_CARD, reason(() -> manager.login("me", says("123456"))));
        cards.absent = new KeyAccessException(Reason.NO_READERS, "no reader");
        assertEquals(Reason.NO_READERS, reason(() -> manager.login("me", says("123456"))));
        cards.absent = null;
        cards.put(new Token(Custody.CARD, "piv:1", "R1"));
        cards.put(new Token(Custody.CARD, "piv:2", "R2"));
        assertEquals(Reason.REFUSED, reason(() -> manager.login("me", says("123456"))));
        assertEquals(List.of(), cards.asked);
    }

    @Test
    void aFolderWithOthersDoesNotTakeAStrangerIn() {
        enrolBobInTheFile();
        assertEquals(Reason.UNKNOWN, reason(() -> manager.login("me", says("correct horse"))));
        assertEquals(Reason.UNKNOWN, reason(() -> manager.login("carol", says("correct horse"))));
        assertEquals(List.of(), files.asked);
    }

    @Test
    void oneMessageWhetherTheKeyIsSomebodyElsesOrNobodys() {
        KeyRecord alices = enrolAliceWithACard();
        enrolBobInTheFile();
        book.keys.put(alices.id(), alices);
        manager.login("bob", says("correct horse"));
        KeyRef foreign = new KeyRef("bob", new KeyId("ab".repeat(32)));
        KeyRef stolen = new KeyRef("bob", alices.id());
        KeyAccessException none = assertThrows(KeyAccessException.class, () -> manager.sign(foreign, RSA, DIGEST));
        assertEquals(Reason.UNKNOWN, none.reason());
        KeyAccessException hers = assertThrows(KeyAccessException.class, () -> manager.sign(stolen, RSA, DIGEST));
        assertEquals(
                none.getMessage().replaceAll("[0-9a-f]{16}…", "ID"),
                hers.getMessage().replaceAll("[0-9a-f]{16}…", "ID"));
    }

    @Test
    void aFileSealedByAKeyThatTheLoginDidNotProveServesNoOperation() {
        KeyRecord key = enrolBobInTheFile();
        manager.login("bob", says("correct horse"));
        User bob = book.users.get("bob");
        book.users.put(
                "bob",
                new User(
                        bob.name(),
                        bob.id(),
                        2,
                        2,
                        bob.custody(),
                        bob.login(),
                        Optional.of(TestKeys.freshEc().getPublic()),
                        2,
                        List.of(),
                        List.of(),
                        false));
        assertEquals(Reason.NOT_CONNECTED, reason(() -> manager.sign(ref(key), RSA, DIGEST)));
        assertEquals(List.of("login file"), files.asked);
    }
}
