package org.signet.testkit.card;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.testkit.Wire;

class ApduLogTest {
    private final List<String> lines = new ArrayList<>();
    private final ApduLog log = new ApduLog(lines::add);

    private void exchange(String command, String answer) {
        log.command(Wire.bytes(command));
        log.answer(Wire.bytes(answer));
    }

    @ParameterizedTest
    @CsvSource({
        "00200080, 00200080",
        "0020008000, 0020008000",
        "0020008003112233, 0020008003XXXXXX",
        "002000800311223300, 0020008003XXXXXX00",
        "00200080031122, 0020008003XXXX",
        "002000800000031122330000, 00200080000003XXXXXX0000",
        "0024008002AABB, 0024008002XXXX",
        "002C008002AABB, 002C008002XXXX",
        "00FE079A0201AA, 00FE079A02XXXX",
        "00FFFFFF0203AA, 00FFFFFF02XXXX",
        "00DB3FFF024D00, 00DB3FFF02XXXX",
        "0087039B047C028000, 0087039B04XXXXXXXX",
        "0087079A047C028200, 0087079A047C028200",
        "00CB3FFF055C035FC10200, 00CB3FFF055C035FC10200"
    })
    void secretsOnTheirWayInAreCrossedOut(String command, String logged) {
        exchange(command, "9000");
        assertEquals(List.of("> " + logged, "< 9000"), lines);
    }

    @Test
    void aSignatureIsReadable() {
        exchange("0087119A067C0482008101", "7C0482021122 9000");
        assertEquals("< 7C04820211229000", lines.get(1));
    }

    @Test
    void whatAKeyManagementKeyAnswersIsCrossedOutToTheLastPart() {
        exchange("0087079D047C028200", "7C0411226102");
        exchange("00C0000002", "3344 9000");
        exchange("00CB3FFF035C017E", "7E00 9000");
        assertEquals(
                List.of("< XXXXXXXX6102", "< XXXX9000", "< 7E009000"),
                lines.stream().filter(l -> l.startsWith("<")).toList());
    }

    @Test
    void anAgreementIsCrossedOutWhateverItsSlot() {
        exchange("1087119A047C058200", "9000");
        exchange("0087119A03850104", "7C0382014A9000");
        assertEquals("< XXXXXXXXXX9000", lines.get(3));
    }

    @Test
    void aRawRsaAnswerThatIsAPlaintextIsCrossedOut() {
        exchange("0087079A047C028200", "7C82010482820100 0002 AABBCCDDEEFF 6102");
        exchange("00C0000002", "3344 9000");
        assertEquals("< " + "XX".repeat(16) + "6102", lines.get(1));
        assertEquals("< XXXX9000", lines.get(3));
    }

    @Test
    void theNextSignatureIsReadableAgain() {
        exchange("0087079D047C028200", "7C0411229000");
        exchange("0087079A047C028200", "7C0411229000");
        assertEquals("< 7C0411229000", lines.get(3));
    }
}
