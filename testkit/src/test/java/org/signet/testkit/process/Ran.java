package org.signet.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that has ended. */
public record Ran(List<String> command, int code, String said) {
    private static final int PATIENCE_SECONDS = 50;

    /** Starts it with an empty standard input and waits for its end. */
    public static Ran of(ProcessBuilder builder) {
        try {
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> builder.command() + " does not end");
            return new Ran(List.copyOf(builder.command()), process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @return what it said; another exit code fails the test */
    public String ends(int expected) {
        assertEquals(expected, code, () -> String.join(" ", command) + " said:\n" + said);
        return said;
    }

    public String succeeds() {
        return ends(0);
    }

    /** @return what it said; success fails the test */
    public String fails() {
        assertTrue(code != 0, () -> String.join(" ", command) + " succeeded and said:\n" + said);
        return said;
    }
}
