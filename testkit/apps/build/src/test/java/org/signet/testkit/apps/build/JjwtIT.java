package org.signet.testkit.apps.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jsonwebtoken.Jwts;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** The page's token, and what the reporters of jjwt 160, 273 and 693 did: keys of a store that are no RSAPrivateKey. */
class JjwtIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "JJWT 0.13.0", does = "JWS: PS256, ES256", page = "jjwt")
    void aTokenIsBelievedByNimbus(Case tried) throws Exception {
        Path token = folder.resolve("token");
        Listing.of("jjwt").run(tried.stub(), tried.alias(), token);
        Jws.nimbusBelieves(token, tried);
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "JJWT 0.13.0", does = "JWS, the algorithm chosen by the key", page = "jjwt")
    void theKeyTellsItsAlgorithm(Case tried) throws Exception {
        KeyStore keys = KeyStore.getInstance(tried.stub().toFile(), (char[]) null);
        PrivateKey key = (PrivateKey) keys.getKey(tried.alias(), null);
        String token =
                Jwts.builder().claims(Map.of("sub", "alice")).signWith(key).compact();
        String algorithm = Jwts.parser()
                .verifyWith(tried.certificate().getPublicKey())
                .build()
                .parseSignedClaims(token)
                .getHeader()
                .getAlgorithm();
        assertEquals(tried.isRsa() ? "RS256" : "ES256", algorithm);
    }
}
