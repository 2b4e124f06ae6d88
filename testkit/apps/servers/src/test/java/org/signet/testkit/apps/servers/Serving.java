package org.signet.testkit.apps.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;

/** A server program in this JVM. It serves until the JVM ends, as servers do. */
final class Serving {
    private static final int PATIENCE_SECONDS = 50;

    private Serving() {}

    /** Runs a page's program with keystore, alias and port. @return the port, once somebody listens there */
    static int start(String page, Case tried) throws Exception {
        int port = port();
        Listing program = Listing.of(page);
        start(port, () -> {
            program.run(tried.stub(), tried.alias(), port);
            return null;
        });
        return port;
    }

    /** @param main may go on for ever; what it throws is thrown here */
    static void start(int port, Callable<Void> main) throws Exception {
        FutureTask<Void> running = new FutureTask<>(main);
        Thread thread = new Thread(running, "server at " + port);
        thread.setDaemon(true);
        thread.start();
        await(port, running);
    }

    /** A port that is free. */
    static int port() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(int port, FutureTask<Void> running) throws Exception {
        for (long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); !listens(port); ) {
            try {
                running.get(20, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // it goes on, as a server may
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
            if (System.nanoTime() > until) {
                throw new AssertionError("nobody listens at " + port);
            }
        }
    }

    static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
