package org.signet.facility;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.crypto.SoftwareKeys;
import org.signet.key.Facility;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.SecretRequest;

/** One RSA and one P-256 key in every form in which openssl 3 and ssh-keygen 9 write them, read and used. */
class PemFormsTest {
    private static final String PASSPHRASE = "open sesame é";

    @TempDir
    private Path folder;

    private Facilities facilities;

    @BeforeEach
    void begin() {
        facilities = new Facilities(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa-pkcs8.pem",
                "rsa-traditional.pem",
                "rsa-openssh.pem",
                "ec-pkcs8.pem",
                "ec-traditional.pem",
                "ec-openssh.pem"
            })
    void aKeyInTheOpenIsUsedAndNobodyIsAsked(String form) throws Exception {
        KeyAccess door = facilities.open(facility(form, form), null);
        assertUsed(door, form);
        assertEquals(List.of(), facilities.asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa-pbkdf2.pem",
                "rsa-scrypt.pem",
                "rsa-des3.pem",
                "rsa-pbes1.pem",
                "rsa-traditional-aes.pem",
                "rsa-openssh-bcrypt.pem",
                "rsa-openssh-gcm.pem",
                "ec-pbkdf2.pem",
                "ec-scrypt.pem",
                "ec-des3.pem",
                "ec-pbes1.pem",
                "ec-pbes1-md5.pem",
                "ec-traditional-des3.pem",
                "ec-openssh-bcrypt.pem",
                "ec-openssh-gcm.pem"
            })
    void anEncryptedKeyIsOpenedByItsPassphraseAndByNoOther(String form) throws Exception {
        Facility facility = facility(form, form);
        KeyAccessException wrong =
                assertThrows(KeyAccessException.class, () -> facilities.open(facility, "open sesame e"));
        assertEquals(Reason.PASSPHRASE_WRONG, wrong.reason(), wrong.getMessage());
        assertTrue(wrong.getMessage().contains(folder.resolve(form).toString()), wrong.getMessage());
        assertFalse(wrong.getMessage().contains("sesame"), wrong.getMessage());
        assertUsed(facilities.open(facility, PASSPHRASE), form);
        assertEquals(2, facilities.asked.size());
        SecretRequest request = facilities.asked.get(0);
        assertEquals(SecretRequest.Kind.FACILITY, request.kind());
        assertEquals("carol", request.user());
    }

    private static void assertUsed(KeyAccess door, String form) throws Exception {
        String kind = form.substring(0, form.indexOf('-'));
        KeyRecord key = door.keys(List.of()).get(0);
        assertArrayEquals(
                certificate(kind).getPublicKey().getEncoded(), key.publicKey().getEncoded());
        assertEquals(
                kind.equals("ec") ? Set.of(Primitive.ECDSA, Primitive.ECDH) : Set.of(Primitive.RSA_RAW), key.can());
        assertEquals(KeyOrigin.UNKNOWN, key.facts().origin());
        assertTrue(Facilities.sign(key, door, new Facilities(Path.of("/")).call(null)).length > 60);
    }

