package org.signet.testkit.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.testkit.piv.EmulatedPivCard.GENERAL_AUTHENTICATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.SignetProvider;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Pcscd;

/** An unmodified application, Signet, the real pcscd, and an emulated card in its virtual reader. */
class PcscIT {
    private static final String PIN = "123456";
    private static final String WRONG = "000000";
    private static final byte[] MESSAGE = "who of us has a card?".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private final EmulatedPivCard card = EmulatedPivCard.builder()
            .key("9a", "rsa2048")
            .key("9c", "p256")
            .key("9d", "rsa2048")
            .key("9e", "p256")
            .build();
    private int triesExpected = 3;
    private VirtualReader reader;
    private AuthProvider signet;
    private Desk desk;
    private Openssl openssl;

    @BeforeAll
    static void needPcscd() {
        Pcscd.require(PcscIT.class);
    }

    @BeforeEach
    void insertTheCard() throws IOException {
        desk = new Desk(folder);
        openssl = new Openssl(desk);
        reader = VirtualReader.with(card);
        signet = (AuthProvider) new SignetProvider().configure("--userfile=" + emptyFolder());
        Security.addProvider(signet);
    }

    private Path emptyFolder() throws IOException {
        return Files.createDirectory(
                desk.at("users"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @AfterEach
    void thePinCounterIsAsItShouldBe() throws Exception {
        signet.logout();
        Security.removeProvider(signet.getName());
        reader.close();
        assertEquals(triesExpected, card.pinTries(), "PIN tries left");
    }

    /** VERIFYs that carried a PIN; an empty one only asks. */
    private static long pinsSent(EmulatedPivCard card) {
        return card.log().stream().filter(l -> l.startsWith("> 0020008008")).count();
    }

    private static KeyStore open(String pin) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("Signet");
        keys.load(null, pin.toCharArray());
        return keys;
    }

    private static PrivateKey key(KeyStore keys, String alias) throws GeneralSecurityException {
        return (PrivateKey) keys.getKey(alias, null);
    }

    private static byte[] sign(PrivateKey key, String algorithm) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(MESSAGE);
        return signature.sign();
    }

    private static X509Certificate certificate(KeyStore keys, String alias) throws GeneralSecurityException {
        return (X509Certificate) keys.getCertificate(alias);
    }

    private void signAndBelieve(KeyStore keys, String alias, String algorithm) throws Exception {
        byte[] signature = sign(key(keys, alias), algorithm);
        openssl.verifies(
                certificate(keys, alias), algorithm.substring(0, 6).toLowerCase(Locale.ROOT), MESSAGE, signature);
    }

    @Test
    void aListingNeedsNoPin() throws Exception {
        KeyStore keys = KeyStore.getInstance("Signet");
        keys.load(null, null);
        assertEquals(List.of("piv-9a", "piv-9c", "piv-9d", "piv-9e"), Collections.list(keys.aliases()));
        assertEquals(card.certificate("9c").orElseThrow(), keys.getCertificate("piv-9c"));
        assertEquals(0, pinsSent(card));
    }

    @Test
    void opensslVerifiesWhatTheAuthenticationKeySigns() throws Exception {
        KeyStore keys = open(PIN);
        signAndBelieve(keys, "piv-9a", "SHA256withRSA");
        signAndBelieve(keys, "piv-9a", "SHA384withRSA");
        signAndBelieve(keys, "piv-9a", "SHA512withRSA");
        assertEquals(3, card.count(GENERAL_AUTHENTICATE));
        assertEquals(1, pinsSent(card));
    }

    @Test
    void theSignatureKeyGetsThePinBeforeEachUse() throws Exception {
        KeyStore keys = open(PIN);
        long before = pinsSent(card);
        signAndBelieve(keys, "piv-9c", "SHA256withECDSA");
        signAndBelieve(keys, "piv-9c", "SHA384withECDSA"); // cut to the curve's size
        assertEquals(2, pinsSent(card) - before);
    }

    @Test
    void anRsaSignatureKeyGetsThePinBeforeEachUseToo() throws Exception {
        reader.close();
        EmulatedPivCard other = EmulatedPivCard.builder()
                .serial("00bc6150")
                .key("9c", "rsa2048")
                .build();
        reader = VirtualReader.with(other);
        KeyStore keys = open(PIN);
        long before = pinsSent(other);
        signAndBelieve(keys, "piv-9c", "SHA256withRSA");
        signAndBelieve(keys, "piv-9c", "SHA512withRSA");
        assertEquals(2, pinsSent(other) - before);
        assertEquals(3, other.pinTries());
    }

    @Test
    void theCardAuthenticationKeyWantsNoPin() throws Exception {
        KeyStore keys = open(PIN);
        desk.run("opensc-tool", "--reset").succeeds();
        long before = pinsSent(card);
        signAndBelieve(keys, "piv-9e", "SHA256withECDSA");
        assertEquals(before, pinsSent(card));
    }

    @Test
    void whatOpensslEncryptsTheCardDecrypts() throws Exception {
        KeyStore keys = open(PIN);
        byte[] ciphertext = openssl.encrypt(certificate(keys, "piv-9d"), MESSAGE);
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.DECRYPT_MODE, key(keys, "piv-9d"));
        assertArrayEquals(MESSAGE, cipher.doFinal(ciphertext));
    }

