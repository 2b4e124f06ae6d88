package org.signet.testkit.piv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.testkit.Wire;
import org.signet.testkit.card.Tlv;

/** SP 800-73-4 part 2, 3.2.4 and appendix A.4. */
class GeneralAuthenticateTest {
    private final EmulatedPivCard card = EmulatedPivCard.builder()
            .key("9a", "rsa2048")
            .key("9c", "p256")
            .key("9d", "p256")
            .key("9e", "p256")
            .key("82", "rsa2048")
            .build();
    private final Wire wire = Wire.on(card).selected();

    private static byte[] challenge(byte[] value) {
        return Tlv.of(0x7C, Tlv.of(0x82), Tlv.of(0x81, value));
    }

    private static byte[] response(byte[] answer) throws Exception {
        assertEquals("9000", Wire.hex(Arrays.copyOfRange(answer, answer.length - 2, answer.length)));
        byte[] template =
                Tlv.parse(Arrays.copyOf(answer, answer.length - 2)).get(0).value();
        return Tlv.parse(template).get(0).value();
    }

    private PublicKey publicKey(String slot) {
        return card.certificate(slot).orElseThrow().getPublicKey();
    }

    private String status(int algorithm, int slot, byte[] data) {
        byte[] answer = wire.whole(0x87, algorithm, slot, data);
        return Wire.hex(Arrays.copyOfRange(answer, answer.length - 2, answer.length));
    }

    @Test
    void rawRsaIsUndoneByThePublicExponent() throws Exception {
        byte[] block = new byte[256];
        block[255] = 42;
        wire.verified();
        byte[] signed = response(wire.whole(0x87, 0x07, 0x9A, challenge(block)));
        RSAPublicKey key = (RSAPublicKey) publicKey("9a");
        assertEquals(
                BigInteger.valueOf(42), new BigInteger(1, signed).modPow(key.getPublicExponent(), key.getModulus()));
        assertEquals(256, signed.length);
    }

    @Test
    void theSameInOneExtendedCommand() throws Exception {
        wire.verified();
        byte[] data = challenge(new byte[256]);
        String apdu = "0087079A00%04X%s0000".formatted(data.length, Wire.hex(data));
        assertArrayEquals(new byte[256], response(Wire.bytes(wire.send(apdu))));
    }

    @Test
    void ecdsaSignsADigest() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(new byte[3]);
        byte[] signed = response(wire.whole(0x87, 0x11, 0x9E, challenge(digest)));
        Signature verifier = Signature.getInstance("NONEwithECDSA");
        verifier.initVerify(publicKey("9e"));
        verifier.update(digest);
        assertTrue(verifier.verify(signed));
    }

    @Test
    void keyManagementDecryptsWithRsa() throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, publicKey("82"));
        wire.verified();
        byte[] plain = response(wire.whole(0x87, 0x07, 0x82, challenge(cipher.doFinal(new byte[] {1, 2, 3}))));
        assertEquals(0, plain[0]);
        assertEquals(2, plain[1]);
        assertArrayEquals(new byte[] {0, 1, 2, 3}, Arrays.copyOfRange(plain, 252, 256));
        assertTrue(card.log().stream().noneMatch(l -> l.contains("7C820104")), "the log shows a plaintext");
    }

    @Test
    void keyManagementAgreesWithEc() throws Exception {
        KeyPair peer = KeyPairs.fresh(PivAlgorithm.P256);
        byte[] point =
                Tlv.parse(new PivKey(peer, false).publicTemplate()).get(0).value();
        wire.verified();
        byte[] secret = response(wire.whole(0x87, 0x11, 0x9D, exponentiation(point)));
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(peer.getPrivate());
        agreement.doPhase(publicKey("9d"), true);
        assertArrayEquals(agreement.generateSecret(), secret);
    }

    private static byte[] exponentiation(byte[] point) {
        return Tlv.of(0x7C, Tlv.of(0x82), Tlv.of(0x85, point));
    }

    @Test
    void aPointOffTheCurveIs6A80() {
        byte[] point = Tlv.concat(new byte[] {4}, new byte[63], new byte[] {1});
        wire.verified();
        assertEquals("6A80", status(0x11, 0x9D, exponentiation(point)));
        assertEquals("6A80", status(0x11, 0x9D, exponentiation(Arrays.copyOf(point, 33))));
    }

    @Test
    void anEcKeyManagementKeySignsNothingAndASigningKeyAgreesNothing() {
        wire.verified();
        ECPublicKey key = (ECPublicKey) publicKey("9e");
        byte[] point = Tlv.concat(
                new byte[] {4}, fixed(key.getW().getAffineX()), fixed(key.getW().getAffineY()));
        assertEquals("6A80", status(0x11, 0x9D, challenge(new byte[32])));
        assertEquals("6A80", status(0x11, 0x9E, exponentiation(point)));
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Tlv.concat(
                new byte[Math.max(0, 32 - bytes.length)],
                Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 32), bytes.length));
    }

    @Test
    void withoutPinOnlyCardAuthenticationWorks() {
        assertEquals("6982", status(0x07, 0x9A, challenge(new byte[256])));
        assertEquals("6982", status(0x11, 0x9C, challenge(new byte[32])));
        assertEquals("6982", status(0x07, 0x82, challenge(new byte[256])));
        assertEquals("9000", status(0x11, 0x9E, challenge(new byte[32])));
    }

    @Test
    void oneVerifyServesManyAuthentications() {
        wire.verified();
        assertEquals("9000", status(0x07, 0x9A, challenge(new byte[256])));
        assertEquals("9000", status(0x07, 0x9A, challenge(new byte[256])));
    }

    @Test
    void digitalSignatureWantsVerifyRightBeforeEachUse() {
        wire.verified();
        assertEquals("9000", status(0x11, 0x9C, challenge(new byte[32])));
        assertEquals("6982", status(0x11, 0x9C, challenge(new byte[32])));
        wire.verified();
        wire.send("00CB3FFF035C017E00");
        assertEquals("6982", status(0x11, 0x9C, challenge(new byte[32])), "another command came between");
    }

    @ParameterizedTest
    @CsvSource({
        "11, 9A, 6A86", // another algorithm than the key's
        "07, 83, 6A88", // an empty slot
        "07, 96, 6A88", // no slot
        "FF, 9E, 6A86"
    })
    void algorithmAndReferenceMustFit(String algorithm, String slot, String sw) {
        wire.verified();
        assertEquals(sw, status(Integer.parseInt(algorithm, 16), Integer.parseInt(slot, 16), challenge(new byte[32])));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7C028200", // nothing to answer
                "7C0281008200", // lengths that lie
                "7D048200810101", // another template
                "7C0481020101", // nothing asked for
                "7C058203810101", // a response where a hole should be
                "7C"
            })
    void aTemplateThatIsNoneIs6A80(String data) {
        assertEquals("6A80", status(0x11, 0x9E, Wire.bytes(data)));
    }

    @Test
    void aBlockOfAnotherLengthOrAboveTheModulusIs6A80() {
        byte[] large = new byte[256];
        Arrays.fill(large, (byte) 0xFF);
        wire.verified();
        assertEquals("6A80", status(0x07, 0x9A, challenge(new byte[255])));
        assertEquals("6A80", status(0x07, 0x9A, challenge(new byte[257])));
        assertEquals("6A80", status(0x07, 0x9A, challenge(large)));
        assertEquals("6A80", status(0x11, 0x9E, challenge(new byte[33])));
        assertEquals("6A80", status(0x11, 0x9E, challenge(new byte[0])));
    }
}
