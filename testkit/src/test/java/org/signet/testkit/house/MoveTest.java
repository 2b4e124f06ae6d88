package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.House;
import org.signet.key.Custody;
import org.signet.key.Facility;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyRecord;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest.Kind;
import org.signet.manager.MovePlan;
import org.signet.manager.MoveProgress;
import org.signet.manager.MoveRequest;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.piv.SelfSigned;

/** Bob, who has an RSA key in the file, is moved to a card and back. */
class MoveTest {
    static final Map<Kind, String> SECRETS = Map.of(
            Kind.PIN, World.PIN, Kind.PASSPHRASE, World.PASSPHRASE, Kind.MANAGEMENT_KEY, "0102030405060708".repeat(3));

    @TempDir
    private Path temporary;

    private World world;

    @BeforeEach
    void bobIsEnrolled() throws IOException {
        world = new World(temporary).with("user=bob");
        world.enrolBob();
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    private EmulatedPivCard inserted(EmulatedPivCard.Builder builder) {
        EmulatedPivCard card = world.watched(builder);
        world.insert(card);
        return card;
    }

    static SecretPrompt answering(Map<Kind, String> secrets) {
        return request -> Optional.ofNullable(secrets.get(request.kind()))
                .map(s -> new Secret(s.toCharArray(), Secret.Origin.PROGRAM));
    }

    private List<KeyRecord> move(MoveRequest request) {
        return move(request, SECRETS);
    }

    private List<KeyRecord> move(MoveRequest request, Map<Kind, String> secrets) {
        try (House house = House.open(Optional.of(world.configuration()))) {
            MovePlan plan = house.move().plan(request);
            return house.move().perform(plan, answering(secrets), MoveProgress.UNSEEN);
        }
    }

    private static MoveRequest toCard(Map<String, String> keys) {
        return new MoveRequest("bob", Custody.CARD, keys, Optional.empty(), false, false, false, false);
    }

    private KeyAccessException refused(MoveRequest request) {
        return assertThrows(KeyAccessException.class, () -> move(request));
    }

    /** He logs in with his passphrase as before, and is asked for the PIN when the key is used. */
    private KeyStore open() throws Exception {
        return world.loadAsking(text -> text.contains("PIN of") ? World.PIN : World.PASSPHRASE);
    }

    private void importKey(String alias, KeyPair pair, int usage) throws Exception {
        Certificate[] chain = {SelfSigned.certificate("CN=" + alias, pair, usage)};
        open().setKeyEntry(alias, pair.getPrivate(), null, chain);
    }

    @Test
    void oneHandleSignsFromTheFileFromTheCardAndFromTheFileAgain() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        KeyStore keys = open();
        PrivateKey key = App.key(keys, "bobkey");
        Certificate[] chain = keys.getCertificateChain("bobkey");
        App.assertSigns(key, chain[0]);
        assertEquals(0, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));

        move(toCard(Map.of("bobkey", "9a")));
        App.assertSigns(key, chain[0]);
        int before = card.apdus();
        App.assertSigns(key, chain[0]);
        App.assertDecrypts(keys, "bobkey");
        assertTrue(card.apdus() > before);
        int steady = card.apdus();
        App.assertSigns(key, chain[0]);
        assertEquals(steady + 1, card.apdus(), "one command, no PIN");
        assertEquals(List.of("bobkey"), Collections.list(keys.aliases()));
        assertEquals(List.of(chain), List.of(keys.getCertificateChain("bobkey")));
        assertEquals(chain[0], keys.getCertificate("bobkey"));

