package org.signet.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.signet.crypto.Services;

/** A key out of the bytes that were unwrapped. */
final class Unwrapping {
    /** What JSSE names the secret of a TLS_RSA key exchange: 48 bytes (RFC 5246, 7.4.7.1). */
    private static final String TLS_PREMASTER = "TlsRsaPremasterSecret";

    private static final int TLS_PREMASTER_BYTES = 48;

    /** Its parameters are two version numbers, in a package of java.base that nobody else may import. */
    private static final String TLS_PARAMETERS = "sun.security.internal.spec.TlsRsaPremasterSecretParameterSpec";

    private Unwrapping() {}

    static boolean isForTls(Class<?> parameters) {
        return parameters.getName().equals(TLS_PARAMETERS);
    }

    /** @param type {@code Cipher.SECRET_KEY}, {@code PRIVATE_KEY} (PKCS#8) or {@code PUBLIC_KEY} (X.509) */
    static Key key(byte[] plain, String algorithm, int type) throws InvalidKeyException, NoSuchAlgorithmException {
        try {
            return switch (type) {
                case Cipher.PRIVATE_KEY ->
                    KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(plain));
                case Cipher.PUBLIC_KEY ->
                    KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(plain));
                default -> secret(plain, algorithm);
            };
        } catch (InvalidKeySpecException e) {
            throw new InvalidKeyException("what was wrapped is no " + algorithm + " key"); // its cause could quote it
        }
    }

    private static Key secret(byte[] plain, String algorithm) throws InvalidKeyException {
        if (algorithm.equals(TLS_PREMASTER)) {
            return premaster(plain);
        }
        if (plain.length == 0) {
            throw new InvalidKeyException("the wrapped key is empty");
        }
        return new SecretKeySpec(plain, algorithm);
    }

    /** RFC 5246, 7.4.7.1: a secret of another length goes on as a random one, and the handshake fails later. */
    private static Key premaster(byte[] plain) {
        byte[] random = new byte[TLS_PREMASTER_BYTES];
        Services.platform().random().nextBytes(random);
        try {
            return new SecretKeySpec(plain.length == TLS_PREMASTER_BYTES ? plain : random, TLS_PREMASTER);
        } finally {
            Arrays.fill(random, (byte) 0);
        }
    }
}
