package org.signet.testkit.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.SignetProvider;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.process.CardProcess;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Pcscd;
import org.signet.testkit.process.Ran;

/** Other people's PIV tools and Signet on one card in the real pcscd: what one makes the other uses, and neither disturbs the other. */
class PivToolsIT {
    private static final String PIN = "123456";
    private static final byte[] MESSAGE = "who of us has a card?".getBytes(UTF_8);
    private static final Path PKCS11 = Path.of("/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so");

    @TempDir
    private Path folder;

    private Desk desk;
    private Openssl openssl;
    private AuthProvider signet;

    @BeforeAll
    static void needPcscd() {
        Pcscd.require(PivToolsIT.class);
    }

    @BeforeEach
    void sitDown() throws IOException {
        desk = new Desk(folder);
        openssl = new Openssl(desk);
        Path users = Files.createDirectory(
                desk.at("users"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        signet = (AuthProvider) new SignetProvider().configure("--userfile=" + users);
        Files.write(desk.at("message"), MESSAGE);
    }

    @AfterEach
    void logOut() throws GeneralSecurityException {
        signet.logout();
    }

    private KeyStore open() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("Signet", signet);
        keys.load(null, PIN.toCharArray());
        return keys;
    }

    private byte[] sign(KeyStore keys, String alias, String algorithm) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm, signet);
        signature.initSign((PrivateKey) keys.getKey(alias, null));
        signature.update(MESSAGE);
        return signature.sign();
    }

    /** yubico-piv-tool as a person types it. */
    private String yubico(String line) {
        return desk.bash("yubico-piv-tool -r Virtual " + line).succeeds();
    }

    private String pkcs11(String line) {
        return desk.bash("pkcs11-tool --module " + PKCS11 + " --login --pin " + PIN + " " + line)
                .succeeds();
    }

    /** A certificate of nobody's for a public key: the tool's own selfsign fails with OpenSSL 3 in its version 2.2.0. */
    private void certify(String publicKey, String name) {
        desk.bash("openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=ca -days 30"
                        + " && openssl req -new -key ca.key -subj /CN=me -out me.csr"
                        + " && openssl x509 -req -in me.csr -force_pubkey " + publicKey
                        + " -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -out " + name)
                .succeeds();
    }

    private void opensslBelieves(String publicKey, byte[] signature) throws IOException {
        Files.write(desk.at("signature"), signature);
        desk.run("openssl", "dgst", "-sha256", "-verify", publicKey, "-signature", "signature", "message")
                .succeeds();
    }

    @Test
    void aKeyThatYubicoPivToolMadeSignsAfterTheCardsRestart() throws Exception {
        CardProcess.during(desk, List.of("--state", "card"), () -> {
            yubico("-a generate -s 9a -A ECCP256 -o 9a.pub");
            yubico("-a generate -s 9c -A RSA2048 -o 9c.pub");
            yubico("-a generate -s 82 -A ECCP384 -o 82.pub");
            certify("9a.pub", "9a.pem");
            yubico("-a import-certificate -s 9a -i 9a.pem");
            yubico("-a verify-pin -P 123456 -a test-signature -s 9a -i 9a.pem");
            yubico("-a change-pin -P 123456 -N 654321");
            yubico("-a change-puk -P 12345678 -N 87654321");
            yubico("-a unblock-pin -P 87654321 -N " + PIN);
        });
        CardProcess.during(desk, List.of("--state", "card"), () -> {
            KeyStore keys = open();
            opensslBelieves("9a.pub", sign(keys, "piv-9a", "SHA256withECDSA"));
            opensslBelieves("9c.pub", sign(keys, "piv-9c", "SHA256withRSA"));
            assertEquals(
                    "CN=me",
                    ((X509Certificate) keys.getCertificate("piv-9a"))
                            .getSubjectX500Principal()
                            .getName());
            assertTrue(keys.isKeyEntry("piv-82"), "a key without a certificate is a key");
            yubico("-a verify-pin -P 123456 --sign -s 9a -A ECCP256 -H SHA256 -i message -o theirs");
            opensslBelieves("9a.pub", Files.readAllBytes(desk.at("theirs")));
        });
    }

    @Test
    void triesTheManagementKeyAndAResetAreYubicosWay() throws Exception {
        CardProcess.during(desk, List.of("--state", "card", "--key", "9a=p256", "--pin", "73915286"), () -> {
            yubico("-a verify-pin -P 73915286 -a pin-retries --pin-retries=2 --puk-retries=1");
            yubico("-a set-mgm-key -n 11223344556677880102030405060708AABBCCDDEEFF0011");
            desk.bash("yubico-piv-tool -r Virtual -a generate -s 9c").fails();
            yubico("-a generate -s 9c -A ECCP256 -k11223344556677880102030405060708AABBCCDDEEFF0011");
            desk.bash("yubico-piv-tool -r Virtual -a verify-pin -P 000000").fails();
            desk.bash("yubico-piv-tool -r Virtual -a reset").fails();
            desk.bash("yubico-piv-tool -r Virtual -a verify-pin -P 000000").fails();
            desk.bash("yubico-piv-tool -r Virtual -a unblock-pin -P 00000000 -N 123456")
                    .fails();
        });
        CardProcess.during(desk, List.of("--state", "card"), () -> {
            String blocked = desk.bash("yubico-piv-tool -r Virtual -a status").succeeds();
            assertTrue(blocked.matches("(?s).*PIN tries left:\\s*0.*"), blocked);
            yubico("-a reset");
            yubico("-a verify-pin -P " + PIN);
            yubico("-a generate -s 9e -A ECCP256");
            assertEquals(List.of("piv-9e"), Collections.list(open().aliases()));
        });
    }

    @Test
    void openscsModuleDecryptsSignsAndAgreesAsSignetDoes() throws Exception {
        EmulatedPivCard card = EmulatedPivCard.builder()
                .key("9a", "p256")
                .key("9c", "rsa2048")
                .key("9d", "p384")
                .build();
        VirtualReader reader = VirtualReader.with(card);
        try {
            assertArrayEquals(signetAgrees(card), openscAgrees());
            pkcs11("--sign -m ECDSA-SHA256 --id 01 -i message -o theirs --signature-format openssl");
            openssl.verifies(
                    card.certificate("9a").orElseThrow(), "sha256", MESSAGE, Files.readAllBytes(desk.at("theirs")));
            assertEquals(3, card.pinTries());
        } finally {
            reader.close();
        }
    }

    private byte[] signetAgrees(EmulatedPivCard card) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(384);
        KeyPair peer = generator.generateKeyPair();
        Files.write(desk.at("peer.der"), peer.getPublic().getEncoded());
        KeyAgreement ours = KeyAgreement.getInstance("ECDH", signet);
        ours.init((PrivateKey) open().getKey("piv-9d", null));
        ours.doPhase(peer.getPublic(), true);
        byte[] secret = ours.generateSecret();
        KeyAgreement theirs = KeyAgreement.getInstance("ECDH", "SunEC");
        theirs.init(peer.getPrivate());
        theirs.doPhase(card.certificate("9d").orElseThrow().getPublicKey(), true);
        assertArrayEquals(theirs.generateSecret(), secret);
        return secret;
    }

    private byte[] openscAgrees() throws IOException {
        pkcs11("--derive -m ECDH1-COFACTOR-DERIVE --id 03 --input-file peer.der -o z");
        return Files.readAllBytes(desk.at("z"));
    }

    @Test
    void openscsModuleOpensWhatOpensslSealedForTheCard() throws Exception {
        EmulatedPivCard card = EmulatedPivCard.builder().key("9d", "rsa2048").build();
        VirtualReader reader = VirtualReader.with(card);
        try {
            KeyStore keys = open();
            Files.write(desk.at("sealed"), openssl.encrypt((X509Certificate) keys.getCertificate("piv-9d"), MESSAGE));
            pkcs11("--decrypt -m RSA-PKCS --id 03 -i sealed -o opened");
            assertArrayEquals(MESSAGE, Files.readAllBytes(desk.at("opened")));
            yubico("-a read-certificate -s 9d -o 9d.pem");
            yubico("-a verify-pin -P 123456 -a test-decipher -s 9d -i 9d.pem");
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", signet);
            cipher.init(Cipher.DECRYPT_MODE, (PrivateKey) keys.getKey("piv-9d", null));
            assertArrayEquals(MESSAGE, cipher.doFinal(Files.readAllBytes(desk.at("sealed"))));
        } finally {
            reader.close();
        }
    }

    /** Each of them selects, verifies or resets on its own while Signet's session stands. */
    @Test
    void whileSignetSignsOthersComeAndGoAndNobodyFails() throws Exception {
        EmulatedPivCard card =
                EmulatedPivCard.builder().key("9a", "p256").key("9c", "p256").build();
        VirtualReader reader = VirtualReader.with(card);
        try {
            KeyStore keys = open();
            List<String> visits = List.of(
                    "opensc-tool -a",
                    "opensc-tool -s 00A4040006D27600012401",
                    "yubico-piv-tool -r Virtual -a status",
                    "opensc-tool --reset",
                    "yubico-piv-tool -r Virtual -a verify-pin -P " + PIN,
                    "pkcs15-tool -c");
            AtomicBoolean visited = new AtomicBoolean();
            CompletableFuture<List<Ran>> others =
                    CompletableFuture.supplyAsync(() -> visit(visits, visited), VirtualReader::onAThreadOfItsOwn);
            int signed = 0;
            while (!visited.get() || signed < 40) {
                believe(card, keys, "piv-9a");
                believe(card, keys, "piv-9c");
                signed += 2;
            }
            others.join().forEach(Ran::succeeds);
            assertEquals(3, card.pinTries());
        } finally {
            reader.close();
        }
    }

    private List<Ran> visit(List<String> visits, AtomicBoolean visited) {
        try {
            return IntStream.range(0, 3)
                    .boxed()
                    .flatMap(round -> visits.stream())
                    .map(desk::bash)
                    .toList();
        } finally {
            visited.set(true);
        }
    }

    private void believe(EmulatedPivCard card, KeyStore keys, String alias) throws GeneralSecurityException {
        byte[] value = sign(keys, alias, "SHA256withECDSA");
        Signature verifier = Signature.getInstance("SHA256withECDSA", "SunEC");
        verifier.initVerify(card.certificate(alias.substring(4)).orElseThrow());
        verifier.update(MESSAGE);
        assertTrue(verifier.verify(value), alias);
    }
}
