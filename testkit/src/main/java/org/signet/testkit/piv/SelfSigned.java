package org.signet.testkit.piv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate that a key is born with (RFC 5280): end entity, its own issuer, ten years. */
public final class SelfSigned {
    private static final SecureRandom RANDOM = new SecureRandom();

    private SelfSigned() {}

    static X509Certificate certificate(PivSlot slot, PivAlgorithm algorithm, KeyPair pair, String serial) {
        String name = "CN=Signet " + slot.name().toUpperCase(Locale.ROOT) + ",OU=Card " + serial + ",O=Signet testkit";
        return certificate(name, pair, usage(slot, algorithm));
    }

    /**
     * A certificate of a key by itself.
     *
     * @param name the distinguished name of subject and issuer
     * @param usage bits of {@link KeyUsage}
     */
    public static X509Certificate certificate(String name, KeyPair pair, int usage) {
        try {
            X509CertificateHolder holder =
                    builder(new X500Name(name), pair, usage).build(signer(pair));
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate for " + name, e);
        }
    }

    private static X509v3CertificateBuilder builder(X500Name name, KeyPair pair, int usage) throws IOException {
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        Instant now = Instant.now().truncatedTo(ChronoUnit.DAYS);
        return new X509v3CertificateBuilder(
                        name,
                        new BigInteger(127, RANDOM).setBit(126),
                        Date.from(now.minus(1, ChronoUnit.DAYS)),
                        Date.from(now.plus(3650, ChronoUnit.DAYS)),
                        name,
                        key)
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new BcX509ExtensionUtils().createSubjectKeyIdentifier(key))
                .addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    }

    /** RFC 3279 and RFC 8813: an RSA key management key enciphers keys, an EC one agrees. */
    private static int usage(PivSlot slot, PivAlgorithm algorithm) {
        return slot.use() == PivSlot.Use.KEY_MANAGEMENT && !algorithm.isRsa()
                ? KeyUsage.keyAgreement
                : slot.use().keyUsage;
    }

    private static ContentSigner signer(KeyPair pair) throws OperatorCreationException {
        boolean isRsa = pair.getPublic() instanceof RSAPublicKey;
        boolean large = pair.getPublic() instanceof ECPublicKey ec
                && ec.getParams().getOrder().bitLength() > 256;
        return new JcaContentSignerBuilder((large ? "SHA384" : "SHA256") + (isRsa ? "withRSA" : "withECDSA"))
                .setProvider(isRsa ? KeyPairs.RSA : KeyPairs.EC)
                .build(pair.getPrivate());
    }
}
