package org.signet.testkit.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AuthProvider;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.spec.OAEPParameterSpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signet.SignetProvider;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.piv.SelfSigned;
import org.signet.testkit.process.Desk;
import org.signet.testkit.reader.EmulatedReaders;
import org.signet.testkit.terminal.TestkitProvider;

/**
 * Messages enveloped for an EC key (RFC 5753) and for an RSA key, read by an unmodified application of Bouncy Castle CMS that has its own Bouncy
 * Castle beside signet.jar (jca-facts 37); openssl is the other side.
 */
class CmsIT {
    private static final byte[] MESSAGE = "for your eyes only".getBytes(UTF_8);
    private static final String READER = "Reader";
    private static final EmulatedReaders READERS = new EmulatedReaders(READER);
    private static final TestkitProvider TERMINALS = new TestkitProvider(READERS);
    private static KeyPair correspondent;

    /** Where the key is; the application does not know. */
    enum Road {
        CARD("123456", "piv-9d"),
        FILE("correct horse battery", "mail");

        final String password;
        final String alias;

        Road(String password, String alias) {
            this.password = password;
            this.alias = alias;
        }
    }

    @TempDir
    private Path folder;

    private EmulatedPivCard card;
    private AuthProvider signet;
    private Desk desk;
    private PrivateKey key;
    private X509Certificate certificate;

    @BeforeAll
    static void aCorrespondentWithASoftwareKey() throws Exception {
        correspondent = ec();
    }

