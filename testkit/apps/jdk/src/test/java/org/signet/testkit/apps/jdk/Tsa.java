package org.signet.testkit.apps.jdk;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.signet.testkit.apps.House;

/** A time-stamping authority (RFC 3161) on loopback, with a software key that the household's CA certified. */
final class Tsa implements AutoCloseable {
    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");

    private final AtomicInteger serial = new AtomicInteger(1);
    private final Posted posted;
    private final PrivateKey key;
    private final X509Certificate certificate;
    private final X509Certificate authority;

    Tsa() throws Exception {
        KeyStore ca = KeyStore.getInstance(House.authorityKeys().toFile(), House.CHANGEIT.toCharArray());
        authority = (X509Certificate) ca.getCertificate("ca");
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        key = pair.getPrivate();
        certificate = certify(pair, (PrivateKey) ca.getKey("ca", House.CHANGEIT.toCharArray()));
        posted = new Posted("application/timestamp-reply", asked -> stamp(new TimeStampRequest(asked)));
    }

    private X509Certificate certify(KeyPair pair, PrivateKey by) throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                authority,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(Duration.ofMinutes(5))),
                Date.from(now.plus(Duration.ofDays(30))),
                new X500Principal("CN=tsa,O=Signet"),
                pair.getPublic());
        builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(by)));
    }

    String url() {
        return posted.url();
    }

    private byte[] stamp(TimeStampRequest request) throws Exception {
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", key, certificate),
                new JcaDigestCalculatorProviderBuilder()
                        .build()
                        .get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                POLICY);
        tokens.addCertificates(new JcaCertStore(List.of(certificate, authority)));
        return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                .generate(request, BigInteger.valueOf(serial.getAndIncrement()), new Date())
                .getEncoded();
    }

    @Override
    public void close() {
        posted.close();
    }
}
