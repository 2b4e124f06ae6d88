package org.signet.testkit.apps.documents;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.signet.testkit.apps.Case;

/** A PDF to sign, and what poppler's pdfsig says about it then. */
final class Pdf {
    private Pdf() {}

    /** One empty page. */
    static Path in(Path folder) throws IOException {
        Path file = folder.resolve("letter.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(file.toFile());
        }
        return file;
    }

    /** It is whole, and the user's; with a byte changed it is not. */
    static void isBelieved(Path signed, Case tried) throws IOException {
        String said = Witness.says("pdfsig", "-nocert", signed);
        assertTrue(said.contains("Signature Validation: Signature is Valid."), said);
        assertTrue(said.contains("Total document signed"), said);
        assertTrue(said.contains("Signer Certificate Common Name: " + tried.user()), said);
        assertTrue(said.contains("Signing Hash Algorithm: SHA-256"), said);
        String changed = Witness.run("pdfsig", "-nocert", changed(signed)).said();
        assertFalse(changed.contains("Signature is Valid."), changed);
    }

    private static Path changed(Path signed) throws IOException {
        String bytes = Files.readString(signed, StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains("/MediaBox"), "a page with a size");
        return Files.writeString(
                signed.resolveSibling("changed.pdf"),
                bytes.replaceFirst("/MediaBox", "/MediaBax"),
                StandardCharsets.ISO_8859_1);
    }
}
