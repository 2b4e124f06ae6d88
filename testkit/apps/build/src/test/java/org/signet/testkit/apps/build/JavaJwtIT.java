package org.signet.testkit.apps.build;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** What the change proposed in java-jwt 351 was for, without it: {@code Algorithm} may be extended. */
class JavaJwtIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(
            value = "Auth0 java-jwt 4.5.2",
            does = "JWS: RS256, ES256, by an Algorithm of the program's",
            page = "java-jwt")
    void aTokenIsBelievedByNimbus(Case tried) throws Exception {
        Path token = folder.resolve("token");
        Listing.of("java-jwt").run(tried.stub(), tried.alias(), token);
        Jws.nimbusBelieves(token, tried);
    }
}
