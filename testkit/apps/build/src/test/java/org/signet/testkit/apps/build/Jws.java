package org.signet.testkit.apps.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.signet.testkit.apps.Case;

/** Another library's word on a token. */
final class Jws {
    private Jws() {}

    /** Nimbus believes it, and it is Alice's. */
    static void nimbusBelieves(Path token, Case tried) throws Exception {
        JWSObject jws = JWSObject.parse(Files.readString(token, UTF_8));
        JWSVerifier verifier = tried.isRsa()
                ? new RSASSAVerifier((RSAPublicKey) tried.certificate().getPublicKey())
                : new ECDSAVerifier((ECPublicKey) tried.certificate().getPublicKey());
        assertEquals(true, jws.verify(verifier), () -> jws.getHeader().toString());
        assertEquals(Map.of("sub", "alice"), jws.getPayload().toJSONObject());
    }
}
