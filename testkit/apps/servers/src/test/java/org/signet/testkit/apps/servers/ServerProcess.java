package org.signet.testkit.apps.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A server that is started as its users start it, until it is no longer needed. */
final class ServerProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 50;

    private final Process process;
    private final Path said;

    private ServerProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** Returns when it listens. */
    static ServerProcess start(ProcessBuilder builder, int port) throws IOException, InterruptedException {
        Path said = Files.createTempFile("server", ".log");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        ServerProcess server = new ServerProcess(process, said);
        for (long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); !Serving.listens(port); ) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > until) {
                server.close();
                throw new AssertionError("nobody listens at " + port + "; the server said:\n" + server.said());
            }
        }
        return server;
    }

    /** Standard output and error so far. */
    String said() throws IOException {
        return Files.readString(said, UTF_8);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the server does not end; it said:\n" + said());
        }
    }
}
