package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person at a terminal, whom Signet asks itself or by the real pinentry programs. */
class PromptIT {
    @TempDir
    private Path temporary;

    private static void require(String program) throws InterruptedException {
        try {
            new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            String why = "PromptIT did not run: " + e.getMessage();
            if ("required".equals(System.getProperty("signet.pcsc"))) {
                fail(why);
            }
            System.out.println(why);
            abort(why);
        }
    }

    private ChildJvm atTerminal(String... settings) throws IOException {
        return atTerminal(Asked.class, settings);
    }

    private ChildJvm atTerminal(Class<?> program, String... settings) throws IOException {
        String[] args = new String[settings.length + 1];
        args[0] = temporary.toString();
        System.arraycopy(settings, 0, args, 1, settings.length);
        return ChildJvm.atTerminal(temporary, List.of(), program, args);
    }

    @Test
    void theConsoleAsksWithoutEcho() throws Exception {
        require("script");
        ChildJvm program = atTerminal("pin.prompt=console");
        program.until("PIN of piv:");
        program.until(" for alice: ");
        program.type(World.PIN + "\n");
        String said = program.until("signed");
        program.ends(0);
        assertFalse(said.contains(World.PIN), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pinentry-tty", "pinentry"})
    void pinentryAsksAtTheTerminalOfTheProgram(String pinentry) throws Exception {
        require("script");
        require(pinentry);
        ChildJvm program = atTerminal("pin.prompt=pinentry", "pin.pinentry=" + pinentry);
        program.until("PIN:");
        program.type(World.PIN + "\r");
        String said = program.until("signed");
        program.ends(0);
        assertFalse(said.contains(World.PIN), said);
    }

    @Test
    void theConsoleSaysWhichCardIsToBeTouched() throws Exception {
        require("script");
        ChildJvm program = atTerminal(Touched.class, "pin.prompt=console");
        program.until(" for alice: ");
        program.type(World.PIN + "\n");
        program.until("Signet: touch piv:");
        Files.createFile(temporary.resolve(Touched.SEEN));
        program.until("signed");
        program.ends(0);
    }

    /** Beside the operation, which goes on by the touch; nobody answers the notice itself. */
    @ParameterizedTest
    @ValueSource(strings = {"pinentry-tty", "pinentry"})
    void pinentryShowsWhichCardIsToBeTouched(String pinentry) throws Exception {
        require("script");
        require(pinentry);
        ChildJvm program = atTerminal(Touched.class, "pin.prompt=pinentry", "pin.pinentry=" + pinentry);
        program.until("PIN:");
        program.type(World.PIN + "\r");
        program.until("touch piv:");
        Files.createFile(temporary.resolve(Touched.SEEN));
        program.until("signed");
        program.ends(0);
    }

    @Test
    void whoTypesNothingIsNotAskedForEver() throws Exception {
        require("script");
        ChildJvm program = atTerminal("pin.prompt=console");
        program.until(" for alice: ");
        program.type("\n");
        program.until("refused: alice is not connected");
        program.ends(0);
    }

    @Test
    void whereNobodySitsANeededPinFailsAtOnce() throws Exception {
        ChildJvm program =
                ChildJvm.start(temporary, List.of(), Asked.class, temporary.toString(), "pin.prompt=console");
        App.assertSays(program.ends(0), "refused: alice is not connected");
    }
}
