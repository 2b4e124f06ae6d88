package org.signet.iso7816.smartcardio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.smartcardio.CardException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;

/** Each error of a first try names its own cure. */
class CausesTest {
    @TempDir
    private Path machine;

    private ReaderException of(String code) {
        Surroundings around = new Surroundings(
                machine.resolve("pcscd.comm").toFile(), machine.resolve("proc").toFile());
        return Causes.of("connecting", new CardException("failed", new CardException(code)), Status.OTHER, around);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SCARD_E_NO_SERVICE           | connecting (SCARD_E_NO_SERVICE): pcscd does not run; start it",
                "Unknown error 0x8010006a     | connecting (SCARD_W_SECURITY_VIOLATION): pcscd does not let this user in",
                "Unknown error 0x80100027     | polkit",
                "SCARD_E_NO_READERS_AVAILABLE | there is no reader; plug one in",
                "SCARD_E_NO_SMARTCARD         | connecting (SCARD_E_NO_SMARTCARD): there is no card; insert it",
                "SCARD_E_SHARING_VIOLATION    | another program holds the card; end it",
                "SCARD_W_UNRESPONSIVE_CARD    | the card does not answer as a card; is it the right way round",
                "SCARD_E_PROTO_MISMATCH       | does this reader know its kind?",
                "SCARD_F_INTERNAL_ERROR       | connecting (SCARD_F_INTERNAL_ERROR) failed"
            })
    void eachCodeHasItsCureInOneLine(String code, String sentence) {
        String said = of(code).getMessage();
        assertTrue(said.contains(sentence), said);
        assertEquals(1, said.lines().count());
        assertFalse(said.contains("scdaemon"), said);
    }

    @Test
    void theCureIsToldApartFromTheTrouble() {
        ReaderException e = of("SCARD_E_NO_SERVICE");
        assertEquals("connecting (SCARD_E_NO_SERVICE): " + e.cure(), e.getMessage());
        assertEquals("", of("SCARD_F_INTERNAL_ERROR").cure());
    }

    @Test
    void aSocketThatIsClosedToThisUserIsNotTakenForNoPcscd() throws IOException {
        Path socket = Files.createFile(machine.resolve("pcscd.comm"));
        assertEquals(Status.NO_SERVICE, of("SCARD_E_NO_SERVICE").status(), "a socket that nobody listens on");
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("r--r--r--"));
        if (!socket.toFile().canWrite()) { // root may all the same; FirstContactIT asks another user
            ReaderException e = of("SCARD_E_NO_SERVICE");
            assertEquals(Status.ACCESS_DENIED, e.status());
            assertTrue(e.getMessage().contains("may not write to pcscd's socket " + socket), e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SCARD_E_NO_READERS_AVAILABLE, scdaemon, disable-ccid",
        "SCARD_E_SHARING_VIOLATION, scdaemon, pcsc-shared",
        "SCARD_E_SHARING_VIOLATION, bash, end it"
    })
    void scdaemonIsNamedWhereItRuns(String code, String process, String cure) throws IOException {
        Files.createDirectories(machine.resolve("proc/self"));
        Files.writeString(Files.createDirectories(machine.resolve("proc/17")).resolve("comm"), process + "\n");
        Files.createDirectories(machine.resolve("proc/18")); // ended just now
        String said = of(code).getMessage();
        assertTrue(said.contains(cure), said);
        assertEquals(process.equals("scdaemon"), said.contains("gpgconf --kill scdaemon"), said);
    }
}
