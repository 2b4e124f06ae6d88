package org.signet.testkit.outside;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** A line of ssh-keygen's allowed_signers (RFC 4253, 6.6; RFC 8709, 4), made by hand from a SubjectPublicKeyInfo. */
final class SshSigner {
    private static final int ED25519_SPKI = 44;

    private SshSigner() {}

    /** @param spki base64, RSA or Ed25519 */
    static String line(String principal, String spki) throws GeneralSecurityException, IOException {
        byte[] der = Base64.getDecoder().decode(spki);
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(blob);
        String type = der.length == ED25519_SPKI ? "ssh-ed25519" : "ssh-rsa";
        string(out, type.getBytes(US_ASCII));
        if (der.length == ED25519_SPKI) {
            string(out, Arrays.copyOfRange(der, ED25519_SPKI - 32, ED25519_SPKI));
        } else {
            RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
            for (BigInteger number : new BigInteger[] {key.getPublicExponent(), key.getModulus()}) {
                string(out, number.toByteArray());
            }
        }
        return principal + " " + type + " " + Base64.getEncoder().encodeToString(blob.toByteArray()) + "\n";
    }

    private static void string(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
