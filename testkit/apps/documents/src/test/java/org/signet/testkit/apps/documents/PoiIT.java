package org.signet.testkit.apps.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.poifs.crypt.dsig.SignatureConfig;
import org.apache.poi.poifs.crypt.dsig.SignatureInfo;
import org.apache.poi.poifs.crypt.dsig.SignaturePart;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** Apache POI: what it signs it believes itself, part by part, and xmlsec1 believes the signature over the references. */
class PoiIT {
    private static final String SIGNATURE = "/_xmlsignatures/sig1.xml";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(value = Case.class, mode = EnumSource.Mode.MATCH_ALL, names = Case.RSA)
    @Program(value = "Apache POI 5.5.1", does = "OOXML signature", page = "poi", operations = 2)
    void theDocumentIsBelieved(Case tried) throws Exception {
        Path letter = letter();
        Listing.of("poi").run(tried.stub(), tried.alias(), letter);
        assertTrue(isBelieved(letter, tried));
        Path signature = folder.resolve("signature.xml");
        try (FileSystem parts = FileSystems.newFileSystem(letter)) {
            Files.copy(parts.getPath(SIGNATURE), signature);
        }
        Witness.says("xmlsec1", "--verify", "--trusted-pem", House.authority(), "--ignore-manifests", signature);
    }

    private Path letter() throws Exception {
        Path file = folder.resolve("letter.docx");
        try (XWPFDocument document = new XWPFDocument();
                OutputStream out = Files.newOutputStream(file)) {
            document.createParagraph().createRun().setText("sealing wax");
            document.write(out);
        }
        return file;
    }

    private static boolean isBelieved(Path letter, Case tried) throws Exception {
        try (OPCPackage document = OPCPackage.open(letter.toString(), PackageAccess.READ)) {
            SignatureInfo signatures = new SignatureInfo();
            signatures.setOpcPackage(document);
            signatures.setSignatureConfig(new SignatureConfig());
            for (SignaturePart part : signatures.getSignatureParts()) {
                assertTrue(part.validate());
                assertEquals(tried.certificate(), part.getSigner());
            }
            return signatures.verifySignature();
        }
    }
}
