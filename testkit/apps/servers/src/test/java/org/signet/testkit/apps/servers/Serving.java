package org.signet.testkit.apps.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;

/** A server program in this JVM. It serves until the JVM ends, as servers do. */
final class Serving {
    private static final int PATIENCE_SECONDS = 50;

    private Serving() {}

    /** A page's program with keystore, alias and port, and what else it wants. @return the port, once somebody listens there */
    static int start(String page, Case tried, String... more) throws Exception {
        int port = port();
        Stream<Object> words = Stream.of(tried.stub(), tried.alias(), port);
        start(
                Listing.of(page, tried),
                port,
                Stream.concat(words, Stream.of(more)).toArray());
        return port;
    }

    /** Returns when somebody listens at that port; what the program throws is thrown here. */
    static void start(String page, int port, Object... words) throws Exception {
        start(Listing.of(page), port, words);
    }

    /** The same with the program itself. */
    static void start(Listing program, int port, Object... words) throws Exception {
        FutureTask<Void> running = new FutureTask<>(() -> {
            program.run(words);
            return null;
        });
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
