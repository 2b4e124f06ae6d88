package org.signet.testkit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.testkit.card.ApduLog;
import org.signet.testkit.recorder.RecordedCard;
import org.signet.testkit.recorder.Trace;
import picocli.CommandLine;

/** {@code replay}, short of a reader, which DoctorIT has. */
class ReplayCommandTest {
    private static final String HEAD = "# signet-trace: 1\n";

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private Path trace(String text) throws IOException {
        return Files.writeString(folder.resolve("trace"), text);
    }

    private int replay(String text, String... more) throws IOException {
        CommandLine command = new CommandLine(new ReplayCommand()).setErr(new PrintWriter(err, true));
        String[] words = new String[more.length + 1];
        words[0] = trace(text).toString();
        System.arraycopy(more, 0, words, 1, more.length);
        return command.execute(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "> 00                                             | is no trace of signet doctor --record",
                "# signet-trace: 1;! reader R;> 00A40400          | line 3: \"> 00A40400\" does not belong there",
                "# signet-trace: 1;! reader R;! atr 3B00;> 00A4   | line 4",
                "# signet-trace: 1;! reader R;! atr 3B00;< 9000   | line 4",
                "# signet-trace: 1;what?                          | line 2"
            })
    void aFileThatIsNoTraceIsRefusedInOneLine(String text, String sentence) throws IOException {
        assertEquals(3, replay(text.replace(';', '\n')));
        assertTrue(err.toString().contains(sentence), err::toString);
        assertEquals(1, err.toString().lines().count());
    }

    @Test
    void whoseCardIsMeantIsSaidWhereThereAreSeveral() throws IOException {
        assertEquals(2, replay(HEAD + "! reader R\n! failed TIMEOUT\n"));
        assertTrue(err.toString().contains("no card answered"), err::toString);
        String two = HEAD + "! reader R\n! atr 3B00\n! reader S\n! atr 3B00\n";
        assertEquals(2, replay(two));
        assertTrue(err.toString().contains("the cards were in R, S; say which by --reader NAME"), err::toString);
        assertEquals(2, replay(two, "--reader", "S"), "without --vpcd");
        assertTrue(err.toString().contains("add --vpcd"), err::toString);
        assertEquals(3, replay(two, "--reader", "S", "--vpcd", "127.0.0.1:1"));
    }

    private static void assertAnswers(String answer, RecordedCard card, String command) {
        HexFormat hex = HexFormat.of();
        assertArrayEquals(hex.parseHex(answer), card.process(hex.parseHex(command)), command);
    }

    /** In the recorded order, since the same command may be answered otherwise later; each reset begins anew. */
    @Test
    void theCardAnswersAsItDid() throws IOException {
        Trace trace = Trace.read(trace(HEAD + """
                ! reader R
                ! atr 3B00
                > 00A4040005A00000030800
                < 4F009000
                > 00200080
                < 63C3
                > 00CB3FFF055C035FC10500
                < XXXX6102
                > 00C0000002
                < XXXX9000
                > 00CB3FFF055C035FC10200
                < 5302XXXX9000
                > 00200080
                < 63C2
                > 00F80000
                ! failed REMOVED
                """));
        RecordedCard card = new RecordedCard(trace, "R", new ApduLog(line -> {}));
        card.powerOn();
        assertAnswers("4f009000", card, "00a4040005a000000308"); // another program's, without Le
        assertAnswers("63c3", card, "00200080");
        assertAnswers("6a82", card, "00cb3fff055c035fc10500"); // the object was left out: it is none
        assertAnswers("530200009000", card, "00cb3fff055c035fc10200"); // a part was
        assertAnswers("63c2", card, "00200080");
        assertAnswers("6f00", card, "00f80000");
        assertAnswers("6a82", card, "00cb3fff055c035fc10b00"); // another object
        assertAnswers("6d00", card, "0087119a00"); // another command
        assertAnswers("6700", card, "00");
        card.reset();
        assertAnswers("63c3", card, "00200080");
    }
}
