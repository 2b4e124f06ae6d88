package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertStoreException;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.SignetCertStoreParameters;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** The user information file is also the directory: anybody's certificates, without a login, and no trust in any of them. */
class DirectoryTest {
    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;

    @BeforeEach
    void aliceHasACardAndBobAPassphrase() throws IOException {
        world = new World(temporary).with("user=alice");
        card = world.card("9a=p256", "9d=rsa2048");
        world.insert(card);
        world.enrol("alice", card);
        world.enrolBob();
    }

    @AfterEach
    void theCounterIsRight() {
        world.close();
    }

    private CertStore directory(String... users) throws Exception {
        return CertStore.getInstance("Signet", new SignetCertStoreParameters(users), world.provider());
    }

    private static Set<String> names(Collection<? extends Certificate> certificates) {
        return certificates.stream()
                .map(c -> ((X509Certificate) c).getSubjectX500Principal().getName())
                .collect(Collectors.toSet());
    }

    private X509Certificate only(String user, boolean encrypts) throws Exception {
        X509CertSelector selector = new X509CertSelector();
        selector.setKeyUsage(new boolean[] {!encrypts, false, encrypts});
        Collection<? extends Certificate> found = directory(user).getCertificates(selector);
        assertEquals(1, found.size(), names(found).toString());
        return (X509Certificate) found.iterator().next();
    }

    @Test
    void everybodysCertificatesAreThereWithoutALoginAndNothingElse() throws Exception {
        long pins = World.pinsSent(card);
        Collection<? extends Certificate> all = directory().getCertificates(null);
        assertEquals(3, all.size(), names(all).toString());
        assertEquals(
                all, CertStore.getInstance("Signet", null, world.provider()).getCertificates(null));
        assertEquals(2, directory("alice").getCertificates(null).size());
        assertEquals(Set.of("CN=bob"), names(directory("bob").getCertificates(null)));
        assertEquals(3, directory("bob", "alice").getCertificates(null).size());
        assertEquals(List.of(), List.copyOf(directory().getCRLs(null)));
        assertEquals(pins, World.pinsSent(card));
        assertEquals(List.of(), world.sessions());
    }

    @Test
    void aCardOutOfItsReaderIsKnownByTheFile() throws Exception {
        world.takeOut(card);
        assertEquals(2, directory("alice").getCertificates(null).size());
        world.stopPcsc();
        assertEquals(2, directory("alice").getCertificates(null).size());
    }

    @Test
    void whatIsOnlyOnTheCardIsReadFromTheCard() throws Exception {
        EmulatedPivCard fuller = EmulatedPivCard.builder()
                .serial("%08x".formatted(card.serial()))
                .pin(World.PIN)
                .key("9a", Keys.named("9a", "p256"))
                .key("9d", Keys.named("9d", "rsa2048"))
                .key("9e", Keys.named("9e", "p256"))
                .build();
        world.takeOut(card);
        world.insert(fuller);
        Set<PublicKey> keys = directory("alice").getCertificates(null).stream()
                .map(Certificate::getPublicKey)
                .collect(Collectors.toSet());
        assertEquals(3, keys.size());
        assertTrue(keys.contains(Keys.named("9e", "p256").getPublic()));
    }

    @Test
    void aSelectorChoosesAndAStrangerIsAnError() throws Exception {
        X509CertSelector selector = new X509CertSelector();
        selector.setSubject(new X500Principal("CN=bob"));
        assertEquals(Set.of("CN=bob"), names(directory().getCertificates(selector)));
        selector.setSubject(new X500Principal("CN=nobody"));
        assertTrue(directory().getCertificates(selector).isEmpty());
        CertStoreException e =
                assertThrows(CertStoreException.class, () -> directory("carol").getCertificates(null));
        App.assertSays(e.getMessage(), "no user carol");
        assertEquals(Reason.UNKNOWN, App.reason(e));
        InvalidAlgorithmParameterException wrong = assertThrows(
                InvalidAlgorithmParameterException.class,
                () -> CertStore.getInstance("Signet", new CollectionCertStoreParameters(), world.provider()));
        App.assertSays(wrong.getMessage(), "SignetCertStoreParameters");
    }

