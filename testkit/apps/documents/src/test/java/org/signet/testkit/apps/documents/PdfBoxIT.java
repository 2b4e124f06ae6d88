package org.signet.testkit.apps.documents;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** Apache PDFBox with the CMS of Bouncy Castle. */
class PdfBoxIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Apache PDFBox 3.0.8", does = "PDF signature", page = "pdfbox")
    void pdfsigBelievesTheSignature(Case tried) throws Exception {
        Path signed = folder.resolve("signed.pdf");
        Listing.of("pdfbox").run(tried.stub(), tried.alias(), Pdf.in(folder), signed);
        Pdf.isBelieved(signed, tried);
    }
}