        move(MoveRequest.of("bob", Custody.FILE));
        int after = card.apdus();
        App.assertSigns(key, chain[0]);
        App.assertDecrypts(keys, "bobkey");
        assertEquals(after, card.apdus(), "no command to the card");
    }

    @Test
    void theFileSaysWhereTheKeyIsAndKeepsItsCopy() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        move(toCard(Map.of("bobkey", "9c")));
        String text = Files.readString(world.userFile("bob"));
        App.assertSays(
                text,
                "custody: card\nlogin: passphrase\n",
                "card: " + World.token(card) + " 9c ",
                "place: card " + World.token(card) + " 9c\norigin: imported\ncan: rsa-raw\n",
                "BEGIN SIGNET WRAPPED KEY");
    }

    @Test
    void anOpenServersNextHandshakeTakesTheOtherRoad() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        KeyStore keys = open();
        try (Tls tls = new Tls()) {
            SSLContext server = Tls.server(keys);
            SSLContext client = Tls.client(keys.getCertificate("bobkey"));
            tls.shakeHands(server, client, "TLSv1.3");
            assertEquals(0, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
            move(toCard(Map.of("bobkey", "9a")));
            int moved = card.count(EmulatedPivCard.GENERAL_AUTHENTICATE);
            tls.shakeHands(server, client, "TLSv1.2");
            tls.shakeHands(server, client, "TLSv1.3");
            assertEquals(moved + 2, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
            move(MoveRequest.of("bob", Custody.FILE));
            tls.shakeHands(server, Tls.client(keys.getCertificate("bobkey")), "TLSv1.3");
            assertEquals(moved + 2, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
        }
    }

    @Test
    void aServerInAnotherProcessGoesOnWithoutARestart() throws Exception {
        ChildJvm server = ChildJvm.start(temporary, List.of(), MovedServer.class, temporary.toString());
        int port = Integer.parseInt(server.line());
        Certificate trusted = world.loadAs("bob", null).getCertificate("bobkey");
        shakeHands(port, trusted);
        assertEquals(0, operations(server, "count"));

        inserted(world.builder().keptIn(temporary.resolve("card")));
        move(toCard(Map.of("bobkey", "9a")));
        assertEquals(0, operations(server, "card"));
        shakeHands(port, trusted);
        assertEquals(1, operations(server, "count"));

        move(MoveRequest.of("bob", Custody.FILE));
        shakeHands(port, trusted);
        assertEquals(1, operations(server, "count"));
        server.ends(0);
    }

    private static int operations(ChildJvm server, String line) throws IOException {
        server.say(line);
        return Integer.parseInt(server.line());
    }

    private static void shakeHands(int port, Certificate trusted) throws Exception {
        try (Socket socket =
                Tls.client(trusted).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            assertEquals(7, socket.getInputStream().read());
        }
    }

    @Test
    void signaturesGoOnWhileTheKeyIsMovedToAndFro() throws Exception {
        inserted(world.builder());
        KeyStore keys = open();
        PrivateKey key = App.key(keys, "bobkey");
        AtomicBoolean moved = new AtomicBoolean();
        CompletableFuture<Integer> signed = CompletableFuture.supplyAsync(() -> {
            int n = 0;
            while (!moved.get()) {
                try {
                    App.assertSigns(key, keys.getCertificate("bobkey"));
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
                n++;
            }
            return n;
        });
        try {
            move(toCard(Map.of("bobkey", "9a")));
            move(MoveRequest.of("bob", Custody.FILE));
        } finally {
            moved.set(true);
        }
        assertTrue(signed.get() > 0);
    }

    @Test
    void whoHasNobodyToAskSaysThatThePinIsNeeded() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        PrivateKey key = App.key(world.load(World.PASSPHRASE), "bobkey");
        move(toCard(Map.of("bobkey", "9a")));
        App.assertSays(App.failure(key, Reason.PIN_NEEDED), World.token(card), "PIN");
    }

    @Test
    void withoutTheCardTheNextOperationSaysWhichOneIsMissed() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        PrivateKey key = App.key(open(), "bobkey");
        move(toCard(Map.of("bobkey", "9a")));
        world.takeOut(card);
        App.assertSays(App.failure(key, Reason.NO_CARD), World.token(card) + " 9a", "insert that card");
    }

    @Test
    void aWrongSecretMovesNothingAndSaysSo() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        byte[] before = Files.readAllBytes(world.userFile("bob"));
        world.expectTries(card, 2);
        for (Map.Entry<Kind, Reason> wrong : List.of(
                Map.entry(Kind.PASSPHRASE, Reason.PASSPHRASE_WRONG),
                Map.entry(Kind.MANAGEMENT_KEY, Reason.REFUSED),
                Map.entry(Kind.PIN, Reason.PIN_WRONG))) {
            Map<Kind, String> secrets = new EnumMap<>(SECRETS);
            secrets.put(wrong.getKey(), wrong.getKey() == Kind.MANAGEMENT_KEY ? "A5".repeat(24) : World.WRONG_PIN);
            KeyAccessException e =
                    assertThrows(KeyAccessException.class, () -> move(toCard(Map.of("bobkey", "9a")), secrets));
            assertEquals(wrong.getValue(), e.reason(), e.getMessage());
            App.assertSays(e.getMessage(), "the move is not done");
            secrets.remove(wrong.getKey());
            e = assertThrows(KeyAccessException.class, () -> move(toCard(Map.of("bobkey", "9a")), secrets));
            assertEquals(Reason.PIN_NEEDED, e.reason(), e.getMessage());
        }
        assertEquals(0, card.count(EmulatedPivCard.IMPORT_KEY));
        assertArrayEquals(before, Files.readAllBytes(world.userFile("bob")));
    }

    @Test
    void aKeyThatNoCardHoldsStaysWhereItIs() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        importKey("big", Keys.named("big", "p521"), KeyUsage.digitalSignature);
        KeyAccessException e = refused(MoveRequest.of("bob", Custody.CARD));
        assertEquals(Reason.CANNOT, e.reason());
        App.assertSays(e.getMessage(), "big cannot be moved", "EC over 521 bits", "--key");
        move(toCard(Map.of("bobkey", "")));
        App.assertSays(
                Files.readString(world.userFile("bob")), "place: card " + World.token(card) + " 9a\n", "place: file\n");
        App.assertSigns(open(), "big");
    }

    @Test
    void aSlotThatCannotDoWhatTheCertificateSaysNeedsForce() throws Exception {
        inserted(world.builder());
        importKey("agree", Keys.named("agree", "p256"), KeyUsage.keyAgreement);
        importKey("sign", Keys.named("sign", "p256"), KeyUsage.digitalSignature);
        KeyAccessException e = refused(toCard(Map.of("agree", "9a")));
        assertEquals(Reason.REFUSED, e.reason());
        App.assertSays(e.getMessage(), "agree", "slot 9a", "ecdh", "--force");
        assertEquals("9d", move(toCard(Map.of("agree", ""))).get(0).place().reference());
        MoveRequest forced =
                new MoveRequest("bob", Custody.CARD, Map.of("sign", "82"), Optional.empty(), false, true, false, false);
        assertEquals(Set.of(Primitive.ECDH), move(forced).get(0).can());
        PrivateKey agrees = App.key(open(), "sign");
        assertThrows(InvalidKeyException.class, () -> App.sign(agrees));
    }

    @Test
    void severalKeysMoveInOneReplacement() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        importKey("sign", Keys.named("sign", "p256"), KeyUsage.digitalSignature);
        importKey("agree", Keys.named("agree", "p384"), KeyUsage.keyAgreement);
        long serial = serial();
        List<KeyRecord> moved = move(MoveRequest.of("bob", Custody.CARD));
        assertEquals(3, moved.stream().map(KeyRecord::place).distinct().count());
        assertEquals(serial + 1, serial());
        KeyStore keys = open();
        App.assertSigns(keys, "bobkey");
        App.assertSigns(keys, "sign");
        assertEquals(3, card.count(EmulatedPivCard.IMPORT_KEY));
    }

    private long serial() throws IOException {
        return Files.readAllLines(world.userFile("bob")).stream()
                .filter(l -> l.startsWith("body: "))
                .mapToLong(l -> Long.parseLong(l.substring(6)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anotherKeyInTheSlotIsLostByForceAlone() throws Exception {
        EmulatedPivCard card = inserted(world.builder().key("9a", Keys.named("9a", "p256")));
        KeyAccessException e = refused(toCard(Map.of("bobkey", "9a")));
        assertEquals(Reason.REFUSED, e.reason());
        App.assertSays(e.getMessage(), "slot 9a", "another key", "--overwrite");
        assertEquals(0, card.count(EmulatedPivCard.IMPORT_KEY));
        move(new MoveRequest("bob", Custody.CARD, Map.of("bobkey", "9a"), Optional.empty(), false, false, true, false));
        App.assertSigns(open(), "bobkey");
    }

    @Test
    void aDestroyedCopyDoesNotComeBack() throws Exception {
        inserted(world.builder());
        MoveRequest destroying = new MoveRequest(
                "bob", Custody.CARD, Map.of("bobkey", "9a"), Optional.empty(), false, false, false, true);
        move(destroying);
        assertFalse(Files.readString(world.userFile("bob")).contains("WRAPPED KEY"));
        App.assertSigns(open(), "bobkey");
        KeyAccessException e = refused(MoveRequest.of("bob", Custody.FILE));
        assertEquals(Reason.CANNOT, e.reason());
        App.assertSays(e.getMessage(), "bobkey", "keeps no copy");
        move(destroying); // nothing is left to do
    }

    @Test
    void aKeyOfWhichTheFileKeepsNoCopyComesBackFromAPkcs12() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        move(new MoveRequest("bob", Custody.CARD, Map.of("bobkey", "9a"), Optional.empty(), false, false, false, true));
        byte[] before = Files.readAllBytes(world.userFile("bob"));
        MoveRequest back = MoveRequest.of("bob", Custody.FILE);
        Map<Kind, String> secrets = new EnumMap<>(SECRETS);
        Path others = Keys.pkcs12(temporary, "others", Keys.named("another", "rsa2048"), "the store's own");
        Path his = Keys.pkcs12(temporary, "his", Keys.named("bob", "rsa2048"), "the store's own");
        assertEquals(Reason.PIN_NEEDED, refusedFrom(his, secrets).reason());
        secrets.put(Kind.FACILITY, "no, it is not");
        assertEquals(Reason.PASSPHRASE_WRONG, refusedFrom(his, secrets).reason());
        secrets.put(Kind.FACILITY, "the store's own");
        KeyAccessException e = refusedFrom(others, secrets);
        assertEquals(Reason.REFUSED, e.reason());
        App.assertSays(e.getMessage(), "others.p12", "no private key of bobkey", "the move is not done");
        assertArrayEquals(before, Files.readAllBytes(world.userFile("bob")));

        KeyStore keys = open();
        PrivateKey key = App.key(keys, "bobkey");
        App.assertSigns(key, keys.getCertificate("bobkey"));
        move(back.withKeysFrom(facility(his)), secrets);
        int apdus = card.apdus();
        App.assertSigns(key, keys.getCertificate("bobkey"));
        App.assertDecrypts(keys, "bobkey");
        assertEquals(apdus, card.apdus(), "no command to the card");
        App.assertSays(Files.readString(world.userFile("bob")), "custody: file\n", "place: file\norigin: imported\n");
    }

    private KeyAccessException refusedFrom(Path file, Map<Kind, String> secrets) {
        MoveRequest back = MoveRequest.of("bob", Custody.FILE).withKeysFrom(facility(file));
        return assertThrows(KeyAccessException.class, () -> move(back, secrets));
    }

    private static Facility facility(Path file) {
        return Facility.file("PKCS12", file.toString());
    }

    @Test
    void aCopyIsDestroyedByALaterMoveToo() throws Exception {
        inserted(world.builder());
        move(toCard(Map.of("bobkey", "9a")));
        move(new MoveRequest("bob", Custody.CARD, Map.of(), Optional.empty(), false, false, false, true));
        assertFalse(Files.readString(world.userFile("bob")).contains("WRAPPED KEY"));
        App.assertSigns(open(), "bobkey");
    }

    @Test
    void aKeyThatTheCardMadeIsNewAndNeverComesToTheFile() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        MoveRequest making = new MoveRequest(
                "bob", Custody.CARD, Map.of("bobkey", "9a"), Optional.empty(), true, false, false, false);
        KeyRecord made = move(making).get(0);
        assertEquals(KeyOrigin.CARD, made.facts().origin());
        assertEquals(0, card.count(EmulatedPivCard.IMPORT_KEY));
        App.assertSays(
                Files.readString(world.userFile("bob")),
                "custody: card\n",
                "place: card " + World.token(card) + " 9a\norigin: card\ncan: rsa-raw\n",
                "place: file\norigin: imported\n");
        KeyStore keys = open();
        App.assertSigns(keys, "bobkey");
        assertTrue(Collections.list(keys.aliases()).contains("piv-9a"));
        assertEquals(256, App.sign(App.key(keys, "piv-9a")).length);
        KeyAccessException e = refused(new MoveRequest(
                "bob", Custody.FILE, Map.of("piv-9a", ""), Optional.empty(), false, false, false, false));
        assertEquals(Reason.CANNOT, e.reason());
        App.assertSays(e.getMessage(), "the card made it");
    }

    @Test
    void newKeysGoToTheCardAfterwards() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        move(toCard(Map.of("bobkey", "9a")));
        KeyStore keys = world.loadAsking(text -> text.contains("PIN of")
                ? World.PIN
                : text.contains("management key") ? SECRETS.get(Kind.MANAGEMENT_KEY) : World.PASSPHRASE);
        KeyPair pair = Keys.named("later", "p256");
        keys.setKeyEntry("later", pair.getPrivate(), null, new Certificate[] {Keys.certificate("later", pair)});
        App.assertSigns(keys, "later");
        App.assertSays(Files.readString(world.userFile("bob")), "place: card " + World.token(card) + " 9c\n");
    }

    @Test
    void aCardWithoutImportCanStillMakeKeys() throws Exception {
        inserted(world.builder().plain());
        KeyAccessException e = refused(toCard(Map.of("bobkey", "9a")));
        assertEquals(Reason.CANNOT, e.reason());
        App.assertSays(e.getMessage(), "takes no key from outside", "the move is not done");
        move(new MoveRequest("bob", Custody.CARD, Map.of("bobkey", "9a"), Optional.empty(), true, false, false, false));
        assertEquals(256, App.sign(App.key(open(), "piv-9a")).length);
    }

    @Test
    void anotherUsersCardIsRefusedBeforeAnythingIsWritten() throws Exception {
        EmulatedPivCard card = world.card("9a=p256");
        world.insert(card);
        world.enrol("alice", card);
        KeyAccessException e = refused(toCard(Map.of("bobkey", "9d")));
        assertEquals(Reason.REFUSED, e.reason());
        App.assertSays(e.getMessage(), World.token(card), "alice");
        assertEquals(0, card.count(EmulatedPivCard.IMPORT_KEY));
    }
}
