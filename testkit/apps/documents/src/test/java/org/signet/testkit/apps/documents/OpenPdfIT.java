package org.signet.testkit.apps.documents;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** OpenPDF with the CMS that it makes itself. */
class OpenPdfIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "OpenPDF 2.0.5", does = "PDF signature", page = "openpdf")
    void pdfsigBelievesTheSignature(Case tried) throws Exception {
        Path signed = folder.resolve("signed.pdf");
        Listing.of("openpdf").run(tried.stub(), tried.alias(), Pdf.in(folder), signed);
        Pdf.isBelieved(signed, tried);
    }
}
