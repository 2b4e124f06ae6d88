package org.signet.testkit.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.signet.testkit.Wire;
import org.signet.testkit.card.Tlv;

/** SP 800-73-4 part 2, appendix A.1 (challenge) and A.2 (witness), then what only an administrator may. */
class ManagementKeyTest {
    private static final String FACTORY = "0102030405060708".repeat(3);

    private final EmulatedPivCard card = EmulatedPivCard.builder().build();
    private final Wire wire = Wire.on(card).selected();

    private static byte[] tdes(int mode, byte[] block) throws Exception {
        Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
        cipher.init(mode, new SecretKeySpec(Wire.bytes(FACTORY), "DESede"));
        return cipher.doFinal(block);
    }

    private byte[] ask(String template) {
        byte[] answer = Wire.bytes(wire.send("0087039B04" + template + "00"));
        assertEquals(14, answer.length);
        return Arrays.copyOfRange(answer, 4, 12);
    }

    private void authenticate() throws Exception {
        byte[] response = tdes(Cipher.ENCRYPT_MODE, ask("7C028100"));
        assertEquals("9000", wire.send("0087039B0C7C0A8208" + Wire.hex(response)));
    }

    @Test
    void aChallengeAnsweredMakesAnAdministrator() throws Exception {
        authenticate();
        assertEquals("9000", wire.send("00DB3FFF095C035FC1025302AABB"));
        assertEquals("5302AABB9000", wire.send("00CB3FFF055C035FC10200"));
        assertEquals("9000", wire.send("00DB3FFF075C035FC1025300"));
        assertEquals("6A82", wire.send("00CB3FFF055C035FC10200"));
    }

    @Test
    void aWitnessDecryptedMakesAnAdministratorAndProvesTheCard() throws Exception {
        byte[] witness = tdes(Cipher.DECRYPT_MODE, ask("7C028000"));
        String proof = "0087039B167C148008" + Wire.hex(witness) + "81081122334455667788";
        byte[] expected = tdes(Cipher.ENCRYPT_MODE, Wire.bytes("1122334455667788"));
        assertEquals("7C0A8208" + Wire.hex(expected) + "9000", wire.send(proof));
        assertEquals("9000", wire.send("00DB3FFF095C035FC1025302AABB"));
    }

    @Test
    void aWrongResponseIs6982AndAskedOnceOnly() throws Exception {
        byte[] response = tdes(Cipher.ENCRYPT_MODE, ask("7C028100"));
        assertEquals("6982", wire.send("0087039B0C7C0A82080000000000000000"));
        assertEquals("6982", wire.send("0087039B0C7C0A8208" + Wire.hex(response)));
        assertEquals("6982", wire.send("00DB3FFF095C035FC1025302AABB"));
    }

    @Test
    void aResponseThatNobodyAskedForAndAWitnessForAChallengeAreRefused() throws Exception {
        assertEquals("6982", wire.send("0087039B0C7C0A82080000000000000000"));
        byte[] challenge = ask("7C028100");
        byte[] response = tdes(Cipher.ENCRYPT_MODE, challenge);
        assertEquals("6982", wire.send("0087039B167C148008" + Wire.hex(response) + "81081122334455667788"));
        assertEquals("6A86", wire.send("0087089B047C02810000"));
    }

    @Test
    void anAdministratorGeneratesAKeyThatWorks() throws Exception {
        authenticate();
        byte[] answer = wire.follow("0047009E05AC0380011100");
        assertTrue(Wire.hex(answer).startsWith("7F4943864104"));
        assertEquals("9000", wire.status("0087119E267C2482008120" + "00".repeat(32)));
        assertEquals("6A80", wire.status("0047009E05AC03800199"));
    }

    @Test
    void anAdministratorImportsAKeyThatWorks() throws Exception {
        RSAPrivateCrtKey key =
                (RSAPrivateCrtKey) KeyPairs.fresh(PivAlgorithm.RSA2048).getPrivate();
        byte[] parts = Tlv.concat(
                part(1, key.getPrimeP()),
                part(2, key.getPrimeQ()),
                part(3, key.getPrimeExponentP()),
                part(4, key.getPrimeExponentQ()),
                part(5, key.getCrtCoefficient()));
        assertEquals("6982", Wire.hex(wire.whole(0xFE, 0x07, 0x9E, parts)));
        authenticate();
        assertEquals("9000", Wire.hex(wire.whole(0xFE, 0x07, 0x9E, parts)));
        byte[] block = new byte[256];
        block[255] = 2;
        byte[] answer = wire.whole(0x87, 0x07, 0x9E, Tlv.of(0x7C, Tlv.of(0x82), Tlv.of(0x81, block)));
        BigInteger signed = new BigInteger(1, Arrays.copyOfRange(answer, answer.length - 258, answer.length - 2));
        assertEquals(BigInteger.TWO, signed.modPow(key.getPublicExponent(), key.getModulus()));
    }

    private static byte[] part(int tag, BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Tlv.of(tag, bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    @Test
    void anImportedScalarIsTheKeyOfItsPoint() throws Exception {
        authenticate();
        assertEquals("9000", wire.send("00FE119E220620" + "00".repeat(31) + "01"));
        // the base point of P-256 (FIPS 186-4, D.1.2.3)
        String x = "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296";
        assertTrue(wire.send("00F7009E00").contains("04438641" + "04" + x), "metadata tells another point");
        assertEquals("6A80", wire.send("00FE119E220620" + "00".repeat(32)));
        assertEquals("6A80", wire.send("00FE119E220620" + "FF".repeat(32)));
        assertEquals("6A80", wire.send("00FE079E0601010102 0101"));
    }

    @Test
    void aResetEndsTheAdministrator() throws Exception {
        authenticate();
        card.reset();
        wire.selected();
        assertEquals("6982", wire.send("00DB3FFF095C035FC1025302AABB"));
    }

    @Test
    void theLogShowsNeitherResponsesNorWitnesses() throws Exception {
        authenticate();
        assertTrue(card.log().stream().anyMatch(l -> l.equals("> 0087039B0C" + "XX".repeat(12))));
    }
}
