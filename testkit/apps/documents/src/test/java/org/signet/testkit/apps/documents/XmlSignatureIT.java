package org.signet.testkit.apps.documents;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.xml.security.Init;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.utils.XMLUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The JDK's XML signatures: xmlsec1 believes what it knows, Apache Santuario what that version of it does not. */
class XmlSignatureIT {
    private static final String NAMESPACE = "http://www.w3.org/2000/09/xmldsig#";
    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    static final String PSS = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "javax.xml.crypto", does = "XML signature: rsa-sha256, ecdsa-sha256", page = "xml-signature")
    void xmlsec1BelievesTheSignature(Case tried) throws Exception {
        Path signed = signed(tried, MORE + (tried.isRsa() ? "rsa-sha256" : "ecdsa-sha256"));
        Witness.says("xmlsec1", "--verify", "--trusted-pem", House.authority(), signed);
        Witness.run("xmlsec1", "--verify", "--trusted-pem", House.authority(), Witness.changed(signed))
                .fails();
    }

    @ParameterizedTest
    @EnumSource(value = Case.class, mode = EnumSource.Mode.MATCH_ALL, names = Case.RSA)
    @Program(value = "javax.xml.crypto", does = "XML signature: sha256-rsa-MGF1", page = "xml-signature")
    void santuarioBelievesTheSignatureByPss(Case tried) throws Exception {
        santuarioBelieves(signed(tried, PSS), tried);
    }

    /** As long as nobody touches it. */
    static void santuarioBelieves(Path signed, Case tried) throws Exception {
        Init.init();
        Document document = XMLUtils.read(signed.toFile(), true);
        Element element = (Element)
                document.getElementsByTagNameNS(NAMESPACE, "Signature").item(0);
        XMLSignature signature = new XMLSignature(element, "", true);
        assertTrue(signature.checkSignatureValue(tried.certificate()));
        document.getDocumentElement().setAttribute("colour", "black");
        assertFalse(new XMLSignature(element, "", true).checkSignatureValue(tried.certificate()));
    }

    private Path signed(Case tried, String method) throws Exception {
        Path order = Files.writeString(folder.resolve("order.xml"), "<order><item>sealing wax</item></order>\n");
        Path signed = folder.resolve("signed.xml");
        Listing.of("xml-signature").run(tried.stub(), tried.alias(), order, method, signed);
        return signed;
    }
}
