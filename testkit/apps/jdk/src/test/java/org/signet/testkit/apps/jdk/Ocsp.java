package org.signet.testkit.apps.jdk;

import java.math.BigInteger;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaRespID;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.signet.testkit.apps.House;

/** The household's CA answers by OCSP (RFC 6960) on loopback: it vouches for one certificate and knows no other. */
final class Ocsp implements AutoCloseable {
    private final BigInteger good;
    private final X509Certificate authority;
    private final PrivateKey key;
    private final Posted posted;

    Ocsp(X509Certificate good) throws Exception {
        this.good = good.getSerialNumber();
        KeyStore ca = KeyStore.getInstance(House.authorityKeys().toFile(), House.CHANGEIT.toCharArray());
        authority = (X509Certificate) ca.getCertificate("ca");
        key = (PrivateKey) ca.getKey("ca", House.CHANGEIT.toCharArray());
        posted = new Posted("application/ocsp-response", asked -> answer(new OCSPReq(asked)));
    }

    String url() {
        return posted.url();
    }

    private byte[] answer(OCSPReq request) throws Exception {
        Instant now = Instant.now();
        BasicOCSPRespBuilder answers = new BasicOCSPRespBuilder(new JcaRespID(authority.getSubjectX500Principal()));
        for (Req each : request.getRequestList()) {
            CertificateStatus status =
                    each.getCertID().getSerialNumber().equals(good) ? CertificateStatus.GOOD : new UnknownStatus();
            answers.addResponse(each.getCertID(), status, Date.from(now), Date.from(now.plus(Duration.ofHours(1))));
        }
        return new OCSPRespBuilder()
                .build(
                        OCSPRespBuilder.SUCCESSFUL,
                        answers.build(
                                new JcaContentSignerBuilder("SHA256withRSA").build(key),
                                new X509CertificateHolder[0],
                                Date.from(now)))
                .getEncoded();
    }

    @Override
    public void close() {
        posted.close();
    }
}
