package org.signet.testkit.apps.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program that is started as its users start it, until it is no longer needed. */
final class RunningProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 50;

    private final Process process;
    private final Path said;

    private RunningProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    static RunningProcess start(ProcessBuilder builder) throws IOException {
        Path said = Files.createTempFile("running", ".log");
        return new RunningProcess(
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start(), said);
    }

    /** Returns when it listens. */
    void awaitPort(int port) throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Serving.listens(port)) {
            if (ends(20, TimeUnit.MILLISECONDS) || System.nanoTime() > until) {
                throw new AssertionError("nobody listens at " + port + "; it said:\n" + said());
            }
        }
    }

    private boolean ends(long time, TimeUnit unit) {
        try {
            return process.waitFor(time, unit);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Standard output and error so far. */
    String said() throws IOException {
        return Files.readString(said, ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        if (!ends(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end; it said:\n" + said());
        }
    }
}
