package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyStoreBuilderParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.piv.EmulatedPivCard;

/** JSSE with a key on the card, over loopback, as any server has it (jca-facts 11, 25, 33 to 36). */
class TlsTest {
    private static final int MILLIS = 20_000;

    @TempDir
    private Path temporary;

    private World world;
    private final ExecutorService serverThread = Executors.newSingleThreadExecutor();

    @BeforeEach
    void begin() throws IOException {
        world = new World(temporary);
    }

    @AfterEach
    void theCountersAreRight() {
        serverThread.shutdownNow();
        world.close();
    }

    private KeyStore keysOf(EmulatedPivCard card) throws Exception {
        world.insert(card);
        return world.load(World.PIN);
    }

    private static SSLContext server(KeyStore keys) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(keys, null);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext client(Certificate trusted) throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("server", trusted);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /** One full handshake and one byte there and back. @return the client's session */
    private SSLSession shakeHands(SSLContext server, SSLContext client, String protocol) throws Exception {
        try (SSLServerSocket listener = (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(MILLIS);
            Future<Integer> served = serverThread.submit(() -> serve(listener));
            try {
                SSLSession session = ask(client, listener.getLocalPort(), protocol);
                assertEquals(7, served.get(MILLIS, TimeUnit.MILLISECONDS));
                return session;
            } catch (SSLException e) {
                throw serversOwn(served, e);
            }
        }
    }

    private static SSLSession ask(SSLContext client, int port, String protocol) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MILLIS);
            socket.setEnabledProtocols(new String[] {protocol});
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

    @Test
    void tls12WithAnRsaKeyOnTheCard() throws Exception {
        EmulatedPivCard card = world.card("9a=rsa2048");
        KeyStore keys = keysOf(card);
        SSLSession session =
                shakeHands(server(keys), client(card.certificate("9a").orElseThrow()), "TLSv1.2");
        assertEquals("TLSv1.2", session.getProtocol());
        assertTrue(session.getCipherSuite().startsWith("TLS_ECDHE_RSA_"), session.getCipherSuite());
        assertEquals(card.certificate("9a").orElseThrow(), session.getPeerCertificates()[0]);
        assertEquals(1, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
    }

    @Test
    void tls13WithAnEllipticCurveKeyOnTheCard() throws Exception {
        for (String slot : List.of("9a", "9e")) {
            EmulatedPivCard card = world.card(slot + "=p256");
            KeyStore keys = keysOf(card);
            SSLSession session =
                    shakeHands(server(keys), client(card.certificate(slot).orElseThrow()), "TLSv1.3");
            assertEquals("TLSv1.3", session.getProtocol());
            assertEquals(card.certificate(slot).orElseThrow(), session.getPeerCertificates()[0]);
            assertEquals(1, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
            world.takeOut(card);
        }
    }

    @Test
    void withoutTheCardTheHandshakeFailsWithAClearCauseAndTheSameServerGoesOnWhenItIsBack() throws Exception {
        EmulatedPivCard card = world.card("9a=p256");
        SSLContext server = server(keysOf(card));
        Certificate certificate = card.certificate("9a").orElseThrow();
        shakeHands(server, client(certificate), "TLSv1.3");
        world.takeOut(card);
        Exception failed = assertThrows(SSLException.class, () -> shakeHands(server, client(certificate), "TLSv1.3"));
        assertNotNull(failed.getCause());
        App.assertSays(messages(failed), "removed", "log in");
        world.insert(card);
        world.load(World.PIN);
        shakeHands(server, client(certificate), "TLSv1.3");
        shakeHands(server, client(certificate), "TLSv1.2");
    }

    private static String messages(Throwable thrown) {
        StringBuilder messages = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            messages.append(t.getMessage()).append('|');
        }
        return messages.toString();
    }

    // jca-facts 25: it asks for the entry, again at each handshake
    @Test
    void newSunX509FindsTheCardsKeyAndSendsOnePin() throws Exception {
        EmulatedPivCard card = world.card("9a=p256");
        world.insert(card);
        KeyManagerFactory factory = KeyManagerFactory.getInstance("NewSunX509");
        factory.init(new KeyStoreBuilderParameters(KeyStore.Builder.newInstance(
                "Signet", world.provider(), new KeyStore.PasswordProtection(World.PIN.toCharArray()))));
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(factory.getKeyManagers(), null, null);
        SSLContext client = client(card.certificate("9a").orElseThrow());
        shakeHands(server, client, "TLSv1.3");
        shakeHands(server, client(card.certificate("9a").orElseThrow()), "TLSv1.2");
        assertEquals(1, World.pinsSent(card));
    }

    @Test
    void aFileUsersKeyServesJustAsWell() throws Exception {
        world.enrolBob();
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        SSLSession session = shakeHands(server(keys), client(keys.getCertificate("bobkey")), "TLSv1.2");
        assertEquals("TLSv1.2", session.getProtocol());
    }
}
