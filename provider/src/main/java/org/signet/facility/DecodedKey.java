package org.signet.facility;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DHPrivateKeyParameters;
import org.bouncycastle.crypto.params.DSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X448PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.signet.crypto.Der;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * A private key as it was found, with the public half that it alone determines.
 *
 * @param pkcs8 a PrivateKeyInfo in DER (RFC 5208), for its receiver to wipe; not copied
 */
record DecodedKey(PublicKey publicKey, byte[] pkcs8) {
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112"); // RFC 8410, 3

    /** @throws KeyAccessException CANNOT for a kind of key that is not known here */
    static DecodedKey of(PrivateKeyInfo info) throws IOException {
        if (info.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    "keys that are for RSASSA-PSS alone (id-RSASSA-PSS) are not taken; an RSA key does RSASSA-PSS too");
        }
        return of(PrivateKeyFactory.createKey(info), info);
    }

    static DecodedKey of(AsymmetricKeyParameter key) throws IOException {
        return of(
                key,
                key instanceof Ed25519PrivateKeyParameters ed
                        // RFC 8410, 7: version 1, which every JDK reads; Bouncy Castle would append the public key
                        ? new PrivateKeyInfo(new AlgorithmIdentifier(ED25519), new DEROctetString(ed.getEncoded()))
                        : PrivateKeyInfoFactory.createPrivateKeyInfo(key));
    }

    private static DecodedKey of(AsymmetricKeyParameter key, PrivateKeyInfo info) throws IOException {
        byte[] spki = publicHalf(key, info.getPrivateKeyAlgorithm()).getEncoded();
        PublicKey publicKey = Der.publicKey(spki)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.CANNOT,
                        "the JDK knows no such key ("
                                + info.getPrivateKeyAlgorithm().getAlgorithm() + ")"));
        return new DecodedKey(publicKey, info.getEncoded());
    }

    private static SubjectPublicKeyInfo publicHalf(AsymmetricKeyParameter key, AlgorithmIdentifier algorithm)
            throws IOException {
        if (key instanceof DSAPrivateKeyParameters dsa) { // RFC 3279, 2.3.2
            BigInteger y = dsa.getParameters()
                    .getG()
                    .modPow(dsa.getX(), dsa.getParameters().getP());
            return new SubjectPublicKeyInfo(algorithm, new ASN1Integer(y));
        }
        if (key instanceof DHPrivateKeyParameters dh) { // PKCS #3, 9
            BigInteger y = dh.getParameters()
                    .getG()
                    .modPow(dh.getX(), dh.getParameters().getP());
            return new SubjectPublicKeyInfo(algorithm, new ASN1Integer(y));
        }
        return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicHalf(key));
    }

    private static AsymmetricKeyParameter publicHalf(AsymmetricKeyParameter key) {
        if (key instanceof RSAPrivateCrtKeyParameters rsa) {
            return new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
        }
        if (key instanceof ECPrivateKeyParameters ec) {
            return new ECPublicKeyParameters(
                    new FixedPointCombMultiplier().multiply(ec.getParameters().getG(), ec.getD()), ec.getParameters());
        }
        if (key instanceof Ed25519PrivateKeyParameters ed) {
            return ed.generatePublicKey();
        }
        if (key instanceof Ed448PrivateKeyParameters ed) {
            return ed.generatePublicKey();
        }
        if (key instanceof X25519PrivateKeyParameters x) {
            return x.generatePublicKey();
        }
        if (key instanceof X448PrivateKeyParameters x) {
            return x.generatePublicKey();
        }
        throw new KeyAccessException(
                Reason.CANNOT, "no software key of kind " + key.getClass().getSimpleName());
    }
}
