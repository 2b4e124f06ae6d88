package org.signet.card.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ResponseApdu;

/** Which bytes of a PIV card's APDUs other people may see. */
class PivTraceTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String CANARY = "5EC2E75EC2E75EC2E7";

    private final PivTrace trace = new PivTrace(false);

    private static CommandApdu command(String header, String data) {
        byte[] bytes = HEX.parseHex(header);
        return new CommandApdu(bytes[0], bytes[1], bytes[2], bytes[3], HEX.parseHex(data), 256);
    }

    private static ResponseApdu answer(String hex) {
        try {
            return ResponseApdu.of(HEX.parseHex(hex));
        } catch (ReaderException e) {
            throw new AssertionError(e);
        }
    }

    /** Whatever the instruction and P2: a command with data shows them if it selects or names an object, and no other. */
    @Test
    void onlySelectAndGetDataShowTheirData() {
        Set<String> shown = new TreeSet<>();
        for (int ins = 0; ins < 0x100; ins++) {
            for (int p2 : new int[] {0x00, 0x80, 0x81, 0x82, 0x9A, 0x9B, 0x9D, 0xFF}) {
                for (int ne : new int[] {0, 0x100, 0x10000}) {
                    CommandApdu sent = new CommandApdu(0, ins, 0, p2, HEX.parseHex(CANARY), ne);
                    String written = trace.command(sent);
                    if (written.contains("5EC2E7")) {
                        shown.add("%02X".formatted(ins));
                    }
                    assertEquals(sent.bytes().length * 2, written.length());
                }
            }
        }
        assertEquals(Set.of("A4", "CB"), shown);
    }

    @ParameterizedTest
    @CsvSource({
        "00A40400, A000000308", // SELECT
        "00200080, ''", // VERIFY without a PIN
        "00F70082, ''", // GET METADATA of a key
        "00F80000, ''", // GET SERIAL
        "00CB3FFF, 5C017E", // the discovery object
        "00CB3FFF, 5C035FC10C" // the key history
    })
    void whatLooksAtACardIsAnsweredInTheOpen(String header, String data) {
        trace.command(command(header, data));
        assertEquals(CANARY + "6108", trace.answer(answer(CANARY + "6108")));
        trace.command(command("00C00000", ""));
        assertEquals(CANARY + "9000", trace.answer(answer(CANARY + "9000")));
    }

    @ParameterizedTest
    @CsvSource({
        "00CB3FFF, 5C035FC105", // a certificate
        "00CB3FFF, 5C035FC103", // fingerprints
        "00CB3FFF, 5C035FC109", // printed information
        "00CB3FFF, 5C035FC1025C017E", // no object's name
        "00F7009B, ''", // GET METADATA of the management key: whether it is the factory's
        "00F70080, ''", // of the PIN
        "0087079D, 7C00", // a decryption
        "00C00000, ''" // of what, nobody knows
    })
    void everythingElseIsAnsweredInHiding(String header, String data) {
        trace.command(command(header, data));
        assertEquals("XX".repeat(9) + "9000", trace.answer(answer(CANARY + "9000")));
        trace.command(command("00C00000", ""));
        assertEquals("XX".repeat(9) + "9000", trace.answer(answer(CANARY + "9000")));
    }

    @Test
    void certificatesAreShownToWhoAsksForThem() {
        PivTrace all = new PivTrace(true);
        for (String name : Set.of("5C035FC105", "5C035FC101", "5C035FC10D", "5C035FC120")) {
            all.command(command("00CB3FFF", name));
            assertEquals(CANARY + "9000", all.answer(answer(CANARY + "9000")));
        }
        all.command(command("00CB3FFF", "5C035FC103"));
        assertEquals("XX".repeat(9) + "9000", all.answer(answer(CANARY + "9000")));
    }

    /** FASC-N, GUID and date are shown; owner, issuer's signature and what follows in further answers are not. */
    @Test
    void ofTheChuidTheCardsOwnNumbersAreShown() {
        String fascN = "3019" + "D4".repeat(25);
        String guid = "3410" + "A5".repeat(16);
        String chuid = "53820100" + fascN + guid + "35083230333031323331";
        trace.command(command("00CB3FFF", "5C035FC102"));
        String said = trace.answer(answer(chuid + "3610" + "5E".repeat(16) + "3E8200A0" + "5E".repeat(40) + "6178"));
        assertEquals(chuid + "3610" + "XX".repeat(16) + "3E8200A0" + "XX".repeat(40) + "6178", said);
        trace.command(command("00C00000", ""));
        assertEquals("XX".repeat(120) + "9000", trace.answer(answer("5E".repeat(120) + "9000")));
    }

    /** Lengths that lie show a length and no more, and end in no exception. */
    @Test
    void aChuidThatLiesShowsNothingOfWhatItDoesNotName() {
        for (String head : Set.of("53FF", "5384FFFFFFFF", "5320FF", "533037FF", "53303E", "53", "")) {
            byte[] hostile = new byte[64];
            Arrays.fill(hostile, (byte) 0x5E);
            byte[] begin = HEX.parseHex(head);
            System.arraycopy(begin, 0, hostile, 0, begin.length);
            trace.command(command("00CB3FFF", "5C035FC102"));
            String said = trace.answer(ResponseApdu.of(hostile, 0x9000));
            assertFalse(said.contains("5E5E5E5E"), head + ": " + said);
            trace.answer(ResponseApdu.of(begin, 0x9000));
        }
    }
}
