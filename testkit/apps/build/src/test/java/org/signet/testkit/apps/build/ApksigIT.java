package org.signet.testkit.apps.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.android.apksig.ApkVerifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** OpenSSL believes the signature of scheme v1, Android's verifier all three: what azure-sdk-for-java 44205 could not have. */
class ApksigIT {
    private static final int ANDROID_7 = 24;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    // Schemes v2 and v3 sign two digests each.
    @Program(value = "apksig 7.4.2", does = "signed APK: v1, v2, v3", page = "apksig", operations = 5)
    void anApkIsBelievedByOpensslAndByAndroidsVerifier(Case tried) throws Exception {
        Path plain = folder.resolve("plain.apk");
        Path signed = folder.resolve("signed.apk");
        SignedJar.make(plain, Map.of(AndroidManifest.NAME, AndroidManifest.empty()));
        Listing.of("apksig").run(tried.stub(), tried.alias(), plain, signed);
        SignedJar.opensslBelieves(signed, tried, folder);
        ApkVerifier.Result result = new ApkVerifier.Builder(signed.toFile())
                .setMinCheckedPlatformVersion(ANDROID_7)
                .build()
                .verify();
        assertTrue(result.isVerified(), () -> result.getErrors().toString());
        assertTrue(result.isVerifiedUsingV2Scheme() && result.isVerifiedUsingV3Scheme(), "the schemes");
        assertEquals(List.of(tried.certificate()), result.getSignerCertificates());
    }
}
