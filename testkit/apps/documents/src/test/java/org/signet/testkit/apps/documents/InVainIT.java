package org.signet.testkit.apps.documents;

import static org.signet.testkit.apps.InVain.asThePageSays;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.poifs.crypt.dsig.SignatureConfig;
import org.apache.poi.poifs.crypt.dsig.SignatureInfo;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;
import org.jose4j.jwe.JsonWebEncryption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.apps.Case;

/** What a page says of programs that want a key's numbers, held against them, with Bob's keys. */
class InVainIT {
    @TempDir
    private Path folder;

    private static PrivateKey key(String alias) throws Exception {
        return (PrivateKey) bobs().getKey(alias, null);
    }

    private static KeyStore bobs() throws Exception {
        return KeyStore.getInstance(Case.FILE_RSA.stub().toFile(), (char[]) null);
    }

    @Test
    void jose4jAgreesWithNoOpaqueKey() throws Exception {
        JsonWebEncryption token = new JsonWebEncryption();
        token.setCompactSerialization(
                Jwe.byNimbus(Agreement.certificate(Case.FILE_EC).getPublicKey(), "sealing wax"));
        token.setKey(key(Case.AGREE));
        asThePageSays("jose ecdh", token::getPayload);
    }

    @Test
    void poiNamesTheJdksProviderAndKnowsRsaAlone() throws Exception {
        asThePageSays("poi rsa", () -> confirm(Case.FILE_RSA));
        asThePageSays("poi ec", () -> confirm(Case.FILE_EC));
    }

    private void confirm(Case tried) throws Exception {
        Path letter = folder.resolve("letter.docx");
        try (XWPFDocument document = new XWPFDocument();
                OutputStream out = Files.newOutputStream(letter)) {
            document.write(out);
        }
        SignatureConfig config = new SignatureConfig();
        config.setKey(key(tried.alias()));
        config.setSigningCertificateChain(tried.chain());
        OPCPackage office = OPCPackage.open(letter.toString(), PackageAccess.READ_WRITE);
        try {
            SignatureInfo info = new SignatureInfo();
            info.setOpcPackage(office);
            info.setSignatureConfig(config);
            info.confirmSignature();
        } finally {
            office.revert();
        }
    }

    @Test
    void aPairOfOpenPgpReadsTheNumbers() throws Exception {
        X509Certificate certificate = Case.FILE_RSA.certificate();
        KeyPair pair = new KeyPair(certificate.getPublicKey(), key("rsa"));
        asThePageSays(
                "openpgp",
                () -> new JcaPGPKeyPair(
                        PublicKeyPacket.VERSION_4, PGPPublicKey.RSA_GENERAL, pair, certificate.getNotBefore()));
    }

    @Test
    void cmsLooksForTheCurveInTheEncoding() throws Exception {
        Path sealed = folder.resolve("sealed");
        Witness.says(
                "openssl",
                "cms",
                "-encrypt",
                "-outform",
                "DER",
                "-in",
                Files.writeString(folder.resolve("letter"), "sealing wax"),
                "-out",
                sealed,
                Agreement.certificateFile(Case.FILE_EC, folder));
        CMSEnvelopedData data = new CMSEnvelopedData(Files.readAllBytes(sealed));
        PrivateKey key = key(Case.AGREE);
        asThePageSays(
                "cms ecdh",
                () -> List.copyOf(data.getRecipientInfos().getRecipients())
                        .get(0)
                        .getContent(new JceKeyAgreeEnvelopedRecipient(key)));
    }
}
