package org.signet.testkit.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.signet.testkit.piv.SelfSigned;

/** Software keys, one per name and JVM: RSA takes a third of a second. */
final class Keys {
    private static final Map<String, KeyPair> MADE = new ConcurrentHashMap<>();

    private Keys() {}

    /** @param algorithm rsa1024, rsa2048, p256, p384; rsa3072 and rsa4096 take seconds and are read, one of each */
    static KeyPair named(String name, String algorithm) {
        return MADE.computeIfAbsent(name + "=" + algorithm, n -> fresh(algorithm));
    }

    static X509Certificate certificate(String name, KeyPair pair) {
        return SelfSigned.certificate("CN=" + name, pair, KeyUsage.digitalSignature | KeyUsage.keyEncipherment);
    }

    /** ALIAS.p12 with that key, as somebody keeps it who has no Signet; its owner's alone. */
    static Path pkcs12(Path folder, String alias, KeyPair pair, String password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12", "SUN");
        store.load(null, null);
        store.setKeyEntry(
                alias, pair.getPrivate(), password.toCharArray(), new Certificate[] {certificate(alias, pair)});
        Path file = folder.resolve(alias + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static KeyPair fresh(String algorithm) {
        try {
            return switch (algorithm) {
                case "rsa1024", "rsa2048" -> rsa(Integer.parseInt(algorithm.substring(3)));
                case "rsa3072", "rsa4096" -> read(algorithm);
                default -> ec("secp" + algorithm.substring(1) + "r1");
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK makes no " + algorithm + " key", e);
        }
    }

    /** Another one each time. */
    static KeyPair rsa(int bits) throws GeneralSecurityException {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
        rsa.initialize(bits);
        return rsa.generateKeyPair();
    }

    /** Another one each time. */
    static KeyPair ec(String curve) throws GeneralSecurityException {
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC", "SunEC");
        ec.initialize(new ECGenParameterSpec(curve));
        return ec.generateKeyPair();
    }

    /** A PKCS #8 key in base64, beside this class. */
    private static KeyPair read(String name) throws GeneralSecurityException {
        try (InputStream in = Keys.class.getResourceAsStream(name + ".pkcs8")) {
            byte[] encoded = Base64.getMimeDecoder().decode(in.readAllBytes());
            KeyFactory factory = KeyFactory.getInstance("RSA", "SunRsaSign");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
