package org.signet.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.signet.crypto.Services;
import org.signet.key.KeyAccessException;

/** A key out of the bytes that were unwrapped. */
final class Unwrapping {
    /** What JSSE names the secret of a TLS_RSA key exchange. */
    private static final String TLS_PREMASTER = "TlsRsaPremasterSecret";

    /** Its parameters are two version numbers, in a package of java.base that nobody else may import. */
    private static final String TLS_PARAMETERS = "sun.security.internal.spec.TlsRsaPremasterSecretParameterSpec";

    private Unwrapping() {}

    static boolean isForTls(AlgorithmParameterSpec parameters) {
        return parameters != null && parameters.getClass().getName().equals(TLS_PARAMETERS);
    }

    /** @param type {@code Cipher.SECRET_KEY}, {@code PRIVATE_KEY} (PKCS#8) or {@code PUBLIC_KEY} (X.509) */
    static Key key(byte[] plain, String algorithm, int type) throws InvalidKeyException, NoSuchAlgorithmException {
        try {
            return switch (type) {
                case Cipher.PRIVATE_KEY -> keys(algorithm).generatePrivate(new PKCS8EncodedKeySpec(plain));
                case Cipher.PUBLIC_KEY -> keys(algorithm).generatePublic(new X509EncodedKeySpec(plain));
                default -> secret(plain, algorithm);
            };
        } catch (InvalidKeySpecException e) {
            throw new InvalidKeyException("what was wrapped is no " + algorithm + " key"); // its cause could quote it
        }
    }

    private static KeyFactory keys(String algorithm) throws NoSuchAlgorithmException {
        try {
            return Services.platform().keyFactory(algorithm);
        } catch (KeyAccessException e) {
            throw new NoSuchAlgorithmException(e.getMessage(), e);
        }
    }

    private static Key secret(byte[] plain, String algorithm) throws InvalidKeyException {
        if (plain.length == 0) {
            throw new InvalidKeyException("the wrapped key is empty");
        }
        return new SecretKeySpec(plain, algorithm);
    }

    static boolean isTlsPremaster(String algorithm) {
        return algorithm.equals(TLS_PREMASTER);
    }

    /**
     * The premaster secret of a TLS_RSA key exchange; one of another length or version goes on as a random one, and the handshake
     * fails later (RFC 5246, 7.4.7.1).
     */
    static Key tlsPremaster(byte[] plain, AlgorithmParameterSpec parameters) {
        byte[] replacement = Services.platform().tlsPremaster(parameters);
        byte[] secret = Arrays.copyOf(plain, replacement.length);
        try {
            int differs = plain.length ^ replacement.length | secret[0] ^ replacement[0] | secret[1] ^ replacement[1];
            int bad = (differs | -differs) >> 31; // all ones or none, and no branch on it
            for (int i = 0; i < secret.length; i++) {
                secret[i] = (byte) (secret[i] & ~bad | replacement[i] & bad);
            }
            return new SecretKeySpec(secret, TLS_PREMASTER);
        } finally {
            Arrays.fill(replacement, (byte) 0);
            Arrays.fill(secret, (byte) 0);
        }
    }
}
