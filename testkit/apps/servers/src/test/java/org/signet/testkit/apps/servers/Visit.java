package org.signet.testkit.apps.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.signet.testkit.apps.House;

/** A connection to a web server here, after a full handshake: the JDK's TLS client, each with a context that has nothing to resume. */
final class Visit implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 50_000;
    private static final TrustManager[] TRUST = trust();

    private final SSLSocket socket;

    private Visit(SSLSocket socket) {
        this.socket = socket;
    }

    /** @param protocol TLSv1.2, TLSv1.3 */
    static Visit begin(int port, String protocol) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, TRUST, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return new Visit(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Asks, and closes once the answer is right. */
    void end() throws IOException {
        try (this) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), US_ASCII);
            assertTrue(answer.endsWith(Peers.ANSWER), answer);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static TrustManager[] trust() {
        try (InputStream in = Files.newInputStream(House.trust())) {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(in, House.CHANGEIT.toCharArray());
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
