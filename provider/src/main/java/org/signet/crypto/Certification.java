package org.signet.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** Certification requests (RFC 2986) and self-signed certificates (RFC 5280) of a key that signs them at its place. */
public final class Certification {
    private static final int SERIAL_BITS = 159; // RFC 5280, 4.1.2.2: at most 20 octets, positive
    private static final int SHA384_FROM_RSA_BITS = 3072;

    private final SubjectPublicKeyInfo key;
    private final Algorithm algorithm;
    private final Signer signer;

    /** Has the key sign. */
    public interface Signer {
        /** @param tbs the digest, for a scheme that has one, else the message */
        byte[] sign(Scheme.SignatureScheme scheme, byte[] tbs);
    }

    /** What signs there, and with which digest before it. */
    private record Algorithm(AlgorithmIdentifier id, Scheme.SignatureScheme scheme, Optional<Digest> digest) {}

    /** @throws KeyAccessException CANNOT for a key of a kind that signs nothing */
    public Certification(PublicKey publicKey, Signer signer) {
        this.key = SubjectPublicKeyInfo.getInstance(publicKey.getEncoded());
        this.algorithm = algorithm(publicKey, key);
        this.signer = signer;
    }

    /** The scheme that it signs by. */
    public Scheme.SignatureScheme scheme() {
        return algorithm.scheme();
    }

    /** @return a CertificationRequest in DER, which asks for the alternative names (RFC 2985, 5.4.2) */
    public byte[] request(X500Principal subject, AlternativeNames names) {
        X500Name name = name(subject);
        DERSet attributes = extension(name, names)
                .map(e -> new DERSet(
                        new Attribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new DERSet(new Extensions(e)))))
                .orElseGet(DERSet::new);
        return signed(new CertificationRequestInfo(name, key, attributes));
    }

    private static Optional<Extension> extension(X500Name subject, AlternativeNames names) {
        return names.extension(subject.getRDNs().length == 0);
    }

    /** @return a Certificate in DER, with the key's identifier, the alternative names, and no other extension */
    public byte[] selfSigned(X500Principal subject, AlternativeNames names, Instant from, Instant until) {
        X500Name name = name(subject);
        V3TBSCertificateGenerator tbs = new V3TBSCertificateGenerator();
        tbs.setSerialNumber(
                new ASN1Integer(new BigInteger(SERIAL_BITS, Services.platform().random()).add(BigInteger.ONE)));
        tbs.setIssuer(name);
        tbs.setSubject(name);
        tbs.setStartDate(new Time(Date.from(from)));
        tbs.setEndDate(new Time(Date.from(until)));
        tbs.setSignature(algorithm.id());
        tbs.setSubjectPublicKeyInfo(key);
        tbs.setExtensions(new Extensions(Stream.concat(Stream.of(keyIdentifier()), extension(name, names).stream())
                .toArray(Extension[]::new)));
        return signed(tbs.generateTBSCertificate());
    }

    /** RFC 5280, 4.2.1.2, method 1. */
    private Extension keyIdentifier() {
        byte[] id = digest(Digest.SHA1, key.getPublicKeyData().getBytes());
        try {
            return new Extension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new DEROctetString(new SubjectKeyIdentifier(id).getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException("an octet string has an encoding", e);
        }
    }

    /** SEQUENCE { tbs, algorithm, BIT STRING }, which both are. */
    private byte[] signed(ASN1Object tbs) {
        try {
            byte[] body = tbs.getEncoded("DER");
            byte[] value = signer.sign(
                    algorithm.scheme(),
                    algorithm.digest().map(d -> digest(d, body)).orElse(body));
            ASN1EncodableVector whole = new ASN1EncodableVector();
            whole.add(tbs);
            whole.add(algorithm.id());
            whole.add(new DERBitString(value));
            return new DERSequence(whole).getEncoded("DER");
        } catch (IOException e) {
            throw new KeyAccessException(Reason.DATA, "what is to be signed has no encoding", e);
        }
    }

    private static X500Name name(X500Principal subject) {
        return X500Name.getInstance(subject.getEncoded());
    }

    private static byte[] digest(Digest digest, byte[] data) {
        org.bouncycastle.crypto.Digest engine = Hashes.of(digest).engine().get();
        engine.update(data, 0, data.length);
        byte[] value = new byte[digest.length()];
        engine.doFinal(value, 0);
        return value;
    }

    private static Algorithm algorithm(PublicKey publicKey, SubjectPublicKeyInfo spki) {
        return switch (KeyFamily.of(publicKey)
                .orElseThrow(() -> new KeyAccessException(Reason.CANNOT, "a key of an unknown kind"))) {
            case RSA -> rsa((RSAPublicKey) publicKey);
            case EC -> ecdsa((ECPublicKey) publicKey);
            case DSA -> hashed(NISTObjectIdentifiers.dsa_with_sha256, Digest.SHA256, new Scheme.Dsa());
            case EDWARDS -> new Algorithm(spki.getAlgorithm(), new Scheme.EdDsa(), Optional.empty());
            case ML_DSA -> new Algorithm(spki.getAlgorithm(), new Scheme.MlDsa(), Optional.empty());
            default ->
                throw new KeyAccessException(
                        Reason.CANNOT, "a key of " + publicKey.getAlgorithm() + " signs nothing, and so no request");
        };
    }

    /** With parameters NULL (RFC 4055, 5). */
    private static Algorithm rsa(RSAPublicKey key) {
        boolean large = key.getModulus().bitLength() >= SHA384_FROM_RSA_BITS;
        Digest digest = large ? Digest.SHA384 : Digest.SHA256;
        ASN1ObjectIdentifier oid =
                large ? PKCSObjectIdentifiers.sha384WithRSAEncryption : PKCSObjectIdentifiers.sha256WithRSAEncryption;
        return new Algorithm(
                new AlgorithmIdentifier(oid, DERNull.INSTANCE), new Scheme.RsaPkcs1(digest), Optional.of(digest));
    }

    private static Algorithm ecdsa(ECPublicKey key) {
        int bits = key.getParams().getOrder().bitLength();
        if (bits <= 256) {
            return hashed(X9ObjectIdentifiers.ecdsa_with_SHA256, Digest.SHA256, new Scheme.Ecdsa());
        }
        return bits <= 384
                ? hashed(X9ObjectIdentifiers.ecdsa_with_SHA384, Digest.SHA384, new Scheme.Ecdsa())
                : hashed(X9ObjectIdentifiers.ecdsa_with_SHA512, Digest.SHA512, new Scheme.Ecdsa());
    }

    private static Algorithm hashed(ASN1ObjectIdentifier oid, Digest digest, Scheme.SignatureScheme scheme) {
        return new Algorithm(new AlgorithmIdentifier(oid), scheme, Optional.of(digest));
    }
}
