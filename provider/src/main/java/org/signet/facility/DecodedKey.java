package org.signet.facility;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.signet.crypto.Services;
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
        return of(PrivateKeyFactory.createKey(info), info.getEncoded());
    }

    static DecodedKey of(AsymmetricKeyParameter key) throws IOException {
        return of(
                key,
                key instanceof Ed25519PrivateKeyParameters ed
                        // RFC 8410, 7: version 1, which every JDK reads; Bouncy Castle would append the public key
                        ? new PrivateKeyInfo(new AlgorithmIdentifier(ED25519), new DEROctetString(ed.getEncoded()))
                                .getEncoded()
                        : PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded());
    }

    private static DecodedKey of(AsymmetricKeyParameter key, byte[] pkcs8) throws IOException {
        SubjectPublicKeyInfo spki = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicHalf(key));
        try {
            return new DecodedKey(
                    Services.platform()
                            .keyFactory(algorithm(key))
                            .generatePublic(new X509EncodedKeySpec(spki.getEncoded())),
                    pkcs8);
        } catch (GeneralSecurityException e) {
            throw new KeyAccessException(
                    Reason.CANNOT, "the JDK knows no such key: " + e.getClass().getSimpleName(), e);
        }
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
        if (key instanceof X25519PrivateKeyParameters x) {
            return x.generatePublicKey();
        }
        throw new KeyAccessException(
                Reason.CANNOT, "no software key of kind " + key.getClass().getSimpleName());
    }

    private static String algorithm(AsymmetricKeyParameter key) {
        return key instanceof RSAKeyParameters
                ? "RSA"
                : key instanceof ECPrivateKeyParameters
                        ? "EC"
                        : key instanceof Ed25519PrivateKeyParameters ? "Ed25519" : "X25519";
    }
}
