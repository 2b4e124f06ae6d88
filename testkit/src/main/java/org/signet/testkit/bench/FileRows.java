package org.signet.testkit.bench;

import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.signet.SignetProvider;
import org.signet.testkit.piv.SelfSigned;

/** Software keys through Signet and straight through the same encryption service, by turns. */
final class FileRows {
    private static final char[] PASSPHRASE = "correct horse battery".toCharArray(); // of a user who ends with the run
    private static final byte[] MESSAGE = new byte[100];
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
    private static final OptionalDouble RSA_AIM = OptionalDouble.of(0.95);

    /**
     * A service as a program asks for it without Signet, which may be several providers.
     *
     * @param pss as its signatures with PSS are called; where that is the JDK's name it takes parameters
     */
    private record Direct(String name, Provider signer, Provider cipher, Provider ec, String pss) {}

    private final Duel duel;
    private final Path folder;
    private final long warmUpMillis;
    private final KeyPair small;
    private final KeyPair rsa;
    private final KeyPair ec;
    private final byte[] ciphertext;

    /**
     * Makes the user.
     *
     * @param folder for the user information file
     * @param warmUpMillis how long both sides work with a small key first: the road is compiled after some 10,000 operations
     */
    FileRows(Duel duel, Path folder, long warmUpMillis) throws Exception {
        this.duel = duel;
        this.folder = folder;
        this.warmUpMillis = warmUpMillis;
        KeyPairGenerator rsaKeys = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
        rsaKeys.initialize(768);
        small = rsaKeys.generateKeyPair();
        rsaKeys.initialize(2048);
        rsa = rsaKeys.generateKeyPair();
        KeyPairGenerator ecKeys = KeyPairGenerator.getInstance("EC", "SunEC");
        ecKeys.initialize(new ECGenParameterSpec("secp256r1"));
        ec = ecKeys.generateKeyPair();
        ciphertext = encrypted(rsa.getPublic(), MESSAGE);
        importKeys();
    }

    private void importKeys() throws Exception {
        AuthProvider signet = signet("");
        KeyStore keys = loaded(signet);
        for (Map.Entry<String, KeyPair> key :
                Map.of("small", small, "rsa", rsa, "ec", ec).entrySet()) {
            X509Certificate certificate =
                    SelfSigned.certificate("CN=" + key.getKey(), key.getValue(), KeyUsage.digitalSignature);
            keys.setKeyEntry(key.getKey(), key.getValue().getPrivate(), null, new Certificate[] {certificate});
        }
        signet.logout();
    }

    private AuthProvider signet(String services) {
        return (AuthProvider)
                new SignetProvider().configure("--userfile=" + folder + ";card.readers=Emulated:Nobody" + services);
    }

    private static KeyStore loaded(Provider signet) throws Exception {
        KeyStore keys = KeyStore.getInstance("Signet", signet);
        keys.load(null, PASSPHRASE);
        return keys;
    }

    void run(Consumer<Row> table) throws Exception {
        Provider jce = Security.getProvider("SunJCE");
        run(
                new Direct("JDK", Security.getProvider("SunRsaSign"), jce, Security.getProvider("SunEC"), "RSASSA-PSS"),
                ";service.rsa=SunRsaSign;service.ec=SunEC",
                table);
        for (String name : List.of("BC", "AmazonCorrettoCryptoProvider", "Conscrypt")) {
            Provider provider = Security.getProvider(name);
            if (provider != null) {
                String pss =
                        provider.getService("Signature", "RSASSA-PSS") == null ? "SHA256withRSA/PSS" : "RSASSA-PSS";
                run(
                        new Direct(name, provider, provider, provider, pss),
                        ";service.rsa=" + name + ";service.ec=" + name,
                        table);
            }
        }
    }

    private void run(Direct direct, String services, Consumer<Row> table) throws Exception {
        AuthProvider signet = signet(services);
        KeyStore keys = loaded(signet);
        PrivateKey rsaHandle = (PrivateKey) keys.getKey("rsa", null);
        PrivateKey ecHandle = (PrivateKey) keys.getKey("ec", null);
        PrivateKey rsaKey = key("RSA", direct.signer(), rsa);
        PrivateKey ecKey = key("EC", direct.ec(), ec);
        PublicKey peer = KeyFactory.getInstance("EC", direct.ec())
                .generatePublic(
                        new java.security.spec.X509EncodedKeySpec(ec.getPublic().getEncoded()));
        PrivateKey smallHandle = (PrivateKey) keys.getKey("small", null);
        if (direct.name().equals("JDK")) { // the first: Signet's part is the same for all
            warmUp(signet, smallHandle);
        }
        String name = "file " + direct.name() + ' ';
        table.accept(duel.fight(
                name + "RSA-2048 sign PKCS#1",
                1,
                () -> sign("SHA256withRSA", direct.signer(), rsaKey),
                () -> sign("SHA256withRSA", signet, rsaHandle),
                RSA_AIM));
        table.accept(duel.fight(
                name + "RSA-2048 sign PSS",
                1,
                () -> sign(direct.pss(), direct.signer(), rsaKey),
                () -> sign("RSASSA-PSS", signet, rsaHandle),
                RSA_AIM));
        table.accept(duel.fight(
                name + "RSA-2048 decrypt",
                1,
                () -> decrypt(direct.cipher(), rsaKey, ciphertext),
                () -> decrypt(signet, rsaHandle, ciphertext),
                RSA_AIM));
        table.accept(duel.fight(
                name + "P-256 sign",
                1,
                () -> sign("SHA256withECDSA", direct.ec(), ecKey),
                () -> sign("SHA256withECDSA", signet, ecHandle),
                OptionalDouble.empty()));
        table.accept(duel.fight(
                name + "P-256 ECDH",
                1,
                () -> agree(direct.ec(), ecKey, peer),
                () -> agree(signet, ecHandle, peer),
                OptionalDouble.empty()));
        signet.logout();
    }

    private void warmUp(Provider signet, PrivateKey handle) throws Exception {
        Provider signer = Security.getProvider("SunRsaSign");
        Provider cipher = Security.getProvider("SunJCE");
        byte[] toSmall = encrypted(small.getPublic(), new byte[20]);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(warmUpMillis);
        while (System.nanoTime() < end) {
            sign("SHA256withRSA", signer, small.getPrivate());
            sign("SHA256withRSA", signet, handle);
            sign("RSASSA-PSS", signer, small.getPrivate());
            sign("RSASSA-PSS", signet, handle);
            decrypt(cipher, small.getPrivate(), toSmall);
            decrypt(signet, handle, toSmall);
        }
    }

    private static byte[] encrypted(PublicKey key, byte[] message) throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(message);
    }

    private static PrivateKey key(String algorithm, Provider provider, KeyPair pair) throws Exception {
        return KeyFactory.getInstance(algorithm, provider)
                .generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded()));
    }

    private static byte[] sign(String algorithm, Provider provider, PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance(algorithm, provider);
        if (algorithm.equals("RSASSA-PSS")) {
            signature.setParameter(PSS);
        }
        signature.initSign(key);
        signature.update(MESSAGE);
        return signature.sign();
    }

    private static byte[] decrypt(Provider provider, PrivateKey key, byte[] ciphertext) throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
        cipher.init(Cipher.DECRYPT_MODE, key);
        return cipher.doFinal(ciphertext);
    }

    private static byte[] agree(Provider provider, PrivateKey key, PublicKey peer) throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
        agreement.init(key);
        agreement.doPhase(peer, true);
        return agreement.generateSecret();
    }
}
