package org.signet.testkit.apps.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;

/** {@code openssl s_server}, which lets in whoever has a certificate of the household's CA and proves that he has its key. */
final class OpensslServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final int port;
    private final RunningProcess process;

    private OpensslServer(int port, RunningProcess process) {
        this.port = port;
        this.process = process;
    }

    /** @param folder gets its key, and the certificate to trust as {@code server.pem} and {@code server.p12} */
    static OpensslServer start(Path folder) throws IOException {
        int port = Serving.port();
        ServerCertificate.make(folder);
        ProcessBuilder builder = House.desk()
                .builder(List.of(
                        "openssl",
                        "s_server",
                        "-port",
                        String.valueOf(port),
                        "-cert",
                        "server.pem",
                        "-key",
                        "server.key",
                        "-Verify",
                        "2",
                        "-verify_return_error",
                        "-CAfile",
                        House.authority().toString()))
                .directory(folder.toFile());
        OpensslServer server = new OpensslServer(port, RunningProcess.start(builder));
        server.process.awaitPort(port);
        return server;
    }

    int port() {
        return port;
    }

    /** Returns when it has let that user in. */
    void awaitGuest(Case tried) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!process.said().matches("(?s).*Client certificate.*CN = " + tried.user() + "\\b.*CIPHER is .*")) {
            if (System.nanoTime() > until) {
                throw new AssertionError("nobody came; it said:\n" + process.said());
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
