package org.signet.testkit.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * The patent's system application: a mail program of Bouncy Castle CMS and the JCA, as anybody writes it. It knows keystores,
 * aliases and certificates; it does not know where a private key lives.
 */
final class MailApplication {
    /** One of the user's keys: its certificate, and the handle that the keystore gave. */
    record Identity(String alias, PrivateKey key, X509Certificate certificate) {}

    private MailApplication() {}

    /** Opens the user's keystore as any program does that is given a path and a password. */
    static KeyStore open(Path path, char[] password) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("Signet");
        try (InputStream in = Files.newInputStream(path)) {
            keys.load(in, password);
        }
        return keys;
    }

    /** The first entry whose certificate is for signing messages. */
    static Identity signer(KeyStore keys) throws GeneralSecurityException {
        return identity(keys, KeyUsage.digitalSignature);
    }

    /** The first entry whose certificate is for receiving a message key. */
    static Identity recipient(KeyStore keys) throws GeneralSecurityException {
        return identity(keys, KeyUsage.keyEncipherment);
    }

    private static Identity identity(KeyStore keys, int usage) throws GeneralSecurityException {
        for (String alias : Collections.list(keys.aliases())) {
            X509Certificate certificate = (X509Certificate) keys.getCertificate(alias);
            if (certificate != null && allows(certificate, usage)) {
                return new Identity(alias, (PrivateKey) keys.getKey(alias, null), certificate);
            }
        }
        throw new GeneralSecurityException("no entry of the keystore has a certificate for that use");
    }

    private static boolean allows(X509Certificate certificate, int usage) {
        boolean[] bits = certificate.getKeyUsage();
        return bits != null && bits[usage == KeyUsage.digitalSignature ? 0 : 2];
    }

    /** @return SignedData in DER, the message attached */
    static byte[] sign(Identity from, byte[] message)
            throws GeneralSecurityException, OperatorCreationException, CMSException, IOException {
        String algorithm = "SHA256with" + (from.key().getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
        ContentSigner signer = new JcaContentSignerBuilder(algorithm).build(from.key());
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                        .build(signer, from.certificate()));
        generator.addCertificates(new JcaCertStore(List.of(from.certificate())));
        return generator.generate(new CMSProcessableByteArray(message), true).getEncoded("DER");
    }

    /** @return EnvelopedData in DER around the content */
    static byte[] encrypt(X509Certificate to, byte[] content)
            throws GeneralSecurityException, CMSException, IOException {
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(to));
        return generator
                .generate(
                        new CMSProcessableByteArray(CMSObjectIdentifiers.data, content),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                .toASN1Structure()
                .getEncoded("DER");
    }

    static byte[] decrypt(Identity me, byte[] enveloped) throws CMSException {
        RecipientInformation mine =
                new CMSEnvelopedData(enveloped).getRecipientInfos().get(new JceKeyTransRecipientId(me.certificate()));
        if (mine == null) {
            throw new CMSException("the message is not for " + me.alias());
        }
        return mine.getContent(new JceKeyTransEnvelopedRecipient(me.key()));
    }

    /** @return the message, if the signature is the sender's */
    static byte[] verify(X509Certificate from, byte[] signed)
            throws GeneralSecurityException, OperatorCreationException, CMSException {
        CMSSignedData data = new CMSSignedData(signed);
        SignerInformation signer = data.getSignerInfos().iterator().next();
        JcaX509CertificateHolder sender = new JcaX509CertificateHolder(from);
        if (!signer.getSID().match(sender) || !signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(sender))) {
            throw new CMSException("the signature is not the sender's");
        }
        return (byte[]) data.getSignedContent().getContent();
    }
}