    private static KeyPair ec() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    @BeforeEach
    void signetIsTheLastProvider() throws IOException {
        desk = new Desk(folder);
        Path users = Files.createDirectory(
                desk.at("users"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Security.addProvider(TERMINALS);
        signet = (AuthProvider) new SignetProvider()
                .configure(
                        "--userfile=" + users + ";card.readers=" + TestkitProvider.TYPE + ":" + TestkitProvider.NAME);
        Security.addProvider(signet);
        Security.addProvider(new BouncyCastleProvider()); // its CMS finds no EC KeyFactory by OID in the JDK
    }

    @AfterEach
    void theCardsCounterIsUntouched() throws Exception {
        Security.removeProvider("BC");
        signet.logout();
        Security.removeProvider(signet.getName());
        Security.removeProvider(TestkitProvider.NAME);
        READERS.remove(READER);
        assertEquals(3, card.pinTries());
    }

    private void goBy(Road road) throws Exception {
        goBy(road, ec());
    }

    /** @param pair what the user's one key is */
    private void goBy(Road road, KeyPair pair) throws Exception {
        card = EmulatedPivCard.builder().key("9d", pair).build();
        if (road == Road.CARD) {
            READERS.insert(READER, card);
        }
        KeyStore keys = KeyStore.getInstance("Signet");
        keys.load(null, road.password.toCharArray());
        if (road == Road.FILE) {
            X509Certificate own = SelfSigned.certificate("CN=mail", pair, KeyUsage.keyAgreement);
            keys.setKeyEntry(road.alias, pair.getPrivate(), null, new X509Certificate[] {own});
        }
        key = (PrivateKey) keys.getKey(road.alias, null);
        certificate = (X509Certificate) keys.getCertificate(road.alias);
    }

    private static byte[] envelope(KeyPair from, X509Certificate to, String agreement, ASN1ObjectIdentifier wrap)
            throws Exception {
        JceKeyAgreeRecipientInfoGenerator recipient = new JceKeyAgreeRecipientInfoGenerator(
                        new ASN1ObjectIdentifier(agreement), from.getPrivate(), from.getPublic(), wrap)
                .addRecipient(to);
        recipient.setUserKeyingMaterial(new byte[] {1, 2, 3, 4});
        return sealed(recipient);
    }

    private static byte[] sealed(RecipientInfoGenerator recipient) throws Exception {
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(recipient);
        return generator
                .generate(
                        new CMSProcessableByteArray(CMSObjectIdentifiers.data, MESSAGE),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                .toASN1Structure()
                .getEncoded("DER");
    }

    /** As any application opens it, without a word of Signet. */
    private String opened(byte[] enveloped) throws Exception {
        JceKeyAgreeEnvelopedRecipient recipient = new JceKeyAgreeEnvelopedRecipient(key);
        recipient.setPrivateKeyAlgorithmIdentifier(
                SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
                        .getAlgorithm());
        byte[] content = new CMSEnvelopedData(enveloped)
                .getRecipientInfos()
                .get(new JceKeyAgreeRecipientId(certificate))
                .getContent(recipient);
        return new String(content, UTF_8);
    }

    private static Stream<String> agreements() {
        Stream<String> standard = Stream.of("1.3.133.16.840.63.0.2", "1.3.132.1.11.0", "1.3.132.1.11.1");
        Stream<String> more = Stream.of("1.3.132.1.11.2", "1.3.132.1.11.3", "1.3.133.16.840.63.0.3");
        Stream<String> cofactor = Stream.of("1.3.132.1.14.0", "1.3.132.1.14.1", "1.3.132.1.14.2", "1.3.132.1.14.3");
        return Stream.of(standard, more, cofactor).flatMap(s -> s);
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void everyAgreementAndKeyWrapIsOpenedByTheCardInOneCommand(String agreement) throws Exception {
        goBy(Road.CARD);
        for (ASN1ObjectIdentifier wrap :
                List.of(CMSAlgorithm.AES128_WRAP, CMSAlgorithm.AES192_WRAP, CMSAlgorithm.AES256_WRAP)) {
            byte[] enveloped = envelope(correspondent, certificate, agreement, wrap);
            int before = card.count(EmulatedPivCard.GENERAL_AUTHENTICATE);
            assertEquals(new String(MESSAGE, UTF_8), opened(enveloped), wrap.getId());
            assertEquals(before + 1, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
        }
    }

    @ParameterizedTest
    @EnumSource(Road.class)
    void itIsTheSameWithBouncyCastleInFrontAndOnBothRoads(Road road) throws Exception {
        goBy(road);
        Security.removeProvider("BC");
        Security.insertProviderAt(new BouncyCastleProvider(), 1);
        for (String agreement : agreements().toList()) {
            byte[] enveloped = envelope(correspondent, certificate, agreement, CMSAlgorithm.AES256_WRAP);
            assertEquals(new String(MESSAGE, UTF_8), opened(enveloped), agreement);
        }
    }

    @ParameterizedTest
    @EnumSource(Road.class)
    void whatOpensslEnvelopesIsOpened(Road road) throws Exception {
        goBy(road);
        Files.write(desk.at("plain"), MESSAGE);
        Openssl.pem(desk, "me.pem", certificate);
        for (String options : List.of("", "-keyopt ecdh_kdf_md:sha256", "-keyopt ecdh_kdf_md:sha512 -aes128")) {
            desk.bash("openssl cms -encrypt -binary -aes256 -in plain -outform DER -out sealed -recip me.pem "
                            + options)
                    .succeeds();
            assertEquals(new String(MESSAGE, UTF_8), opened(Files.readAllBytes(desk.at("sealed"))), options);
        }
    }

    /** With the handle as the static key of the sender: Bouncy Castle initialises the agreement with it just as a recipient does. */
    @ParameterizedTest
    @EnumSource(Road.class)
    void whatIsEnvelopedWithOurKeyAsTheSendersOpensslOpens(Road road) throws Exception {
        goBy(road);
        desk.bash("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout his.key -out his.pem"
                        + " -subj /CN=he -days 30")
                .succeeds();
        X509Certificate his;
        try (var in = Files.newInputStream(desk.at("his.pem"))) {
            his = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        KeyPair ours = new KeyPair(certificate.getPublicKey(), key);
        for (String agreement : List.of("1.3.133.16.840.63.0.2", "1.3.132.1.11.1", "1.3.132.1.14.2")) {
            Files.write(desk.at("sealed"), envelope(ours, his, agreement, CMSAlgorithm.AES128_WRAP));
            String opened = desk.bash(
                            "openssl cms -decrypt -binary -inform DER -in sealed -recip his.pem -inkey his.key")
                    .succeeds();
            assertEquals(new String(MESSAGE, UTF_8), opened, agreement);
        }
    }

    // jca-facts 37
    @ParameterizedTest
    @EnumSource(Road.class)
    void signaturesAndKeyTransportWorkWhereverBouncyCastleStands(Road road) throws Exception {
        KeyPair rsa = rsa();
        goBy(road, rsa);
        for (int position : new int[] {1, Security.getProviders().length}) {
            Security.removeProvider("BC");
            Security.insertProviderAt(new BouncyCastleProvider(), position);
            for (String algorithm : List.of("SHA256withRSA", "SHA256withRSAandMGF1", "SHA512withRSA")) {
                assertTrue(signed(algorithm), algorithm);
            }
            AlgorithmIdentifier oaep = new JcaAlgorithmParametersConverter()
                    .getAlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, OAEPParameterSpec.DEFAULT);
            for (JceKeyTransRecipientInfoGenerator to : List.of(
                    new JceKeyTransRecipientInfoGenerator(certificate),
                    new JceKeyTransRecipientInfoGenerator(certificate, oaep))) {
                CMSEnvelopedData enveloped = new CMSEnvelopedData(sealed(to));
                byte[] content = enveloped
                        .getRecipientInfos()
                        .get(new JceKeyTransRecipientId(certificate))
                        .getContent(new JceKeyTransEnvelopedRecipient(key));
                assertEquals(new String(MESSAGE, UTF_8), new String(content, UTF_8));
            }
        }
    }

    private boolean signed(String algorithm) throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder().build(algorithm, key, certificate));
        CMSSignedData data = generator.generate(new CMSProcessableByteArray(MESSAGE), true);
        return data.getSignerInfos()
                .iterator()
                .next()
                .verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
    }
}
