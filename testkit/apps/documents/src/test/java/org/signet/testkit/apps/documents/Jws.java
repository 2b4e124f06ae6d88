package org.signet.testkit.apps.documents;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import org.signet.testkit.apps.Case;

/** Whether the JDK believes a signed token in compact form: PS256 or ES256. */
final class Jws {
    private Jws() {}

    static void isBelieved(String token, Case tried) throws Exception {
        String[] parts = token.split("\\.", -1);
        assertEquals(3, parts.length, "header, payload, signature");
        Signature verifier = Signature.getInstance(tried.isRsa() ? "RSASSA-PSS" : "SHA256withECDSAinP1363Format");
        if (tried.isRsa()) {
            verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        verifier.initVerify(tried.certificate());
        verifier.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
        assertTrue(verifier.verify(Base64.getUrlDecoder().decode(parts[2])));
    }
}
