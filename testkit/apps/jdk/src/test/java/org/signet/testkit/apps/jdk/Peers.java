package org.signet.testkit.apps.jdk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.signet.testkit.apps.House;

/** A server of another maker that wants a client's certificate, and what it said. */
final class Peers implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("ACCEPT [0-9.]+:([0-9]+)");

    private final Process process;
    private final Path said;

    private Peers(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** @param folder holds {@code ca.pem}, and {@code me.pem} with the server's key and chain */
    static Peers opensslServes(Path folder) throws IOException {
        List<String> command = List.of(("openssl s_server -accept 127.0.0.1:0 -www -Verify 2 -verify_return_error"
                        + " -CAfile ca.pem -cert me.pem -key me.pem -cert_chain ca.pem")
                .split(" "));
        Path said = folder.resolve("s_server.log");
        Process process = House.desk()
                .builder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new Peers(process, said);
    }

    String port() throws IOException, InterruptedException {
        while (process.isAlive()) {
            Matcher matcher = PORT.matcher(said());
            if (matcher.find()) {
                return matcher.group(1);
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        throw new IOException("openssl does not serve: " + said());
    }

    String said() throws IOException {
        return Files.readString(said);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "openssl does not end");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
