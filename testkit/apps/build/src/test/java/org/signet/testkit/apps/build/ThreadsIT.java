package org.signet.testkit.apps.build;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.testkit.apps.AliceCard;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.process.Pcscd;
import org.signet.testkit.process.Ran;

/** What the users of Bouncy Castle, and the one of OpenSC 3247, did with keys that have no bytes, with Bouncy Castle first and last. */
class ThreadsIT {
    private static final byte[] MESSAGE = "pay the bearer".getBytes(US_ASCII);
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

    @TempDir
    private Path folder;

    private long before;

    /** Alice is logged in before anything is counted. */
    @BeforeAll
    static void haveTheCardIn() throws Exception {
        Pcscd.require(ThreadsIT.class);
        AliceCard.insert();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key(Case.CARD_EC));
        signature.sign();
    }

    @BeforeEach
    void count() throws Exception {
        before = AliceCard.operations();
    }

    private void theCardDid(int operations, Case tried) throws Exception {
        assertEquals(tried.isCard() ? operations : 0, AliceCard.operations() - before);
    }

    @AfterAll
    static void putTheCardAway() {
        AliceCard.remove();
    }

    @AfterEach
    void forgetBouncyCastle() {
        Security.removeProvider("BC");
    }

    private static void install(boolean first) {
        Provider bc = new BouncyCastleProvider();
        Security.insertProviderAt(bc, first ? 1 : Security.getProviders().length + 1);
    }

    private static PrivateKey key(Case tried) throws Exception {
        return (PrivateKey)
                KeyStore.getInstance(tried.stub().toFile(), (char[]) null).getKey(tried.alias(), null);
    }

    /** bc-java 2361: a CMS signature without setProvider. */
    @ParameterizedTest
    @CsvSource({
        "CARD_RSA,true,SHA256withRSA", "FILE_RSA,false,SHA256withRSA", "CARD_RSA,false,SHA256withRSAandMGF1",
        "FILE_RSA,true,SHA256withRSAandMGF1", "CARD_EC,true,SHA256withECDSA", "FILE_EC,false,SHA256withECDSA"
    })
    void aCmsSignatureWithoutAProviderIsBelievedByOpenssl(Case tried, boolean first, String algorithm)
            throws Exception {
        install(first);
        ContentSigner signer = new JcaContentSignerBuilder(algorithm).build(key(tried));
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                        .build(signer, tried.certificate()));
        generator.addCertificates(new JcaCertStore(tried.chain()));
        Path signed = Files.write(
                folder.resolve("signed.p7m"),
                generator.generate(new CMSProcessableByteArray(MESSAGE), true).getEncoded());
        theCardDid(1, tried);
        String out = folder.resolve("out").toString();
        openssl(
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                signed.toString(),
                "-out",
                out,
                "-purpose",
                "any",
                "-CAfile",
                House.authority().toString());
        assertArrayEquals(MESSAGE, Files.readAllBytes(Path.of(out)));
    }

    /** bc-java 1930: a decryption with a key that Bouncy Castle's own cipher does not know. */
    @ParameterizedTest
    @CsvSource({"CARD_RSA,true", "CARD_RSA,false", "FILE_RSA,true", "FILE_RSA,false"})
    void whatOpensslEnvelopedIsOpenedWithoutAProvider(Case tried, boolean first) throws Exception {
        install(first);
        Path plain = Files.write(folder.resolve("plain"), MESSAGE);
        Path enveloped = folder.resolve("enveloped.p7m");
        openssl(
                "cms",
                "-encrypt",
                "-binary",
                "-aes-256-cbc",
                "-outform",
                "DER",
                "-in",
                plain.toString(),
                "-out",
                enveloped.toString(),
                tried.chainFile().toString());
        byte[] opened = new CMSEnvelopedData(Files.readAllBytes(enveloped))
                .getRecipientInfos()
                .getRecipients()
                .iterator()
                .next()
                .getContent(new JceKeyTransEnvelopedRecipient(key(tried)));
        assertArrayEquals(MESSAGE, opened);
        long commands = AliceCard.operations() - before;
        // A session's first decryption of this padding makes one more.
        assertTrue(tried.isCard() ? commands == 1 || commands == 2 : commands == 0, () -> commands + " operations");
    }

    /** bc-java 2280: parameters before the key. Bouncy Castle first and not named is as bad as named. */
    @ParameterizedTest
    @CsvSource({
        "CARD_RSA,false,SHA256withRSAandMGF1", "FILE_RSA,false,SHA256withRSAandMGF1",
        "CARD_RSA,true,RSASSA-PSS", "FILE_RSA,true,RSASSA-PSS"
    })
    void parametersMayBeSetBeforeTheKey(Case tried, boolean first, String algorithm) throws Exception {
        install(first);
        Signature signature = Signature.getInstance(algorithm);
        signature.setParameter(PSS);
        signature.initSign(key(tried));
        signature.update(MESSAGE);
        opensslBelieves(signature.sign(), tried);
        theCardDid(1, tried);
    }

    /** What worked without us: Bouncy Castle is the last, the key is software's, and no provider before us has that name. */
    @Test
    void parametersMayBeSetBeforeASoftwareKeyToo() throws Exception {
        install(false);
        KeyStore keys = KeyStore.getInstance(House.foreign().toFile(), House.CHANGEIT.toCharArray());
        Signature signature = Signature.getInstance("SHA256withRSAandMGF1");
        signature.setParameter(PSS);
        signature.initSign((PrivateKey) keys.getKey("rsa", House.CHANGEIT.toCharArray()));
        signature.update(MESSAGE);
        opensslBelieves(signature.sign(), Case.FILE_RSA);
        theCardDid(0, Case.FILE_RSA);
    }

    /** OpenSC 3247, where Apache POI signs a digest by a Cipher, or by NONEwithRSA: neither asks the key for bytes. */
    @ParameterizedTest
    @CsvSource({"CARD_RSA,true", "CARD_RSA,false", "FILE_RSA,true", "FILE_RSA,false"})
    void aDigestIsSignedAsOfficeDocumentsHaveIt(Case tried, boolean first) throws Exception {
        install(first);
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key(tried));
        Signature signature = Signature.getInstance("NONEwithRSA");
        signature.initSign(key(tried));
        signature.update(MESSAGE);
        byte[] signed = signature.sign();
        assertArrayEquals(cipher.doFinal(MESSAGE), signed);
        theCardDid(2, tried);
        Cipher jdk = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
        jdk.init(Cipher.DECRYPT_MODE, tried.certificate().getPublicKey());
        assertArrayEquals(MESSAGE, jdk.doFinal(signed));
    }

    private void opensslBelieves(byte[] signature, Case tried) throws Exception {
        Path message = Files.write(folder.resolve("message"), MESSAGE);
        Path value = Files.write(folder.resolve("signature"), signature);
        Path key = folder.resolve("key.pem");
        openssl("x509", "-in", tried.chainFile().toString(), "-noout", "-pubkey", "-out", key.toString());
        assertTrue(openssl(
                        "dgst",
                        "-sha256",
                        "-verify",
                        key.toString(),
                        "-sigopt",
                        "rsa_padding_mode:pss",
                        "-sigopt",
                        "rsa_pss_saltlen:32",
                        "-signature",
                        value.toString(),
                        message.toString())
                .contains("Verified OK"));
    }

    private static String openssl(String... words) {
        return Ran.of(new ProcessBuilder(Stream.concat(Stream.of("openssl"), List.of(words).stream())
                        .toList()))
                .succeeds();
    }
}
