package org.signet.testkit.apps.documents;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.crypto.KeyGenerator;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.engine.WSSConfig;
import org.apache.wss4j.dom.message.WSSecEncrypt;
import org.apache.wss4j.dom.message.WSSecHeader;
import org.apache.xml.security.utils.XMLUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;
import org.signet.testkit.process.Page;
import org.signet.testkit.process.Ran;
import org.w3c.dom.Document;

/** Apache WSS4J, configured by its own properties: xmlsec1 believes what it signs. */
class Wss4jIT {
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String ENVELOPE =
            "<e:Envelope xmlns:e='" + SOAP + "'><e:Body><order>sealing wax</order></e:Body></e:Envelope>";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Apache WSS4J 3.0.5", does = "SOAP signature", page = "wss4j")
    void xmlsec1BelievesTheSignature(Case tried) throws Exception {
        Path signed = run(tried.isRsa() ? "RSA" : "EC", tried, envelope());
        xmlsec1(tried, signed).succeeds();
        xmlsec1(tried, Witness.changed(signed)).fails();
    }

    private static Ran xmlsec1(Case tried, Path signed) throws Exception {
        return Witness.run(
                "xmlsec1", "--verify", "--id-attr:Id", SOAP + ":Body", "--pubkey-cert-pem", tried.chainFile(), signed);
    }

    @ParameterizedTest
    @EnumSource(value = Case.class, mode = EnumSource.Mode.MATCH_ALL, names = Case.RSA)
    @Program(value = "Apache WSS4J 3.0.5", does = "SOAP decryption: RSA-OAEP", page = "wss4j")
    void anEncryptedEnvelopeIsRead(Case tried) throws Exception {
        Path opened = run("decrypt", tried, encrypted(tried));
        assertTrue(Files.readString(opened).contains("<order>sealing wax</order>"));
    }

    private Path envelope() throws Exception {
        return Files.writeString(folder.resolve("envelope.xml"), ENVELOPE);
    }

    private Path encrypted(Case tried) throws Exception {
        WSSConfig.init();
        Document envelope = XMLUtils.read(envelope().toFile(), true);
        WSSecHeader header = new WSSecHeader(envelope);
        header.insertSecurityHeader();
        WSSecEncrypt encrypter = new WSSecEncrypt(header);
        encrypter.setUseThisCert(tried.certificate());
        encrypter.setKeyIdentifierType(WSConstants.ISSUER_SERIAL);
        encrypter.setSymmetricEncAlgorithm(WSConstants.AES_256_GCM);
        KeyGenerator aes = KeyGenerator.getInstance("AES");
        aes.init(256);
        encrypter.build(null, aes.generateKey());
        StringWriter written = new StringWriter();
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(envelope), new StreamResult(written));
        assertFalse(written.toString().contains("sealing wax"));
        return Files.writeString(folder.resolve("encrypted.xml"), written.toString());
    }

    private Path run(String what, Case tried, Path in) throws Exception {
        String page =
                Page.read("docs/wss4j.md").tagged("properties crypto").get(0).text();
        String configured = tried.typed(page)
                .replace("alice.keystore", tried.locked().toString())
                .replace("123456", tried.secret())
                .replace("alias=rsa", "alias=" + tried.alias());
        Path out = folder.resolve("out.xml");
        Listing.of("wss4j").run(what, Files.writeString(folder.resolve("crypto.properties"), configured), in, out);
        return out;
    }
}
