package org.signet.card.piv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.signet.TestKeys;
import org.signet.card.CardApplication;
import org.signet.card.CardRefusal;
import org.signet.card.CardWriter;
import org.signet.iso7816.ApduChannel;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ResponseApdu;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyKind;
import org.signet.key.Reason;

/** The commands that write, byte by byte. */
class PivWriterTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final byte[] KEY = HEX.parseHex("0102030405060708".repeat(3));

    private final Deque<String[]> script = new ArrayDeque<>();
    private String sent = "";
    private final ApduChannel card = command -> {
        sent = HEX.formatHex(command.bytes());
        String[] step = script.remove();
        assertTrue(sent.startsWith(step[0]), () -> sent + " where " + step[0] + " is due");
        return ResponseApdu.of(HEX.parseHex(step[1]));
    };

    private PivWriterTest expect(String command, String answer) {
        script.add(new String[] {command, answer});
        return this;
    }

    private CardWriter writer() throws ReaderException {
        script.addFirst(new String[] {"00A40400", "9000"});
        CardApplication piv = new PivDriver().select(card).orElseThrow();
        return piv.writer().orElseThrow();
    }

    private static String tdes(int mode, String block) throws Exception {
        Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
        cipher.init(mode, new SecretKeySpec(KEY, "DESede"));
        return HEX.formatHex(cipher.doFinal(HEX.parseHex(block)));
    }

    /** A card that does not tell is tried with 3DES before AES-192. */
    @Test
    void theManagementKeyIsProvedBothWays() throws Exception {
        String witness = "1122334455667788";
        expect("0087039B047C02800000", "7C0A8008" + tdes(Cipher.ENCRYPT_MODE, witness) + "9000");
        script.add(new String[] {"0087039B167C148008" + witness + "8108", "7C0A8208" + "00".repeat(8) + "9000"});
        CardWriter writer = writer();
        ReaderException e = assertThrows(ReaderException.class, () -> writer.authenticate(KEY));
        assertEquals(ReaderException.Status.PROTOCOL, e.status()); // it encrypted no challenge of ours
        expect("0087039B047C02800000", "7C0A8008" + tdes(Cipher.ENCRYPT_MODE, witness) + "9000");
        expect("0087039B167C148008" + witness, "6982");
        assertFalse(writer.authenticate(KEY));
        expect("0087039B", "6A86").expect("00870A9B", "6A86");
        assertThrows(CardRefusal.class, () -> writer.authenticate(KEY));
    }

    @Test
    void anRsaKeyGoesInByItsFiveNumbers() throws Exception {
        KeyPair pair = TestKeys.rsa();
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) pair.getPrivate();
        expect("00FE079A00028F", "9000");
        writer().importKey("9a", key, pair.getPublic());
        byte[] p = HEX.parseHex(sent.substring(20, 20 + 256));
        assertEquals(key.getPrimeP(), new BigInteger(1, p));
        assertEquals("018180", sent.substring(14, 20));
        assertEquals("058180", sent.substring(14 + 4 * 262, 20 + 4 * 262));
    }

    @Test
    void anEllipticCurveKeyGoesInByItsScalar() throws Exception {
        KeyPair pair = TestKeys.ec();
        expect("00FE119C220620", "9000");
        writer().importKey("9c", pair.getPrivate(), pair.getPublic());
        byte[] scalar = HEX.parseHex(sent.substring(14));
        assertEquals(((ECPrivateKey) pair.getPrivate()).getS(), new BigInteger(1, scalar));
        assertEquals(32, scalar.length);
    }

    @Test
    void aKeyIsMadeAndItsPublicHalfRead() throws Exception {
        ECPublicKey made = (ECPublicKey) TestKeys.ec().getPublic();
        byte[] spki = made.getEncoded();
        String point = HEX.formatHex(Arrays.copyOfRange(spki, spki.length - 65, spki.length));
        expect("0047009A000005AC038001110000", "7F49438641" + point + "9000");
        assertEquals(made, writer().generate("9a", KeyKind.of("ec:P-256")));
        expect("0047009A", "7F49428640" + "04" + "00".repeat(63) + "9000");
        ReaderException e = assertThrows(ReaderException.class, () -> writer().generate("9a", KeyKind.of("ec:P-256")));
        assertEquals(ReaderException.Status.PROTOCOL, e.status());
        expect("0047009A", "6A80");
        KeyAccessException none =
                assertThrows(KeyAccessException.class, () -> writer().generate("9a", KeyKind.of("rsa:4096")));
        assertEquals(Reason.CANNOT, none.reason());
        assertThrows(KeyAccessException.class, () -> writer().generate("9a", KeyKind.of("ec:P-521")));
    }

    @Test
    void aCertificateIsCompressedOnlyWhereTheCardHasNoRoom() throws Exception {
        X509Certificate certificate = TestKeys.certificate(TestKeys.ec(), "me");
        expect("00DB3FFF", "6A84").expect("00DB3FFF", "9000");
        writer().putCertificate("9a", Optional.of(certificate));
        assertTrue(sent.contains("710101FE00"), sent);
        byte[] object = HEX.parseHex(sent.substring(sent.indexOf("5C035FC105") + 10));
        assertArrayEquals(
                certificate.getEncoded(),
                PivObjects.certificate("9a", object).orElseThrow().getEncoded());
        expect("00DB3FFF", "9000");
        writer().putCertificate("9a", Optional.of(certificate));
        assertTrue(sent.contains("710100FE00"), sent);
        expect("00DB3FFF075C035FC1055300", "9000");
        writer().putCertificate("9a", Optional.empty());
        assertTrue(script.isEmpty());
    }

    @Test
    void theStandardsCardHasFourPlaces() throws Exception {
        assertEquals(List.of("9a", "9c", "9d", "9e"), writer().places());
    }
}
