package org.signet.userfile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.UserFilesTest.assertReason;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.userfile.format.Formats;
import org.signet.userfile.format.Octets;
import org.signet.userfile.format.UserParser;
import org.signet.userfile.format.UserText;
import org.signet.wrap.KdfLimits;
import org.signet.wrap.MasterKey;

/** The two whole files of userfile-v1/, as any other program that follows the page wrote them. */
class VectorFilesTest {
    private static final String ADMIN =
            "a276f712f0c221ca64ad4fb563dcc593d16f7301ec546bdca03bb53ce3ccf398/ed22706f4d198f4eca47f0a5bf5ac2d0";

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws Exception {
        Files.createDirectory(folder.resolve("users"), LocalDisk.MODE_0700);
        for (String name : List.of("alice", "bob")) {
            new LocalDisk().write(folder.resolve("users").resolve(name + ".user"), vector(name + ".user"));
        }
    }

    @Test
    void eachIsWrittenAgainByteForByte() throws Exception {
        for (String name : List.of("alice", "bob")) {
            byte[] bytes = vector(name + ".user");
            UserText text = UserParser.parse(name, name, bytes, KdfLimits.STANDARD);
            assertArrayEquals(bytes, text.bytes());
            assertEquals(
                    new String(bytes, US_ASCII).indexOf("\n\n") + 1,
                    text.enrolmentText().length());
            assertEquals(text.bodyText(), Formats.newest().body(text.body()));
        }
    }

    @Test
    void bobOpensByHisPassphraseAndHisSealIsMadeAgain() throws Exception {
        UserFiles files = files(Optional.empty());
        User bob = files.directory().user("bob").orElseThrow();
        assertEquals("7a54291071b54ca9e438227157f933da", bob.id());
        KeyRecord key = files.directory().keys("bob").get(0);
        assertEquals(List.of("bobkey", "old name"), key.aliases());
        assertEquals("2026-11-24T10:00:00Z", key.facts().created().toString());

        KeyAccess access = files.keys().open(bob, files.keys().tokens().get(0), lost -> {});
        assertEquals(bob.sealer(), access.login(TestFiles.call(TestFiles.PASSPHRASE)));
        byte[] signature = access.perform(key, UserFilesTest.operation(Primitive.ECDSA, new byte[32]));
        Signature verifier = Signature.getInstance("NONEwithECDSA");
        verifier.initVerify(files.directory().certificates("bob", "bobkey").get(0));
        verifier.update(new byte[32]);
        assertTrue(verifier.verify(signature));
        access.close();

        UserText text = UserParser.parse("bob", "bob", vector("bob.user"), KdfLimits.STANDARD);
        var master = text.body().master().orElseThrow();
        try (MasterKey seed =
                MasterKey.open(bob.id(), master.kdf(), master.wrapped().bytes(), TestFiles.PASSPHRASE.toCharArray())) {
            byte[] seal = seed.seal(bob.sealer().orElseThrow(), "body@signet", text.sealed());
            assertEquals(text.seal(), Octets.of(seal)); // Ed25519 is deterministic: the very bytes of the vector
        }
    }

    @Test
    void aliceIsBelievedUnderHerAdministratorAlone() {
        UserFiles files = files(Optional.of(ADMIN));
        User alice = files.directory().user("alice").orElseThrow();
        assertTrue(alice.administered());
        assertEquals(Custody.CARD, alice.custody());
        assertEquals(List.of("require-card"), alice.policy());
        assertEquals(
                KeyPlace.card("piv:12345678", "9a"),
                files.directory().keys("alice").get(0).place());
        assertEquals(
                KeyOrigin.CARD, files.directory().keys("alice").get(0).facts().origin());
        assertEquals(1, files.directory().certificates("alice", "piv-9a").size());
        assertFalse(alice.cards().get(0).accepted());

        assertReason(Reason.DAMAGED, () -> files.directory().user("bob")); // whom no administrator signed
        assertReason(
                Reason.CONFIGURATION, () -> files(Optional.empty()).directory().user("alice"));
        String other = ADMIN.replace('a', 'b');
        assertReason(Reason.DAMAGED, () -> files(Optional.of(other)).directory().user("alice"));
        String otherFolder = ADMIN.substring(0, 65) + "0".repeat(32);
        assertReason(
                Reason.DAMAGED,
                () -> files(Optional.of(otherFolder)).directory().user("alice"));
        assertReason(Reason.CONFIGURATION, () -> files(Optional.of("me")));
    }

    @Test
    void anAdministeredFolderEnrolsNobodyByItself() {
        UserFiles files = files(Optional.of(ADMIN));
        KeyAccess access = TestFiles.login(files, "eve");
        KeyPair pair = TestKeys.p256();
        assertReason(Reason.REFUSED, () -> access.create(TestFiles.newKey("k", pair), TestFiles.call("")));
        assertFalse(Files.exists(folder.resolve("users").resolve("eve.user")));
    }

    private UserFiles files(Optional<String> admin) {
        return new UserFiles(folder, new UserFileOptions(admin, Clock.systemUTC()));
    }

    private static byte[] vector(String name) throws Exception {
        try (var in = VectorFilesTest.class.getResourceAsStream("/userfile-v1/" + name)) {
            return in.readAllBytes();
        }
    }
}
