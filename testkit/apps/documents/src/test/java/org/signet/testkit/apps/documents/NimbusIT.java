package org.signet.testkit.apps.documents;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

class NimbusIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Nimbus JOSE + JWT 10.5", does = "JWS: PS256, ES256", page = "nimbus-jose-jwt")
    void aTokenIsBelievedByTheJdk(Case tried) throws Exception {
        Path token = folder.resolve("token");
        Listing.of("nimbus-jose-jwt").run(tried.stub(), tried.alias(), token);
        String[] parts = Files.readString(token).split("\\.", -1);
        Signature verifier = Signature.getInstance(tried.isRsa() ? "RSASSA-PSS" : "SHA256withECDSAinP1363Format");
        if (tried.isRsa()) {
            verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        verifier.initVerify(tried.certificate());
        verifier.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
        assertTrue(verifier.verify(Base64.getUrlDecoder().decode(parts[2])));
    }
}
