package org.signet.testkit.apps.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** What PostgreSQL has before its TLS: it agrees to a client's SSLRequest. All that follows is another server's. */
final class PostgresqlDoor implements AutoCloseable {
    // PostgreSQL 17, 53.7: SSLRequest is its length and 80877103; the answer is one byte.
    private static final int SSL_REQUEST = 8;

    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final int behind;

    /** @param behind the port of the server that goes on */
    PostgresqlDoor(int behind) throws IOException {
        this.behind = behind;
        daemon(this::open);
    }

    int port() {
        return listener.getLocalPort();
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void daemon(Step step) {
        Thread thread = new Thread(() -> {
            try {
                step.run();
            } catch (IOException e) {
                return; // one of both sides has gone, and the other sees it
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void open() throws IOException {
        try (Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            client.getInputStream().readNBytes(SSL_REQUEST);
            client.getOutputStream().write('S');
            daemon(() -> pass(server, client));
            pass(client, server);
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        in.transferTo(to.getOutputStream());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
