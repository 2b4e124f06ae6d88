package org.signet.testkit.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.testkit.Wire;
import org.signet.testkit.card.Tlv;

class EveryAlgorithmTest {
    // rsa4096 takes seconds to generate and differs by its row alone
    @ParameterizedTest
    @CsvSource({"rsa1024, 06, 128", "rsa2048, 07, 256", "rsa3072, 05, 384", "p256, 11, 32", "p384, 14, 48"})
    void aKeyOfEachKindAnswersAChallenge(String algorithm, String id, int size) {
        Wire wire =
                Wire.on(EmulatedPivCard.builder().key("9e", algorithm).build()).selected();
        byte[] template = Tlv.of(0x7C, Tlv.of(0x82), Tlv.of(0x81, new byte[size]));
        byte[] answer = wire.whole(0x87, Integer.parseInt(id, 16), 0x9E, template);
        assertEquals("9000", Wire.hex(answer).substring(2 * answer.length - 4));
    }
}
