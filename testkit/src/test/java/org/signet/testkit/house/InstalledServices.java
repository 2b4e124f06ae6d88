package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/**
 * Software keys through each encryption service, with the real ones installed. The JDK's own provider log tells who did it.
 * Only in the profile {@code services}, which brings them and turns that log on.
 */
class InstalledServices {
    private static final Pattern DID = Pattern.compile(
            "(?:Cipher\\.RSA/ECB/NoPadding, mode: encryption,|Signature\\.NONEwithECDSA (signing|verification)|(KeyAgreement)\\.ECDH)"
                    + " algorithm from: (\\S+)");
    private static final List<String> STRANGERS = List.of("BC", "AmazonCorrettoCryptoProvider", "Conscrypt");

    @TempDir
    private Path temporary;

    private World world;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream err = System.err;

    @BeforeEach
    void allAreInstalled() throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        Security.addProvider(made("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider"));
        Security.addProvider(made("org.conscrypt.OpenSSLProvider"));
        world = new World(temporary);
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private static Provider made(String name) throws ReflectiveOperationException {
        return Class.forName(name).asSubclass(Provider.class).getConstructor().newInstance();
    }

    @AfterEach
    void end() throws Exception {
        System.setErr(err);
        ((AuthProvider) world.provider()).logout();
        world.close();
        STRANGERS.forEach(Security::removeProvider);
    }

    /** Who has done private-key operations since the last look. */
    private Set<String> whoDid() {
        Set<String> providers = new TreeSet<>();
        Matcher line = DID.matcher(said.toString(StandardCharsets.UTF_8));
        while (line.find()) {
            if (!"verification".equals(line.group(1)) && !line.group(3).equals("Signet")) {
                providers.add(line.group(3));
            }
        }
        said.reset();
        return providers;
    }

