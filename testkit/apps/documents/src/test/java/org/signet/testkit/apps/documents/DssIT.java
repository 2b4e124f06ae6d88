package org.signet.testkit.apps.documents;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** EU DSS with its connection to a keystore. */
class DssIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "EU DSS 6.3", does = "PAdES baseline B", page = "dss")
    void pdfsigBelievesTheSignature(Case tried) throws Exception {
        Path signed = folder.resolve("signed.pdf");
        Listing.of("dss", tried).run(tried.locked(), tried.alias(), Pdf.in(folder), signed, tried.secret());
        Pdf.isBelieved(signed, tried);
    }
}
