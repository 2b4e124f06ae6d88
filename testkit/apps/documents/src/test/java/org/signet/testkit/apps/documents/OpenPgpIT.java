package org.signet.testkit.apps.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;
import org.signet.testkit.process.Ran;

/** Bouncy Castle's OpenPGP with a key of the JCA: gpg believes what it signs, and encrypts what it decrypts. */
class OpenPgpIT {
    @TempDir
    private Path folder;

    /** The program that decrypts installs it. */
    @AfterEach
    void bouncyCastleIsGone() {
        Security.removeProvider("BC");
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Bouncy Castle OpenPGP 1.87", does = "OpenPGP signature", page = "bc-openpgp", operations = 2)
    void gpgBelievesTheSignature(Case tried) throws Exception {
        Path letter = Files.writeString(folder.resolve("letter"), "sealing wax");
        Path signature = folder.resolve("letter.asc");
        Path certificate = folder.resolve("key.asc");
        String user = tried.user() + " <" + tried.user() + "@signet.example>";
        Listing.of("bc-openpgp").run(tried.stub(), tried.alias(), letter, signature, certificate, user);
        gpg("--import", certificate).succeeds();
        String said = gpg("--status-fd", "1", "--verify", signature, letter).succeeds();
        assertTrue(said.contains("GOODSIG") && said.contains(user), said);
        String changed = gpg("--status-fd", "1", "--verify", signature, Witness.changed(letter))
                .fails();
        assertTrue(changed.contains("BADSIG"), changed);
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Bouncy Castle OpenPGP 1.87", does = "OpenPGP decryption: RSA, ECDH", page = "bc-openpgp-decrypt")
    void whatGpgEncryptedIsRead(Case tried) throws Exception {
        Path letter = Files.writeString(folder.resolve("letter"), "sealing wax");
        Path sealed = folder.resolve("letter.gpg");
        Path opened = folder.resolve("opened");
        String user = tried.user() + "@signet.example";
        gpg("--import", PgpCertificate.of(Agreement.certificate(tried), user, folder.resolve("key.asc")))
                .succeeds();
        gpg("--trust-model", "always", "-r", user, "-o", sealed, "--armor", "--encrypt", letter)
                .succeeds();
        Listing.of("bc-openpgp-decrypt").run(tried.stub(), Agreement.alias(tried), sealed, opened);
        assertEquals("sealing wax", Files.readString(opened));
    }

    private Ran gpg(Object... words) throws Exception {
        return Witness.run(Stream.concat(
                        Stream.of(
                                "gpg",
                                "--batch",
                                "--no-tty",
                                "--homedir",
                                Files.createDirectories(folder.resolve("home"))),
                        Stream.of(words))
                .toArray());
    }
}