    private PrivateKey imported(KeyPair pair) throws Exception {
        KeyStore keys = world.load(World.PASSPHRASE);
        String alias = "key" + keys.size();
        keys.setKeyEntry(alias, pair.getPrivate(), null, new Certificate[] {Keys.certificate(alias, pair)});
        PrivateKey key = App.key(keys, alias);
        sign("SHA256with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : "RSA"), key);
        whoDid(); // the JDK's own looked at an EC key when it was imported and at its first use
        return key;
    }

    private byte[] sign(String algorithm, PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance(algorithm, world.provider());
        signature.initSign(key);
        signature.update(App.MESSAGE);
        return signature.sign();
    }

    /** By a provider that did not sign. */
    private static void verify(String algorithm, PublicKey key, byte[] value, String signer) throws Exception {
        Signature signature = Signature.getInstance(algorithm, signer.equals("BC") ? "Conscrypt" : "BC");
        signature.initVerify(key);
        signature.update(App.MESSAGE);
        assertTrue(signature.verify(value), algorithm + " by " + signer);
    }

    private byte[] decrypt(String transformation, PrivateKey key, PublicKey to) throws Exception {
        Cipher encrypt = Cipher.getInstance(transformation, "SunJCE");
        encrypt.init(Cipher.ENCRYPT_MODE, to);
        Cipher decrypt = Cipher.getInstance(transformation, world.provider());
        decrypt.init(Cipher.DECRYPT_MODE, key);
        return decrypt.doFinal(encrypt.doFinal(App.MESSAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SunRsaSign", "SunJCE", "BC", "AmazonCorrettoCryptoProvider", "Conscrypt"})
    void theNamedOneWorksWithAnRsaKey(String name) throws Exception {
        world.with("service.rsa=" + name);
        String does = name.equals("SunRsaSign") ? "SunJCE" : name; // the JDK's raw operation is its Cipher
        for (KeyPair pair : List.of(Keys.named("services", "rsa2048"), Keys.rsa(3072))) {
            PrivateKey key = imported(pair);
            for (int i = 0; i < 3; i++) { // a key that a service holds already signs as well
                verify("SHA256withRSA", pair.getPublic(), sign("SHA256withRSA", key), name);
                verify("SHA512withRSA", pair.getPublic(), sign("SHA512withRSA", key), name);
            }
            byte[] pss = sign("SHA256withRSAandMGF1", key);
            Signature verifier = Signature.getInstance("SHA256withRSAandMGF1", "BC");
            verifier.initVerify(pair.getPublic());
            verifier.update(App.MESSAGE);
            assertTrue(verifier.verify(pss));
            assertArrayEquals(App.MESSAGE, decrypt("RSA/ECB/PKCS1Padding", key, pair.getPublic()));
            assertArrayEquals(App.MESSAGE, decrypt("RSA/ECB/OAEPWithSHA-256AndMGF1Padding", key, pair.getPublic()));
            whoDid(); // what verified and encrypted
            sign("SHA256withRSA", key);
            assertEquals(Set.of(does), whoDid());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SunEC", "BC", "AmazonCorrettoCryptoProvider", "Conscrypt"})
    void theNamedOneWorksWithAnEcKey(String name) throws Exception {
        world.with("service.ec=" + name);
        for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
            KeyPair pair = Keys.ec(curve);
            KeyPair peer = Keys.ec(curve);
            PrivateKey key = imported(pair);
            for (int i = 0; i < 3; i++) {
                byte[] value = sign("SHA256withECDSA", key);
                assertEquals(Set.of(name), whoDid(), curve);
                verify("SHA256withECDSA", pair.getPublic(), value, name);
            }
            whoDid();
            byte[] secret = agree(key, peer.getPublic(), world.provider());
            assertEquals(Set.of(name), whoDid(), curve);
            Provider other = Security.getProvider(name.equals("SunEC") ? "BC" : "SunEC");
            assertArrayEquals(agree(peer.getPrivate(), pair.getPublic(), other), secret);
        }
    }

    private static byte[] agree(PrivateKey key, PublicKey peer, Provider by) throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH", by);
        agreement.init(key);
        agreement.doPhase(peer, true);
        return agreement.generateSecret();
    }

    // A key that no service takes but the last: 1021 bits.
    @ParameterizedTest
    @ValueSource(strings = {"SunJCE", "BC", "AmazonCorrettoCryptoProvider", "Conscrypt"})
    void anOddKeyIsSignedWithWhicheverTakesIt(String name) throws Exception {
        world.with("service.rsa=" + name);
        KeyPair pair = Keys.rsa(1021);
        PrivateKey key = imported(pair);
        assertEquals(1021, ((RSAKey) key).getModulus().bitLength());
        Signature jdk = Signature.getInstance("SHA256withRSA", "SunRsaSign");
        jdk.initVerify(pair.getPublic());
        jdk.update(App.MESSAGE);
        assertTrue(jdk.verify(sign("SHA256withRSA", key)));
    }

    @Test
    void theTableTakesTheFastest() throws Exception {
        PrivateKey rsa = imported(Keys.named("services", "rsa2048"));
        sign("SHA256withRSA", rsa);
        assertEquals(Set.of("AmazonCorrettoCryptoProvider"), whoDid());
        PrivateKey ec = imported(Keys.ec("secp256r1"));
        sign("SHA256withECDSA", ec);
        assertEquals(Set.of("Conscrypt"), whoDid());
    }

    @Test
    void aKeyThatAServiceHoldsEndsWithTheSession() throws Exception {
        world.with("service.rsa=AmazonCorrettoCryptoProvider");
        PrivateKey key = imported(Keys.named("services", "rsa2048"));
        sign("SHA256withRSA", key);
        sign("SHA256withRSA", key);
        ((AuthProvider) world.provider()).logout();
        App.failure(key, Reason.NOT_CONNECTED);
        world.load(World.PASSPHRASE);
        assertFalse(sign("SHA256withRSA", key).length == 0);
    }

    @Test
    void theFastestChecksWhatACardSigned() throws Exception {
        EmulatedPivCard card = world.card("9a=p256");
        world.insert(card);
        KeyStore keys = world.load(World.PIN);
        PrivateKey key = App.key(keys, "piv-9a");
        said.reset();
        byte[] value = sign("SHA256withECDSA", key);
        App.assertSays(said.toString(StandardCharsets.UTF_8), "NONEwithECDSA verification algorithm from: Conscrypt");
        verify("SHA256withECDSA", keys.getCertificate("piv-9a").getPublicKey(), value, "nobody");
    }
}
