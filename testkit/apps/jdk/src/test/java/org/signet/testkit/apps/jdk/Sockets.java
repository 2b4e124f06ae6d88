package org.signet.testkit.apps.jdk;

import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.signet.testkit.apps.House;

/** A server's and a client's socket of JSSE in this JVM, each with a certificate that the household's CA signed. */
final class Sockets implements AutoCloseable {
    private static final int MILLIS = 20_000;
    private static final int BYTE = 7;

    private final ExecutorService serverThread = Executors.newSingleThreadExecutor();
    private final SSLServerSocket listener;
    private final SSLContext client;

    /**
     * Both sides with the same keys; they trust the household's CA.
     *
     * @param password of the keys, or null
     */
    Sockets(KeyStore keys, char[] password, String keyManager) throws Exception {
        this(context(keys, password, keyManager));
    }

    Sockets(SSLContext context) throws IOException {
        client = context;
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listener.setNeedClientAuth(true);
        listener.setSoTimeout(MILLIS);
    }

    private static SSLContext context(KeyStore keys, char[] password, String keyManager) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(keyManager);
        own.init(keys, password);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(KeyStore.getInstance(House.trust().toFile(), House.CHANGEIT.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** A handshake, full or resumed, and a byte there and back. */
    SSLSession shakeHands(String protocol) throws Exception {
        Future<Integer> served = serverThread.submit(this::serve);
        SSLSession session = ask(protocol);
        if (served.get(MILLIS, TimeUnit.MILLISECONDS) != BYTE) {
            throw new IOException("another byte came to the server");
        }
        return session;
    }

    private SSLSession ask(String protocol) throws IOException {
        try (SSLSocket socket = (SSLSocket)
                client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
            socket.setSoTimeout(MILLIS);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.getOutputStream().write(BYTE);
            if (socket.getInputStream().read() != BYTE) {
                throw new IOException("another byte came back");
            }
            return socket.getSession();
        }
    }

    private int serve() throws IOException {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.setSoTimeout(MILLIS);
            int read = socket.getInputStream().read();
            socket.getOutputStream().write(read);
            return read;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        serverThread.shutdownNow();
    }
}
