package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** JSSE as any server and any client use it, over loopback. */
final class Tls implements AutoCloseable {
    private static final int MILLIS = 20_000;

    private final ExecutorService serverThread = Executors.newSingleThreadExecutor();

    static SSLContext server(KeyStore keys) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(keys, null);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    static SSLContext client(Certificate trusted) throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("server", trusted);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /**
     * One full handshake and one byte there and back.
     *
     * @param suites what the client offers; none for its usual ones
     * @return the client's session
     */
    SSLSession shakeHands(SSLContext server, SSLContext client, String protocol, String... suites) throws Exception {
        return shakeHands(1, server, client, protocol, suites).get(0);
    }

    /** The same several times with one listener, so that the client may resume a session. */
    List<SSLSession> shakeHands(int times, SSLContext server, SSLContext client, String protocol, String... suites)
            throws Exception {
        List<SSLSession> sessions = new ArrayList<>();
        try (SSLServerSocket listener = (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(MILLIS);
            for (int i = 0; i < times; i++) {
                sessions.add(shakeHands(listener, client, protocol, suites));
            }
        }
        return sessions;
    }

    private SSLSession shakeHands(SSLServerSocket listener, SSLContext client, String protocol, String... suites)
            throws Exception {
        Future<Integer> served = serverThread.submit(() -> serve(listener));
        try {
            SSLSession session = ask(client, listener.getLocalPort(), protocol, suites);
            assertEquals(7, served.get(MILLIS, TimeUnit.MILLISECONDS));
            return session;
        } catch (SSLException e) {
            throw serversOwn(served, e);
        }
    }

    private static SSLSession ask(SSLContext client, int port, String protocol, String... suites) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MILLIS);
            socket.setEnabledProtocols(new String[] {protocol});
            if (suites.length > 0) {
                socket.setEnabledCipherSuites(suites);
            }
            socket.getOutputStream().write(7);
            assertEquals(7, socket.getInputStream().read());
            return socket.getSession();
        }
    }

    private static Integer serve(SSLServerSocket listener) throws IOException {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.setSoTimeout(MILLIS);
            int read = socket.getInputStream().read();
            socket.getOutputStream().write(read);
            return read;
        }
    }

    /** What the server's log would show. */
    private static Exception serversOwn(Future<Integer> served, SSLException clients) throws Exception {
        try {
            served.get(MILLIS, TimeUnit.MILLISECONDS);
            return clients;
        } catch (ExecutionException e) {
            return (Exception) e.getCause();
        }
    }

    @Override
    public void close() {
        serverThread.shutdownNow();
    }
}
