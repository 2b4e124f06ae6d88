package org.signet.testkit.apps.documents;

import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** Bouncy Castle's S/MIME with Jakarta Mail: openssl reads and believes what it sends, and writes what it reads. */
class SmimeIT {
    private static final String PROGRAM = "Bouncy Castle 1.87, Jakarta Mail";
    private static final String TEXT = "sealing wax";

    @TempDir
    private Path folder;

    /** The program installs it. */
    @AfterEach
    void bouncyCastleIsGone() {
        Security.removeProvider("BC");
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = PROGRAM, does = "S/MIME: sign, encrypt", page = "smime")
    void opensslReadsAndBelievesTheMessage(Case tried) throws Exception {
        Path text = Files.writeString(folder.resolve("text"), TEXT);
        Path message = folder.resolve("message");
        Listing.of("smime").run(tried.stub(), tried.alias(), text, Case.FILE_RSA.chainFile(), message);
        assertFalse(Files.readString(message).contains(TEXT));
        String key =
                "<(openssl pkcs12 -in " + House.foreign() + " -passin pass:" + House.CHANGEIT + " -nodes -nocerts)";
        String signed = Witness.bash("openssl cms -decrypt -in " + message + " -recip " + Case.FILE_RSA.chainFile()
                + " -inkey " + key + " | openssl cms -verify -CAfile " + House.authority() + " -signer "
                + folder.resolve("signer.pem"));
        assertTrue(signed.contains(TEXT), signed);
        String signer = Witness.says("openssl", "x509", "-noout", "-subject", "-in", folder.resolve("signer.pem"));
        assertTrue(signer.contains("CN = " + tried.user()), signer);
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = PROGRAM, does = "S/MIME: decrypt by RSA, ECDH", page = "smime-decrypt")
    void whatOpensslEncryptedIsRead(Case tried) throws Exception {
        opensslEncryptsAndThisReads(tried);
    }

    @ParameterizedTest
    @EnumSource(value = Case.class, mode = EnumSource.Mode.MATCH_ALL, names = Case.RSA)
    @Program(value = PROGRAM, does = "S/MIME: decrypt by RSA-OAEP", page = "smime-decrypt")
    void whatOpensslEncryptedByOaepIsRead(Case tried) throws Exception {
        opensslEncryptsAndThisReads(
                tried,
                "-keyopt",
                "rsa_padding_mode:oaep",
                "-keyopt",
                "rsa_oaep_md:sha256",
                "-keyopt",
                "rsa_mgf1_md:sha256");
    }

    /** @param options for the recipient's key */
    private void opensslEncryptsAndThisReads(Case tried, String... options) throws Exception {
        Path text = Files.writeString(folder.resolve("text"), TEXT);
        Path message = folder.resolve("message");
        Path recipient = Agreement.certificateFile(tried, folder);
        Witness.says(Stream.concat(
                        Stream.of(
                                "openssl",
                                "cms",
                                "-encrypt",
                                "-aes256",
                                "-in",
                                text,
                                "-out",
                                message,
                                "-recip",
                                recipient),
                        Stream.of(options))
                .toArray());
        Path opened = folder.resolve("opened");
        Listing.of("smime-decrypt").run(tried.stub(), Agreement.alias(tried), message, opened);
        assertTrue(Files.readString(opened).contains(TEXT));
    }
}
