package org.signet.testkit.apps.documents;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;

/** Encrypted tokens for a public key: by RSA-OAEP-256 or ECDH-ES, A256GCM, in compact form. */
final class Jwe {
    private Jwe() {}

    static String byNimbus(PublicKey key, String text) throws Exception {
        boolean rsa = key instanceof RSAPublicKey;
        JWEObject token = new JWEObject(
                new JWEHeader(rsa ? JWEAlgorithm.RSA_OAEP_256 : JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM),
                new Payload(text));
        JWEEncrypter encrypter = rsa ? new RSAEncrypter((RSAPublicKey) key) : new ECDHEncrypter((ECPublicKey) key);
        token.encrypt(encrypter);
        return token.serialize();
    }

    static String byJose4j(PublicKey key, String text) throws Exception {
        JsonWebEncryption token = new JsonWebEncryption();
        token.setAlgorithmHeaderValue(
                key instanceof RSAPublicKey
                        ? KeyManagementAlgorithmIdentifiers.RSA_OAEP_256
                        : KeyManagementAlgorithmIdentifiers.ECDH_ES);
        token.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        token.setPayload(text);
        token.setKey(key);
        return token.getCompactSerialization();
    }
}
