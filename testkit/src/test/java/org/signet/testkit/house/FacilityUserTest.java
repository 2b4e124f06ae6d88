package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.House;
import org.signet.crypto.Digest;
import org.signet.crypto.Scheme;
import org.signet.key.Custody;
import org.signet.key.Facility;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyRecord;
import org.signet.key.KeyRef;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest.Kind;
import org.signet.key.User;
import org.signet.manager.MoveProgress;
import org.signet.manager.MoveRequest;
import org.signet.manager.NewFacilityKey;
import org.signet.testkit.piv.EmulatedPivCard;

/** Bob, some of whose keys stay in storage facilities, and an application that cannot tell. */
class FacilityUserTest {
    private static final String STORE_PASSWORD = "the store's own";

    @TempDir
    private Path temporary;

    private World world;

    @BeforeEach
    void bobIsEnrolled() throws IOException {
        world = new World(temporary);
        world.enrolBob();
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** The user's passphrase, and the facility's own secret. */
    private static SecretPrompt answers(String facility) {
        return request -> Optional.of(new Secret(
                (request.kind() == Kind.FACILITY ? facility : World.PASSPHRASE).toCharArray(), Secret.Origin.PROGRAM));
    }

    private Path pkcs12(String alias, KeyPair pair) throws Exception {
        return Keys.pkcs12(temporary, alias, pair, STORE_PASSWORD);
    }

    private Path pem(String name, KeyPair pair) throws IOException {
        String base64 = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        return ours(Files.writeString(
                temporary.resolve(name + ".pem"),
                "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n"));
    }

    private static Path ours(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private KeyRecord add(String type, Path file, boolean keepSecret) {
        try (House house = House.open(Optional.of(world.configuration()))) {
            return house.administration()
                    .addFacilityKey("bob", facilityKey(type, file, keepSecret), answers(STORE_PASSWORD));
        }
    }

    private static NewFacilityKey facilityKey(String type, Path file, boolean keepSecret) {
        Facility facility = Facility.file(type, file.toString());
        return new NewFacilityKey(facility, Optional.empty(), Optional.empty(), keepSecret);
    }

    @Test
    void aKeyInAPkcs12SignsDecryptsAndAgreesAndIsNotInTheUsersFile() throws Exception {
        KeyRecord rsa = add("PKCS12", pkcs12("rsa", Keys.named("facility", "rsa2048")), true);
        add("PKCS12", pkcs12("ec", Keys.named("facility", "p256")), true);
        assertEquals(KeyOrigin.UNKNOWN, rsa.facts().origin());
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        App.assertSigns(keys, "rsa");
        App.assertDecrypts(keys, "rsa");
        App.assertSigns(keys, "ec");
        assertAgrees(keys, "ec");
        App.assertSigns(keys, "bobkey");
        assertEquals(null, App.key(keys, "rsa").getEncoded());
        String file = Files.readString(world.userFile("bob"));
        assertTrue(file.contains("place: facility PKCS12 - %2F"), file);
        assertTrue(file.contains("BEGIN SIGNET WRAPPED SECRET"), file);
        assertFalse(file.contains(STORE_PASSWORD), file);
        assertEquals(1, file.split("BEGIN SIGNET WRAPPED KEY", -1).length - 1, "only bobkey is wrapped in the file");
    }

    private static void assertAgrees(KeyStore keys, String alias) throws Exception {
        KeyPair peer = Keys.named("peer", "p256");
        KeyAgreement ours = KeyAgreement.getInstance("ECDH");
        ours.init(App.key(keys, alias));
        ours.doPhase(peer.getPublic(), true);
        KeyAgreement theirs = KeyAgreement.getInstance("ECDH", "SunEC");
        theirs.init(peer.getPrivate());
        theirs.doPhase(keys.getCertificate(alias).getPublicKey(), true);
        assertArrayEquals(theirs.generateSecret(), ours.generateSecret());
    }

    @Test
    void oneUserHasKeysInThreePlacesAndEachOperationGoesToItsKeysOwn() throws Exception {
        EmulatedPivCard card = world.watched(world.builder());
        world.insert(card);
        KeyPair old = Keys.named("old", "rsa2048");
        SecretPrompt secrets = MoveTest.answering(MoveTest.SECRETS);
        Certificate[] chain = {Keys.certificate("filed", Keys.named("filed", "p256"))};
        try (House house = House.open(Optional.of(world.configuration()))) {
            house.administration().addFacilityKey("bob", facilityKey("PEM", pem("old", old), false), secrets);
        }
        world.loadAs("bob", World.PASSPHRASE)
                .setKeyEntry("filed", Keys.named("filed", "p256").getPrivate(), null, chain);
        Map<String, String> slot = Map.of("bobkey", "9a");
        MoveRequest toCard = new MoveRequest("bob", Custody.CARD, slot, Optional.empty(), false, false, false, false);
        try (House house = House.open(Optional.of(world.configuration()))) {
            house.move().perform(house.move().plan(toCard), secrets, MoveProgress.UNSEEN);
            house.manager().login("bob", secrets);
            sign(house, "bobkey");
            assertEquals(1, counted(card, () -> sign(house, "bobkey")), "the card's own");
            assertEquals(0, counted(card, () -> sign(house, "filed")), "the file's");
            assertEquals(0, counted(card, () -> sign(house, "old")), "the facility's");
            assertEquals(Custody.CARD, place(house, "bobkey"));
            assertEquals(Custody.FILE, place(house, "filed"));
            assertEquals(Custody.FACILITY, place(house, "old"));
            Files.delete(temporary.resolve("old.pem"));
            KeyAccessException gone = assertThrows(KeyAccessException.class, () -> sign(house, "old"));
            assertEquals(Reason.IO, gone.reason());
            App.assertSays(gone.getMessage(), temporary.resolve("old.pem") + " does not exist");
            sign(house, "filed");
            sign(house, "bobkey");
        }
    }

    private static Custody place(House house, String alias) {
        return house.manager().key("bob", alias).orElseThrow().place().custody();
    }

    private static int counted(EmulatedPivCard card, Runnable operation) {
        int before = card.apdus();
        operation.run();
        return card.apdus() - before;
    }

    private static byte[] sign(House house, String alias) {
        KeyRecord key = house.manager().key("bob", alias).orElseThrow();
        Scheme.SignatureScheme scheme =
                key.publicKey().getAlgorithm().equals("EC") ? new Scheme.Ecdsa() : new Scheme.RsaPkcs1(Digest.SHA256);
        return house.manager().sign(new KeyRef("bob", key.id()), scheme, new byte[32]);
    }

    @Test
    void aFacilityWhoseSecretIsNotKeptIsOpenedByWhomTheSessionAsks() throws Exception {
        KeyPair pair = Keys.named("facility", "rsa2048");
        add("PKCS12", pkcs12("rsa", pair), false);
        assertFalse(Files.readString(world.userFile("bob")).contains("WRAPPED SECRET"));
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        App.assertSays(App.failure(App.key(keys, "rsa"), Reason.PIN_NEEDED), "rsa.p12", "bob");
        try (House house = House.open(Optional.of(world.configuration()))) {
            house.manager().login("bob", answers(STORE_PASSWORD));
            assertEquals(256, sign(house, "rsa").length);
        }
    }

    @Test
    void aMovedPlaceBreaksTheSealBeforeAnyFacilityIsOpened() throws Exception {
        add("PKCS12", pkcs12("rsa", Keys.named("facility", "rsa2048")), true);
        Path trap = pkcs12("tra", Keys.named("facility", "rsa2048")); // same length, same key
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        PrivateKey handle = App.key(keys, "rsa");
        App.assertSigns(handle, keys.getCertificate("rsa"));
        Files.delete(trap); // who opened it would say that it is not there
        Path file = world.userFile("bob");
        Files.writeString(file, Files.readString(file).replace("rsa.p12", "tra.p12"));
        App.assertSays(App.failure(handle, Reason.DAMAGED), "seal");
        App.refusal(Reason.DAMAGED, () -> World.load(world.another(), World.stub("bob"), World.PASSPHRASE));
    }

    @Test
    void aFacilityWithAnotherKeyUnderTheNameIsRefused() throws Exception {
        Path store = pkcs12("rsa", Keys.named("facility", "rsa2048"));
        add("PKCS12", store, true);
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        PrivateKey handle = App.key(keys, "rsa");
        App.sign(handle);
        pkcs12("rsa", Keys.named("another", "rsa2048"));
        App.assertSays(App.failure(handle, Reason.DAMAGED), "rsa.p12", "another one");
        pkcs12("rsa", Keys.named("facility", "rsa2048"));
        App.sign(handle); // it is back, and the same handle works
    }

    @Test
    void theSecretThatIsKeptIsWrappedAnewWithTheOthersWhenThePassphraseChanges() throws Exception {
        add("PKCS12", pkcs12("rsa", Keys.named("facility", "rsa2048")), true);
        String fresh = "a different horse";
        try (House house = House.open(Optional.of(world.configuration()))) {
            house.administration()
                    .changePassphrase(
                            "bob",
                            false,
                            request -> Optional.of(new Secret(
                                    (request.kind() == Kind.NEW_PASSPHRASE ? fresh : World.PASSPHRASE).toCharArray(),
                                    Secret.Origin.PROGRAM)));
        }
        App.assertSigns(world.loadAs("bob", fresh), "rsa");
    }

    @Test
    void aUserIsEnrolledWithAKeyThatStaysWhereItIs() throws Exception {
        Path store = pkcs12("mine", Keys.named("facility", "p256"));
        try (House house = House.open(Optional.of(world.configuration()))) {
            NewFacilityKey key = new NewFacilityKey(
                    Facility.file("PKCS12", store.toString()), Optional.of("mine"), Optional.of("carols"), true);
            User who = User.unenrolled("carol", house.self().uid(), house.self().gid(), Custody.FACILITY);
            house.administration().enrolByFacility(who, key, answers(STORE_PASSWORD));
            KeyAccessException e = assertThrows(
                    KeyAccessException.class, () -> house.administration().enrolByFacility(who, key, answers("wrong")));
            assertEquals(Reason.REFUSED, e.reason());
        }
        KeyStore keys = world.loadAs("carol", World.PASSPHRASE);
        App.assertSigns(keys, "carols");
        assertThrows(
                KeyStoreException.class,
                () -> keys.setKeyEntry("new", Keys.named("new", "p256").getPrivate(), null, new Certificate[] {
                    Keys.certificate("new", Keys.named("new", "p256"))
                }));
        assertThrows(SignatureException.class, () -> {
            Files.delete(store);
            App.sign(App.key(keys, "carols"));
        });
    }
}
