package org.signet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void versionNamesSignetTheJdkAndBouncyCastle() {
        assertEquals(0, run("version"));
        assertTrue(
                out.toString().matches("Signet \\d[^$]*\\RJDK \\d+.*\\RBouncy Castle \\d+\\.\\d+ \\(inside\\)\\R"),
                out::toString);
    }

    @Test
    void theVersionOptionSaysWhatTheVersionCommandSays() {
        run("version");
        String said = out.toString();
        out.getBuffer().setLength(0);
        run("--version");
        assertEquals(said, out.toString());
    }

    @Test
    void demoSaysWhereItIsWithTheArgumentsItWasGiven() {
        assertEquals(2, run("demo", "--out", "somewhere"));
        assertTrue(err.toString().contains("./signet demo --out somewhere"), err::toString);
    }

    @Test
    void noCommandAndAnUnknownOneAreUsage() {
        assertEquals(2, run());
        assertEquals(2, run("conjure"));
    }

    @Test
    void aMistakeOnTheCommandLineIsOneLine() {
        assertEquals(2, run("user", "move", "bob", "--to", "card", "--key", "mail=zz", "--conjure"));
        assertEquals(
                "signet: Unknown option: '--conjure' (see signet user move --help)" + System.lineSeparator(),
                err.toString());
    }

    @Test
    void aGroupWithoutACommandListsItsCommands() {
        assertEquals(2, run("userfile"));
        assertTrue(err.toString().startsWith("signet: Missing required subcommand"), err::toString);
        assertTrue(err.toString().contains("backup"), err::toString);
    }

    /** In the bash of this machine, as after {@code source <(signet completion)}. */
    @Test
    void bashCompletesTheCommands(@TempDir Path folder) throws IOException, InterruptedException {
        assertEquals(0, run("completion"));
        Path script = Files.writeString(folder.resolve("completion"), out.toString());
        String words = "source " + script + "; COMP_WORDS=(signet car); COMP_CWORD=1; COMP_LINE='signet car'; "
                + "_complete_signet; echo ${COMPREPLY[@]}; complete -p signet";
        Process bash = new ProcessBuilder("bash", "-c", words)
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), said);
        assertTrue(said.startsWith("card\n"), said);
        assertTrue(said.contains("-F _complete_signet signet"), said);
    }

    @ParameterizedTest
    @CsvSource({"PIN_WRONG,1", "UNKNOWN,1", "REFUSED,1", "CONFIGURATION,2", "NO_CARD,3", "DAMAGED,3", "IO,3"})
    void aRefusalIsOneLineAndItsExitCode(Reason reason, int code) {
        int said = prepared(Main.command().addSubcommand(new Refuses(reason))).execute("refuses");
        assertEquals(code, said);
        assertEquals("signet: the card said no" + System.lineSeparator(), err.toString());
    }

    private int run(String... args) {
        return prepared(Main.command()).execute(args);
    }

    private CommandLine prepared(CommandLine command) {
        return command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    }

    @Command(name = "refuses")
    record Refuses(Reason reason) implements Runnable {
        @Override
        public void run() {
            throw new KeyAccessException(reason, "the card said no");
        }
    }
}
