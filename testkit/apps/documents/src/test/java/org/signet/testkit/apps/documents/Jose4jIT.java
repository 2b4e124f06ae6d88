package org.signet.testkit.apps.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** jose4j: the JDK believes what it signs, and Nimbus encrypts what it decrypts. */
class Jose4jIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "jose4j 0.9.6", does = "JWS: PS256, ES256", page = "jose4j")
    void aTokenIsBelievedByTheJdk(Case tried) throws Exception {
        Jws.isBelieved(run("sign", tried, tried.alias(), "sealing wax"), tried);
    }

    @ParameterizedTest
    @EnumSource(
            value = Case.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CARD_EC", "FILE_EC"})
    @Program(value = "jose4j 0.9.6", does = "JWE: RSA-OAEP-256", page = "jose4j")
    void aTokenThatNimbusEncryptedIsRead(Case tried) throws Exception {
        String token = Jwe.byNimbus(tried.certificate().getPublicKey(), "sealing wax");
        assertEquals("sealing wax", run("decrypt", tried, tried.alias(), token));
    }

    private String run(String what, Case tried, String alias, String in) throws Exception {
        Path out = folder.resolve("out");
        Listing.of("jose4j").run(what, tried.stub(), alias, Files.writeString(folder.resolve("in"), in), out);
        return Files.readString(out);
    }
}
