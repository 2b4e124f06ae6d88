package org.signet.testkit.house;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.signet.testkit.piv.SelfSigned;

/** Software keys, one per name and JVM: RSA takes a third of a second. */
final class Keys {
    private static final Map<String, KeyPair> MADE = new ConcurrentHashMap<>();

    private Keys() {}

    /** @param algorithm rsa2048, p256 or p384 */
    static KeyPair named(String name, String algorithm) {
        return MADE.computeIfAbsent(name + "=" + algorithm, n -> fresh(algorithm));
    }

    static X509Certificate certificate(String name, KeyPair pair) {
        return SelfSigned.certificate("CN=" + name, pair, KeyUsage.digitalSignature | KeyUsage.keyEncipherment);
    }

    private static KeyPair fresh(String algorithm) {
        try {
            if (algorithm.equals("rsa2048")) {
                KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
                rsa.initialize(2048);
                return rsa.generateKeyPair();
            }
            KeyPairGenerator ec = KeyPairGenerator.getInstance("EC", "SunEC");
            ec.initialize(new ECGenParameterSpec(algorithm.equals("p384") ? "secp384r1" : "secp256r1"));
            return ec.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK makes no " + algorithm + " key", e);
        }
    }
}
