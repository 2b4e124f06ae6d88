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

/** Nimbus JOSE + JWT: the JDK believes what it signs, and jose4j encrypts what it decrypts. */
class NimbusIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Nimbus JOSE + JWT 10.5", does = "JWS: PS256, ES256", page = "nimbus-jose-jwt")
    void aTokenIsBelievedByTheJdk(Case tried) throws Exception {
        Jws.isBelieved(run("sign", tried, tried.alias(), "alice"), tried);
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Nimbus JOSE + JWT 10.5", does = "JWE: RSA-OAEP-256, ECDH-ES", page = "nimbus-jose-jwt")
    void aTokenThatJose4jEncryptedIsRead(Case tried) throws Exception {
        String alias = Agreement.alias(tried);
        String token = Jwe.byJose4j(Agreement.certificate(tried).getPublicKey(), "sealing wax");
        assertEquals("sealing wax", run("decrypt", tried, alias, token));
    }

    private String run(String what, Case tried, String alias, String in) throws Exception {
        Path out = folder.resolve("out");
        Listing.of("nimbus-jose-jwt").run(what, tried.stub(), alias, Files.writeString(folder.resolve("in"), in), out);
        return Files.readString(out);
    }
}
