package org.signet.testkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.testkit.card.LogFile;
import picocli.CommandLine;

class PivCommandTest {
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new PivCommand())
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void withoutAReaderItSaysWhereToPutTheCard() {
        assertEquals(2, run("--pin", "123456"));
        assertTrue(err.toString().contains("--vpcd 127.0.0.1:35963"), err::toString);
    }

    @Test
    void nobodyAtTheReaderIsADeviceError() {
        assertEquals(3, run("--vpcd", "127.0.0.1:1"));
        assertTrue(err.toString().contains("127.0.0.1:1"), err::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--pin=12345",
                "--key=9z=p256",
                "--key=9a=rsa",
                "--vpcd=here",
                "--serial=1",
                "--delay-ms=-1",
                "--what"
            })
    void aWrongOptionIsAUsageError(String option) {
        assertEquals(2, run("--vpcd", "127.0.0.1:1", option));
    }

    @Test
    void aDamagedStateIsRefusedInOneLine(@TempDir Path folder) throws Exception {
        Path state = Files.writeString(folder.resolve("card"), "signet-card: 1\n");
        assertEquals(3, run("--vpcd", "127.0.0.1:1", "--state", state.toString()));
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains(state + " is damaged"), err::toString);
    }

    @Test
    void theLogIsAppendedAndMayBeEmptiedMeanwhile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("apdu.log");
        Files.writeString(file, "before\n");
        try (LogFile log = new LogFile(file)) {
            log.accept("> 00");
            assertEquals("before\n> 00\n", Files.readString(file));
            Files.writeString(file, "");
            log.accept("< 9000");
            assertEquals("< 9000\n", Files.readString(file));
        }
    }
}
