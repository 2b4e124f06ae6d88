package org.signet.testkit.apps.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.testkit.apps.InVain.asThePageSays;

import COSE.Message;
import COSE.MessageTag;
import COSE.OneKey;
import COSE.Sign1Message;
import com.auth0.jwt.algorithms.Algorithm;
import io.jsonwebtoken.security.Jwks;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.AliceCard;
import org.signet.testkit.apps.Case;
import org.signet.testkit.process.Pcscd;

/** Programs that want key bytes say what docs/cannot-work.md has, on both roads, and the card is asked for nothing. */
class InVainIT {
    private static final Provider BC = new BouncyCastleProvider();

    @TempDir
    private Path folder;

    @BeforeAll
    static void haveTheCardIn() throws Exception {
        Pcscd.require(InVainIT.class);
        AliceCard.insert();
    }

    @AfterAll
    static void putTheCardAway() {
        AliceCard.remove();
    }

    private static PrivateKey key(Case tried) throws Exception {
        return (PrivateKey)
                KeyStore.getInstance(tried.stub().toFile(), (char[]) null).getKey(tried.alias(), null);
    }

    @ParameterizedTest
    @EnumSource(
            value = Case.class,
            names = {"CARD_RSA", "FILE_RSA"})
    void aProviderThatIsNamedWantsItsOwnKeys(Case tried) throws Exception {
        PrivateKey key = key(tried);
        long before = AliceCard.operations();
        asThePageSays(
                "bc-signature", () -> Signature.getInstance("SHA256withRSA", BC).initSign(key));
        asThePageSays(
                "bc-pss",
                () -> Signature.getInstance("SHA256withRSAandMGF1", BC).initSign(key));
        asThePageSays(
                "bc-cipher",
                () -> Cipher.getInstance("RSA/ECB/PKCS1Padding", BC).init(Cipher.DECRYPT_MODE, key));
        asThePageSays(
                "sun-signature",
                () -> Signature.getInstance("SHA256withRSA", "SunRsaSign").initSign(key));
        assertEquals(before, AliceCard.operations());
    }

    @ParameterizedTest
    @EnumSource(
            value = Case.class,
            names = {"CARD_EC", "FILE_EC"})
    void ellipticCurvesAreNoDifferent(Case tried) throws Exception {
        PrivateKey key = key(tried);
        long before = AliceCard.operations();
        asThePageSays(
                "bc-ec", () -> Signature.getInstance("SHA256withECDSA", BC).initSign(key));
        asThePageSays("cose-java", () -> new OneKey(tried.certificate().getPublicKey(), key));
        assertEquals(before, AliceCard.operations());
    }

    @ParameterizedTest
    @EnumSource(
            value = Case.class,
            names = {"CARD_EC", "FILE_EC"})
    void coseJavaBelievesWhatAProgramMakesItself(Case tried) throws Exception {
        PrivateKey key = key(tried);
        byte[] message = Cose.sign1("pay the bearer".getBytes(UTF_8), key);
        Message read = Message.DecodeFromBytes(message, MessageTag.Sign1);
        assertTrue(((Sign1Message) read).validate(new OneKey(tried.certificate().getPublicKey(), null)));
        assertEquals("pay the bearer", new String(read.GetContent(), UTF_8));
    }

    @ParameterizedTest
    @EnumSource(
            value = Case.class,
            names = {"CARD_RSA", "FILE_RSA"})
    void sshjNamesBouncyCastle(Case tried) throws Exception {
        KeyPair pair = new KeyPair(tried.certificate().getPublicKey(), key(tried));
        long before = AliceCard.operations();
        SecurityUtils.setRegisterBouncyCastle(true);
        try (Sshd sshd = Sshd.start(folder, SshLogin.authorized(tried));
                SSHClient client = new SSHClient()) {
            String[] server = sshd.address().split("[@:]", -1);
            client.loadKnownHosts(sshd.knownHosts().toFile());
            client.connect(server[1], Integer.parseInt(server[2]));
            asThePageSays("sshj", () -> client.authPublickey(server[0], new KeyPairWrapper(pair)));
        } finally {
            SecurityUtils.setSecurityProvider(null);
            Security.removeProvider("BC");
        }
        assertEquals(before, AliceCard.operations());
    }

    @ParameterizedTest
    @EnumSource(
            value = Case.class,
            names = {"CARD_RSA", "FILE_RSA"})
    void aLibraryThatWantsNumbersGetsNone(Case tried) throws Exception {
        PrivateKey key = key(tried);
        long before = AliceCard.operations();
        RSAPublicKey publicKey = (RSAPublicKey) tried.certificate().getPublicKey();
        asThePageSays("java-jwt", () -> Algorithm.RSA256(publicKey, (RSAPrivateKey) key));
        asThePageSays("bc-lightweight", () -> PrivateKeyFactory.createKey(key.getEncoded()));
        assertEquals(before, AliceCard.operations());
    }

    @ParameterizedTest
    @EnumSource(
            value = Case.class,
            names = {"CARD_RSA", "FILE_RSA"})
    void aKeystoreFileCannotHoldIt(Case tried) throws Exception {
        PrivateKey key = key(tried);
        asThePageSays("pkcs12", () -> keep(KeyStore.getInstance("PKCS12"), key, tried));
        asThePageSays("jks", () -> keep(KeyStore.getInstance("JKS"), key, tried));
        asThePageSays("bcfks", () -> keep(KeyStore.getInstance("BCFKS", BC), key, tried));
    }

    private static void keep(KeyStore file, PrivateKey key, Case tried) throws Exception {
        file.load(null, null);
        file.setKeyEntry("me", key, "changeit".toCharArray(), tried.chain().toArray(new Certificate[0]));
    }

    @ParameterizedTest
    @EnumSource(
            value = Case.class,
            names = {"CARD_RSA", "FILE_RSA"})
    void itIsWrittenNowhere(Case tried) throws Exception {
        PrivateKey key = key(tried);
        MinaSshdIT.itsProperties();
        KeyPair pair = new KeyPair(tried.certificate().getPublicKey(), key);
        asThePageSays("pem", () -> {
            try (JcaPEMWriter out = new JcaPEMWriter(new StringWriter())) {
                out.writeObject(key);
            }
        });
        asThePageSays(
                "openssh",
                () -> OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                        pair, "me", null, new ByteArrayOutputStream()));
        asThePageSays("jwk", () -> Jwks.builder().keyPair(pair).build());
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        asThePageSays("serialisation", () -> new ObjectOutputStream(written).writeObject(key));
        assertEquals(-1, written.toString(UTF_8).indexOf("PRIVATE"));
        asThePageSays("wrap", () -> aes().wrap(key));
        asThePageSays("key-spec", () -> KeyFactory.getInstance("RSA").getKeySpec(key, PKCS8EncodedKeySpec.class));
    }

    private static Cipher aes() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(Cipher.WRAP_MODE, KeyGenerator.getInstance("AES").generateKey());
        return cipher;
    }
}