    private static X509Certificate certificate(String kind) throws Exception {
        byte[] text = Facilities.resource(kind + ".crt").getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(text));
    }

    /** The public half is what openssl makes of the private one. */
    @ParameterizedTest
    @CsvSource({
        "dsa-pkcs8.pem, DSA",
        "dsa-traditional.pem, DSA",
        "dh-pkcs8.pem, DH",
        "ed448-pkcs8.pem, EDDSA",
        "x448-pkcs8.pem, XDH"
    })
    void aKeyOfARarerKindIsReadToo(String form, Primitive primitive) throws Exception {
        KeyAccess door = facilities.open(facility(form, form), null);
        KeyRecord key = door.keys(List.of()).get(0);
        assertEquals(Set.of(primitive), key.can());
        String pem = Facilities.resource(form.substring(0, form.indexOf('-')) + ".pub");
        byte[] spki = Base64.getDecoder().decode(pem.replaceAll("-----[^-]+-----|\\s", ""));
        assertArrayEquals(spki, key.publicKey().getEncoded());
        boolean matches = door.lend(key, half -> SoftwareKeys.match(half, key.publicKey()));
        assertTrue(matches);
    }

    @Test
    void theCertificatesInTheFileAreTheKeysChainFromItsOwnOn() throws Exception {
        KeyAccess door = facilities.open(facility("both.pem", "rsa.crt", "ec.crt", "ec-pkcs8.pem"), null);
        KeyRecord key = door.keys(List.of()).get(0);
        assertEquals(List.of("both"), key.aliases());
        assertEquals(
                KeyPlace.facility(
                        Facility.file("PEM", folder.resolve("both.pem").toString()), "key"),
                key.place());
        assertEquals(List.of(certificate("ec")), door.certificates(key, "both"));
    }

    @Test
    void twoKeysOrNoneOrNoPemAreRefusedBeforeAnybodyIsAsked() throws Exception {
        assertEquals(Reason.DATA, refusal("two.pem", "ec-pkcs8.pem", "rsa-pkcs8.pem"));
        assertEquals(Reason.DATA, refusal("none.pem", "ec.crt"));
        Path broken = facilities.pem("broken.pem", "ec-openssh.pem");
        Files.writeString(broken, Files.readString(broken).replaceFirst("(?s)b3Blbn.{30}", ""));
        assertEquals(Reason.DATA, refusal(Facility.file("PEM", broken.toString())));
        assertEquals(List.of(), facilities.asked);
    }

    @Test
    void whatIsNotReadIsNamedWithTheToolThatConvertsIt() throws Exception {
        KeyAccessException e = assertThrows(
                KeyAccessException.class, () -> facilities.open(facility("old.pem", "ec-pbes1-rc2.pem"), PASSPHRASE));
        assertEquals(Reason.CANNOT, e.reason());
        assertTrue(e.getMessage().contains("openssl pkcs8 -topk8"), e.getMessage());
        assertEquals(List.of(), facilities.asked);
    }

    @Test
    void aKeyForPssAloneIsSaidToBeOne() throws Exception {
        KeyAccessException e = assertThrows(
                KeyAccessException.class, () -> facilities.open(facility("pss.pem", "pss-pkcs8.pem"), null));
        assertEquals(Reason.CANNOT, e.reason());
        assertTrue(e.getMessage().contains("id-RSASSA-PSS"), e.getMessage());
    }

    @Test
    void bcryptOfTooManyRoundsIsRefusedBeforeItIsDone() throws Exception {
        Path file = facilities.pem("slow.pem", "ec-openssh-bcrypt.pem");
        String text = Files.readString(file);
        String base64 = text.replaceAll("-----[^-]+-----|\\s", "");
        byte[] blob = java.util.Base64.getDecoder().decode(base64);
        // magic 15, string cipher 4+10, string kdf 4+6, string of (string salt 4+16, rounds 4)
        int rounds = 15 + 14 + 10 + 4 + 20;
        assertEquals(4, blob[rounds + 3], "ssh-keygen -a 4");
        blob[rounds] = 1;
        Files.writeString(
                file,
                "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                        + java.util.Base64.getMimeEncoder().encodeToString(blob)
                        + "\n-----END OPENSSH PRIVATE KEY-----\n");
        assertEquals(Reason.CANNOT, refusal(Facility.file("PEM", file.toString())));
    }

    private Reason refusal(String name, String... parts) throws IOException {
        return refusal(facility(name, parts));
    }

    private Reason refusal(Facility facility) {
        return assertThrows(KeyAccessException.class, () -> facilities.open(facility, PASSPHRASE))
                .reason();
    }

    private Facility facility(String name, String... parts) throws IOException {
        return Facility.file("PEM", facilities.pem(name, parts).toString());
    }
}
