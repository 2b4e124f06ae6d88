package org.signet.testkit.house;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import org.signet.SignetProvider;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.reader.EmulatedReaders;
import org.signet.testkit.terminal.TestkitProvider;
import org.w3c.dom.Document;

/** A program that sets the parameters of RSASSA-PSS before anybody knows the key, itself and by XML signatures. */
final class PreferredPss {
    private static final PSSParameterSpec PARAMETERS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

    private PreferredPss() {}

    public static void main(String[] args) throws Exception {
        KeyPair software = Keys.named("software", "rsa2048"); // on the card too: it takes a third of a second
        EmulatedReaders readers = new EmulatedReaders("Reader");
        readers.insert(
                "Reader",
                EmulatedPivCard.builder()
                        .pin(World.PIN)
                        .key("9a", software)
                        .key("9d", software)
                        .build());
        Security.addProvider(new TestkitProvider(readers));
        Security.addProvider(new SignetProvider());
        KeyStore keys = KeyStore.getInstance("Signet");
        keys.load(null, World.PIN.toCharArray());
        PrivateKey ours = App.key(keys, "piv-9a");
        PublicKey itsPublic = keys.getCertificate("piv-9a").getPublicKey();
        tries("software", () -> signs(software.getPrivate(), software.getPublic()));
        tries("ours", () -> signs(ours, itsPublic));
        tries("xml", () -> signsXml(ours, itsPublic));
        tries("cipher", () -> {
            App.assertDecrypts(keys, "piv-9d");
            return true;
        });
    }

    private interface Deed {
        boolean succeeds() throws Exception;
    }

    private static void tries(String what, Deed deed) {
        String result;
        try {
            result = deed.succeeds() ? "works" : "does not verify";
        } catch (Exception e) {
            result = "fails";
        }
        System.out.println(what + " " + result);
    }

    private static boolean signs(PrivateKey key, PublicKey itsPublic) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(PARAMETERS);
        signature.initSign(key);
        signature.update(App.MESSAGE);
        byte[] value = signature.sign();
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(PARAMETERS);
        verifier.initVerify(itsPublic);
        verifier.update(App.MESSAGE);
        return verifier.verify(value);
    }

    private static boolean signsXml(PrivateKey key, PublicKey itsPublic) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        document.appendChild(document.createElement("letter"));
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        DigestMethod digest = factory.newDigestMethod(DigestMethod.SHA256, null);
        Transform enveloped = factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null);
        SignedInfo info = factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", null),
                List.of(factory.newReference("", digest, List.of(enveloped), null, null)));
        factory.newXMLSignature(info, null).sign(new DOMSignContext(key, document.getDocumentElement()));
        DOMValidateContext context =
                new DOMValidateContext(itsPublic, document.getDocumentElement().getFirstChild());
        return factory.unmarshalXMLSignature(context).validate(context);
    }
}
