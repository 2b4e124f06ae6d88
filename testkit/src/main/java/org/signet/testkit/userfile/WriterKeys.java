package org.signet.testkit.userfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.signet.key.KeyId;
import org.signet.testkit.piv.SelfSigned;

/**
 * A few keys with certificates, made once and read by every writer. RSA, since a JVM that has just started and soon ends verifies
 * that ten times faster than ECDSA.
 */
final class WriterKeys {
    static final int COUNT = 3;

    /** One of them. */
    record Key(PrivateKey privateKey, X509Certificate certificate) {
        PublicKey publicKey() {
            return certificate.getPublicKey();
        }

        KeyId id() {
            return KeyId.of(publicKey());
        }
    }

    private final List<Key> keys;

    private WriterKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    static void make(Path folder) throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        for (int i = 0; i < COUNT; i++) {
            KeyPair pair = generator.generateKeyPair();
            X509Certificate certificate = SelfSigned.certificate("CN=writer " + i, pair, KeyUsage.digitalSignature);
            Files.write(folder.resolve(i + ".key"), pair.getPrivate().getEncoded());
            Files.write(folder.resolve(i + ".cer"), certificate.getEncoded());
        }
    }

    static WriterKeys read(Path folder) throws GeneralSecurityException, IOException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            PKCS8EncodedKeySpec pkcs8 = new PKCS8EncodedKeySpec(Files.readAllBytes(folder.resolve(i + ".key")));
            byte[] certificate = Files.readAllBytes(folder.resolve(i + ".cer"));
            keys.add(new Key(factory.generatePrivate(pkcs8), (X509Certificate)
                    certificates.generateCertificate(new ByteArrayInputStream(certificate))));
        }
        return new WriterKeys(keys);
    }

    /** They come round again. */
    Key key(int number) {
        return keys.get(number % COUNT);
    }
}
