package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.SignetProvider;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** A text file stands where a program wants a keystore's path: whose keys, which of them, and where they are. */
class StubTest {
    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;

    @BeforeEach
    void begin() throws IOException {
        world = new World(temporary).with("user=bob");
        card = world.card("9a=p256", "9d=rsa2048");
        world.insert(card);
        world.enrol("alice", card);
        world.enrolBob();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static String stub(String... lines) {
        return "signet-keystore: 1\n"
                + String.join("", List.of(lines).stream().map(l -> l + "\n").toList());
    }

    private KeyStore file(String text, String password) throws Exception {
        world.provider();
        Path path = Files.writeString(temporary.resolve("keystore"), text);
        KeyStore keys = KeyStore.getInstance(path.toFile(), password == null ? null : password.toCharArray());
        assertEquals("Signet", keys.getType());
        return keys;
    }

    @Test
    void theFirstLineAloneIsTheProgramsOwnUser() throws Exception {
        App.assertSigns(file(stub(), World.PASSPHRASE), "bobkey");
    }

    @Test
    void onlyTheAliasesThatItNamesAreThere() throws Exception {
        KeyStore all = file(stub("user: alice"), World.PIN);
        Certificate hidden = all.getCertificate("piv-9d");
        KeyStore keys = file(stub("user: alice", "alias: piv-9a", "alias: other"), World.PIN);
        assertEquals(List.of("piv-9a"), Collections.list(keys.aliases()));
        assertEquals(1, keys.size());
        App.assertSigns(keys, "piv-9a");
        assertNull(keys.getKey("piv-9d", null));
        assertNull(keys.getCertificate("piv-9d"));
        assertNull(keys.getCertificateChain("piv-9d"));
        assertNull(keys.getCreationDate("piv-9d"));
        assertNull(keys.getEntry("piv-9d", null));
        assertFalse(keys.containsAlias("piv-9d"));
        assertFalse(keys.isKeyEntry("piv-9d"));
        assertNull(keys.getCertificateAlias(hidden));
        String before = Files.readString(world.userFile("alice"));
        assertThrows(KeyStoreException.class, () -> keys.deleteEntry("piv-9d"));
        PrivateKey handle = App.key(all, "piv-9d");
        assertThrows(KeyStoreException.class, () -> keys.setKeyEntry("new", handle, null, new Certificate[] {hidden}));
        assertEquals(before, Files.readString(world.userFile("alice")));
        assertTrue(all.containsAlias("piv-9d"), "in another keystore object it is there");
    }

    @Test
    void itMayNameAnotherFolderAndAnotherCard() throws Exception {
        EmulatedPivCard carols = world.card("9a=p256");
        world.insert(carols);
        Path other = Files.createDirectory(temporary.resolve("other"));
        World elsewhere = new World(other);
        elsewhere.enrol("carol", carols);
        world.provider();
        String there = stub("user: carol", "userfile: " + elsewhere.folder(), "card: " + carols.serial());
        KeyStore hers = file(there, World.PIN);
        App.assertSigns(hers, "piv-9a");
        App.assertSigns(file(there, World.PIN), "piv-9a");
        assertEquals(1, elsewhere.sessions().size(), "one manager for one place, whatever the number of stubs");
        assertEquals(0, world.sessions().size());
        App.assertSigns(file(stub("user: alice"), World.PIN), "piv-9a");
        KeyStore wrong = KeyStore.getInstance("Signet", world.provider());
        App.refusal(
                Reason.WRONG_CARD,
                () -> wrong.load(
                        stream(stub("user: carol", "userfile: " + elsewhere.folder(), "card: " + card.serial())),
                        World.PIN.toCharArray()));
        App.refusal(
                Reason.CONFIGURATION,
                () -> wrong.load(stream(stub("userfile: relative/folder")), World.PIN.toCharArray()));
        App.refusal(
                Reason.CONFIGURATION,
                () -> wrong.load(stream(stub("userfile: " + temporary.resolve("missing"))), World.PIN.toCharArray()));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsStoredIsTheStubAgain() throws Exception {
        String text = stub(
                "user: alice",
                "userfile: " + world.folder(),
                "card: piv:" + card.serial(),
                "alias: piv-9a",
                "alias: b c");
        KeyStore keys = file(text, World.PIN);
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        keys.store(stored, null);
        assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), stored.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user: ",
                "user:alice",
                "user: alice\nuser: bob",
                "card: 1\ncard: 1",
                "pin: 123456",
                "alias: ",
                " user: bob",
                "",
                "alias: \u0007",
                "user: bob "
            })
    void aLineThatIsNoneIsRefusedByItsNumber(String lines) throws Exception {
        Provider provider = new SignetProvider();
        KeyStore keys = KeyStore.getInstance("Signet", provider);
        String message = App.refusal(() -> keys.load(stream("signet-keystore: 1\n" + lines + "\nalias: x\n"), null));
        App.assertSays(message, "keystore stub, line " + (lines.contains("\n") ? 3 : 2));
        assertNull(Security.getProvider("Signet"));
    }
}
