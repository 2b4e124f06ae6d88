package org.signet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.XECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.crypto.interfaces.DHPublicKey;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Software key pairs and self-signed certificates for tests; made once per JVM. */
public final class TestKeys {
    private static final Map<String, KeyPair> NAMED = new ConcurrentHashMap<>();

    private static KeyPair rsa;
    private static KeyPair ec;

    private TestKeys() {}

    /** RSA-2048, always the same one. */
    public static synchronized KeyPair rsa() {
        if (rsa == null) {
            rsa = freshRsa(2048);
        }
        return rsa;
    }

    /** P-256, always the same one. */
    public static synchronized KeyPair ec() {
        if (ec == null) {
            ec = freshEc();
        }
        return ec;
    }

    public static KeyPair freshRsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static KeyPair freshEc() {
        return freshEc("secp256r1");
    }

    public static KeyPair freshEc(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Of an algorithm or parameter set, by a provider that makes such a key; one for each name. */
    public static KeyPair named(String algorithm) {
        return NAMED.computeIfAbsent(algorithm, TestKeys::fresh);
    }

    private static Provider jdk(String algorithm) {
        return Stream.of("SunEC", "SUN", "SunJCE")
                .map(Security::getProvider)
                .filter(p -> p.getService("KeyPairGenerator", algorithm) != null)
                .findFirst()
                .orElseThrow();
    }

    /** Another key with the same parameters. */
    public static KeyPair peerOf(KeyPair pair) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(
                    pair.getPublic().getAlgorithm(), jdk(pair.getPublic().getAlgorithm()));
            generator.initialize(
                    pair.getPublic() instanceof DHPublicKey dh
                            ? dh.getParams()
                            : ((XECPublicKey) pair.getPublic()).getParams());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair fresh(String algorithm) {
        try {
            KeyPairGenerator generator = algorithm.startsWith("ML-DSA")
                    ? KeyPairGenerator.getInstance(algorithm, new BouncyCastleProvider())
                    : KeyPairGenerator.getInstance(algorithm, jdk(algorithm));
            if (algorithm.equals("DSA")) {
                generator.initialize(1024); // the JDK signs with SHA-1 for no longer one
            } else if (algorithm.equals("DH")) {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A certificate of the key by itself, valid from yesterday for a year. */
    public static X509Certificate certificate(KeyPair pair, String name) {
        try {
            boolean isRsa = pair.getPublic().getAlgorithm().equals("RSA");
            ASN1ObjectIdentifier oid =
                    isRsa ? PKCSObjectIdentifiers.sha256WithRSAEncryption : X9ObjectIdentifiers.ecdsa_with_SHA256;
            AlgorithmIdentifier algorithm =
                    isRsa ? new AlgorithmIdentifier(oid, DERNull.INSTANCE) : new AlgorithmIdentifier(oid);
            Instant now = Instant.now();
            V3TBSCertificateGenerator tbs = new V3TBSCertificateGenerator();
            tbs.setSerialNumber(new ASN1Integer(BigInteger.ONE));
            tbs.setIssuer(new X500Name("CN=" + name));
            tbs.setSubject(new X500Name("CN=" + name));
            tbs.setStartDate(new Time(Date.from(now.minus(1, ChronoUnit.DAYS))));
            tbs.setEndDate(new Time(Date.from(now.plus(365, ChronoUnit.DAYS))));
            tbs.setSignature(algorithm);
            tbs.setSubjectPublicKeyInfo(
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
            byte[] body = tbs.generateTBSCertificate().getEncoded("DER");
            Signature signature = Signature.getInstance(isRsa ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(body);
            ASN1EncodableVector whole = new ASN1EncodableVector();
            whole.add(tbs.generateTBSCertificate());
            whole.add(algorithm);
            whole.add(new DERBitString(signature.sign()));
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(new DERSequence(whole).getEncoded("DER")));
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
