package org.signet.testkit.apps.documents;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** Apache Santuario: xmlsec1 believes what it signs and encrypts what it decrypts. */
class SantuarioIT {
    private static final String ORDER = "<order><item>sealing wax</item></order>\n";
    private static final String WANTED = """
            <EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">
              <EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>
              <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
                <EncryptedKey xmlns="http://www.w3.org/2001/04/xmlenc#">
                  <EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/>
                  <CipherData><CipherValue/></CipherData>
                </EncryptedKey>
              </KeyInfo>
              <CipherData><CipherValue/></CipherData>
            </EncryptedData>
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Apache Santuario 3.0.6", does = "XML signature", page = "santuario")
    void xmlsec1BelievesTheSignature(Case tried) throws Exception {
        Path signed = folder.resolve("signed.xml");
        Listing.of("santuario").run("sign", tried.stub(), tried.alias(), order(), signed);
        Witness.says("xmlsec1", "--verify", "--trusted-pem", House.authority(), signed);
        Witness.run("xmlsec1", "--verify", "--trusted-pem", House.authority(), Witness.changed(signed))
                .fails();
    }

    @ParameterizedTest
    @EnumSource(value = Case.class, mode = EnumSource.Mode.MATCH_ALL, names = Case.RSA)
    @Program(value = "Apache Santuario 3.0.6", does = "XML decryption: RSA-OAEP", page = "santuario")
    void whatXmlsec1EncryptedIsRead(Case tried) throws Exception {
        Path template = Files.writeString(folder.resolve("template.xml"), WANTED);
        Path secret = folder.resolve("secret.xml");
        Witness.says(
                "xmlsec1",
                "--encrypt",
                "--pubkey-cert-pem",
                tried.chainFile(),
                "--session-key",
                "aes-256",
                "--xml-data",
                order(),
                "--output",
                secret,
                template);
        assertFalse(Files.readString(secret).contains("sealing wax"));
        Path opened = folder.resolve("opened.xml");
        Listing.of("santuario").run("decrypt", tried.stub(), tried.alias(), secret, opened);
        assertTrue(Files.readString(opened).contains("<item>sealing wax</item>"));
    }

    private Path order() throws Exception {
        return Files.writeString(folder.resolve("order.xml"), ORDER);
    }
}