    /** Alice knows Bob from the directory alone; he opens it with his passphrase. */
    @Test
    void aMessageForBobIsMadeWithTheDirectoryAlone() throws Exception {
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(
                new JceKeyTransRecipientInfoGenerator(only("bob", true)).setProvider(world.provider()));
        byte[] message = generator
                .generate(
                        new CMSProcessableByteArray(App.MESSAGE),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC).build())
                .getEncoded();
        PrivateKey his = App.key(world.loadAs("bob", World.PASSPHRASE), "bobkey");
        RecipientInformation recipient =
                new CMSEnvelopedData(message).getRecipientInfos().iterator().next();
        assertArrayEquals(App.MESSAGE, recipient.getContent(new JceKeyTransEnvelopedRecipient(his)));
    }

    @Test
    void aSecretForAliceIsWrappedByNameAndOnlyHerCardUnwrapsIt() throws Exception {
        Cipher to = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding", world.provider());
        to.init(Cipher.ENCRYPT_MODE, only("alice", true).getPublicKey());
        byte[] ciphertext = to.doFinal(App.MESSAGE);
        Cipher from = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding", world.provider());
        from.init(Cipher.DECRYPT_MODE, App.key(world.load(World.PIN), "piv-9d"));
        assertArrayEquals(App.MESSAGE, from.doFinal(ciphertext));
    }

    @Test
    void aCertificateOfTheDirectoryIsNoTrustAnchor() throws Exception {
        X509Certificate bobs = only("bob", true);
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(bobs);
        X509Certificate strangers = Keys.certificate("stranger", Keys.named("stranger", "p256"));
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(Set.of(new TrustAnchor(strangers, null)), target);
        parameters.setRevocationEnabled(false);
        parameters.addCertStore(directory());
        CertPathBuilder builder = CertPathBuilder.getInstance("PKIX");
        assertThrows(CertPathBuilderException.class, () -> builder.build(parameters));
        KeyStore keys = world.load(null);
        assertFalse(keys.isCertificateEntry("piv-9a"));
        assertThrows(InvalidAlgorithmParameterException.class, () -> new PKIXBuilderParameters(keys, target));
        parameters.setTrustAnchors(Set.of(new TrustAnchor(bobs, null))); // who trusts him says so himself
        builder.build(parameters);
    }

    /** Claims 4 and 10: what is named is looked up when it is used, and its owner needs no session. */
    @Test
    void aPublicHandleIsLookedUpInTheFileEachTimeItIsUsed() throws Exception {
        KeyStore bobs = world.loadAs("bob", World.PASSPHRASE);
        Certificate[] chain = {Keys.certificate("spare", Keys.named("spare", "p256"))};
        bobs.setKeyEntry("spare", Keys.named("spare", "p256").getPrivate(), null, chain);
        PrivateKey key = App.key(bobs, "spare");
        byte[] value = App.sign(key);
        PublicKey handle = (PublicKey) KeyFactory.getInstance("Signet", world.provider())
                .translateKey(App.key(world.loadAs("bob", null), "spare"));
        assertTrue(verifier(handle).verify(value));
        bobs.deleteEntry("spare");
        SignatureException e =
                assertThrows(SignatureException.class, () -> verifier(handle).verify(value));
        assertEquals(Reason.UNKNOWN, App.reason(e));
        assertInstanceOf(PublicKey.class, chain[0].getPublicKey());
        assertTrue(verifier(chain[0].getPublicKey()).verify(value));
    }

    private Signature verifier(PublicKey key) throws Exception {
        Signature verifier = Signature.getInstance("SHA256withECDSA", world.provider());
        verifier.initVerify(key);
        verifier.update(App.MESSAGE);
        return verifier;
    }
}