    @Test
    void whatTheJdkWrapsTheCardUnwraps() throws Exception {
        KeyStore keys = open(PIN);
        SecretKey secret = KeyGenerator.getInstance("AES").generateKey();
        Cipher wrap = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        wrap.init(Cipher.WRAP_MODE, certificate(keys, "piv-9d").getPublicKey());
        Cipher unwrap = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        unwrap.init(Cipher.UNWRAP_MODE, key(keys, "piv-9d"));
        assertEquals(secret, unwrap.unwrap(wrap.wrap(secret), "AES", Cipher.SECRET_KEY));
    }

    @Test
    void theCardLeavesAndComesAndTheOldHandleSignsAgain() throws Exception {
        KeyStore keys = open(PIN);
        PrivateKey handle = key(keys, "piv-9a");
        sign(handle, "SHA256withRSA");
        reader.remove();
        SignatureException e = assertThrows(SignatureException.class, () -> sign(handle, "SHA256withRSA"));
        assertTrue(e.getMessage().contains("removed"), e::getMessage);
        reader.insert();
        assertThrows(SignatureException.class, () -> sign(handle, "SHA256withRSA"), "nobody has logged in again");
        open(PIN);
        byte[] signature = sign(handle, "SHA256withRSA");
        openssl.verifies(card.certificate("9a").orElseThrow(), "sha256", MESSAGE, signature);
        signAndBelieve(keys, "piv-9a", "SHA256withRSA");
    }

    @Test
    void anotherProgramsResetDisturbsNobody() throws Exception {
        KeyStore keys = open(PIN);
        sign(key(keys, "piv-9a"), "SHA256withRSA");
        sign(key(keys, "piv-9c"), "SHA256withECDSA");
        desk.run("opensc-tool", "--reset").succeeds();
        signAndBelieve(keys, "piv-9a", "SHA256withRSA");
        desk.run("opensc-tool", "--reset").succeeds();
        signAndBelieve(keys, "piv-9c", "SHA256withECDSA");
    }

    @Test
    void anotherProgramsVisitDisturbsNobody() throws Exception {
        KeyStore keys = open(PIN);
        PrivateKey handle = key(keys, "piv-9a");
        sign(handle, "SHA256withRSA");
        assertEquals(3, triesByYubicoPivTool());
        desk.run("opensc-tool", "-s", "00A4040006D27600012401").succeeds();
        byte[] signature = sign(handle, "SHA256withRSA");
        openssl.verifies(certificate(keys, "piv-9a"), "sha256", MESSAGE, signature);
        assertEquals(3, triesByYubicoPivTool());
    }

    private int triesByYubicoPivTool() {
        String status =
                desk.run("yubico-piv-tool", "-r", "Virtual", "-a", "status").succeeds();
        return Integer.parseInt(status.replaceAll("(?s).*PIN tries left:\\s*(\\d+).*", "$1"));
    }

    private String refused(String pin) {
        return assertThrows(IOException.class, () -> open(pin)).getMessage();
    }

    @Test
    void whatCannotBeThePinIsNotSent() throws Exception {
        for (String password : List.of("", "12345", "123456789", "changeit", "correct horse battery")) {
            refused(password);
            assertEquals(0, pinsSent(card), password);
        }
    }

    /** One life of a card in one process, which must not spend its last try (design §3, PIN discipline). */
    @Test
    void aWrongPinCostsOneTryAndTheLastOneIsAPersons() throws Exception {
        String first = refused(WRONG);
        assertTrue(first.contains("2 tries left"), first);
        assertEquals(2, triesByYubicoPivTool());
        long sent = pinsSent(card);
        refused(WRONG);
        assertEquals(sent, pinsSent(card), "a refused PIN is not sent again");
        refused("000001");
        assertEquals(1, triesByYubicoPivTool());
        String last = refused(PIN);
        assertTrue(last.contains("1 try left"), last);
        assertEquals(sent + 1, pinsSent(card), "a program does not spend the last try");
        desk.run("yubico-piv-tool", "-r", "Virtual", "-a", "verify-pin", "-P", PIN)
                .succeeds();
        signAndBelieve(open(PIN), "piv-9a", "SHA256withRSA");
    }

    /** jca-facts 26: a KeyStore.Builder asks three times for a keystore that says UnrecoverableKeyException. */
    @Test
    void aBuilderSpendsOneTry() {
        triesExpected = 2;
        KeyStore.Builder builder =
                KeyStore.Builder.newInstance("Signet", null, new KeyStore.PasswordProtection("000002".toCharArray()));
        Exception e = assertThrows(GeneralSecurityException.class, builder::getKeyStore);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertTrue(!(cause instanceof UnrecoverableKeyException), "the cause that makes a Builder try again");
        }
    }

    @Test
    void aBlockedPinSaysThatThePukUnblocksIt() {
        triesExpected = 0;
        for (String wrong : List.of("111111", "222222", "333333")) {
            desk.run("yubico-piv-tool", "-r", "Virtual", "-a", "verify-pin", "-P", wrong)
                    .fails();
        }
        String blocked = refused(PIN);
        assertTrue(blocked.contains("blocked"), blocked);
        assertTrue(blocked.contains("PUK"), blocked);
    }

    @Test
    void noCardAndAPinIsNoCard() {
        reader.remove();
        String none = refused(PIN);
        assertTrue(none.contains("no card"), none);
    }
}
