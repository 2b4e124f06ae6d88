package org.signet.testkit.piv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.testkit.Wire;
import org.signet.testkit.card.Tlv;

/** SP 800-73-4 part 1, 3 and appendix A; part 2, 3.1. */
class DataCommandsTest {
    private final EmulatedPivCard card = EmulatedPivCard.builder()
            .key("9a", "rsa2048")
            .key("9c", "p256")
            .key("9d", "p256")
            .build();
    private final Wire wire = Wire.on(card);

    @Test
    void selectAnswersTheApplicationPropertyTemplate() throws Exception {
        byte[] answer = Wire.bytes(wire.send(Wire.SELECT));
        Tlv template = Tlv.parse(Arrays.copyOf(answer, answer.length - 2)).get(0);
        assertEquals(0x61, template.tag());
        assertEquals(
                "000010000100",
                Wire.hex(Tlv.find(Tlv.parse(template.value()), 0x4F).orElseThrow()));
        assertEquals(
                "4F05A000000308",
                Wire.hex(Tlv.find(Tlv.parse(template.value()), 0x79).orElseThrow()));
        assertEquals("9000", wire.status("00A4040009A0000003080000100000"), "without the version");
        assertEquals("6A82", wire.status("00A404000BA00000030800001000020000"), "another version");
    }

    @Test
    void theCertificateObjectHoldsTheCertificate() throws Exception {
        wire.selected();
        byte[] answer = wire.follow("00CB3FFF055C035FC10500");
        Tlv object = Tlv.parse(Arrays.copyOf(answer, answer.length - 2)).get(0);
        X509Certificate certificate = card.certificate("9a").orElseThrow();
        assertEquals(0x53, object.tag());
        assertArrayEquals(
                certificate.getEncoded(),
                Tlv.find(Tlv.parse(object.value()), 0x70).orElseThrow());
        assertEquals("00", Wire.hex(Tlv.find(Tlv.parse(object.value()), 0x71).orElseThrow()));
        certificate.verify(certificate.getPublicKey());
    }

    @Test
    void theChuidHoldsTheCardsGuid() throws Exception {
        wire.selected();
        byte[] answer = wire.follow("00CB3FFF055C035FC10200");
        byte[] chuid =
                Tlv.parse(Arrays.copyOf(answer, answer.length - 2)).get(0).value();
        String guid = card.guid().toString().replace("-", "");
        assertEquals(
                guid, Wire.hex(Tlv.find(Tlv.parse(chuid), 0x34).orElseThrow()).toLowerCase(java.util.Locale.ROOT));
        assertNotEquals(
                card.guid(),
                EmulatedPivCard.builder().serial("00000001").build().guid());
    }

    @Test
    void theDiscoveryObjectStandsBare() {
        wire.selected();
        assertEquals("7E124F0BA0000003080000100001005F2F0240009000", wire.send("00CB3FFF035C017E00"));
    }

    @ParameterizedTest
    @CsvSource({
        "00CB3FFF055C035FC10100, 6A82", // no key 9E here
        "00CB3FFF055C035FC10C00, 6A82", // no key history
        "00CB3FFF055C035FC10900, 6982", // printed information is behind the PIN
        "00CB3FFF045C027F6100, 6A82",
        "00CB3FFF035C017F00, 6A82",
        "00CB3FFF025C0000, 6A80",
        "00CB3FFF035D017E00, 6A80",
        "00CB3FFF, 6A80",
        "00CB3F00035C017E00, 6A86",
        "00DB3FFF055C017E5300, 6982",
        "0047009A05AC03800107, 6982",
        "00010000, 6D00",
        "00F9000000, 6D00"
    })
    void whatIsNotThereOrNotAllowedIsRefused(String apdu, String sw) {
        wire.selected();
        assertEquals(sw, wire.send(apdu));
    }

    @Test
    void keyUsageFollowsTheSlot() {
        assertArrayEquals(new boolean[] {true, false}, usage("9a"));
        assertArrayEquals(new boolean[] {true, true}, usage("9c"));
        assertTrue(card.certificate("9d").orElseThrow().getKeyUsage()[4]);
        assertFalse(card.certificate("9d").orElseThrow().getKeyUsage()[0]);
    }

    private boolean[] usage(String slot) {
        return Arrays.copyOf(card.certificate(slot).orElseThrow().getKeyUsage(), 2);
    }

    @Test
    void aYubiKeyTellsVersionSerialAndMetadata() {
        wire.selected();
        assertEquals("0504039000", wire.send("00FD000000"));
        assertEquals("00BC614E9000", wire.send("00F8000000"));
        assertEquals(12345678, card.serial());
        assertTrue(wire.send("00F7009C00").startsWith("010111020203010301010443"));
        assertEquals("0101FF050101060203039000", wire.send("00F7008000"));
        assertEquals("6A88", wire.send("00F7009E00"));
    }

    @Test
    void aPlainCardKnowsNothingOfYubiKeys() {
        Wire plain = Wire.on(EmulatedPivCard.builder().plain().build()).selected();
        assertEquals("6D00", plain.send("00FD000000"));
        assertEquals("6D00", plain.send("00F8000000"));
    }
}
