package org.signet.jca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.security.Security;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signet.TestKeys;
import org.signet.key.Primitive;

/** JSSE with an RSA key whose card pads by PKCS#1 v1.5 itself and does no PSS (jca-facts 16). */
class WithoutPssTest extends FrontFixture {
    @BeforeEach
    void theKeyOfSuchACard() {
        Security.removeProvider("BC");
        manager.records.clear();
        manager.put("rsa", TestKeys.rsa(), Primitive.RSA_PKCS1_SIGN);
    }

    private SSLContext context() throws Exception {
        KeyStore own = store("123456");
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(own, null);
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        for (String alias : Collections.list(own.aliases())) {
            anchors.setCertificateEntry(alias, own.getCertificate(alias));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** @return the protocol of the finished handshake */
    private String handshake(String... protocols) throws Exception {
        SSLContext context = context();
        SSLEngine client = context.createSSLEngine();
        SSLEngine server = context.createSSLEngine();
        client.setUseClientMode(true);
        server.setUseClientMode(false);
        client.setEnabledProtocols(protocols);
        server.setEnabledProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
        ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
        client.beginHandshake();
        server.beginHandshake();
        for (int i = 0; i < 100 && (isBusy(client) || isBusy(server)); i++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        assertFalse(isBusy(client) || isBusy(server), "the handshake does not end");
        return client.getSession().getProtocol();
    }

    private static boolean isBusy(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(1 << 15));
                in.compact();
            }
            default -> {}
        }
    }

    @Test
    void tls12FallsBackToPkcs1() throws Exception {
        assertEquals("TLSv1.2", handshake("TLSv1.2"));
        assertEquals(1, Collections.frequency(manager.asked, "sign"));
    }

    @Test
    void tls13FailsAndNeverFallsBackToTls12() {
        for (String[] protocols : new String[][] {{"TLSv1.3"}, {"TLSv1.2", "TLSv1.3"}}) {
            assertThrows(SSLException.class, () -> handshake(protocols));
        }
        assertFalse(manager.asked.contains("sign"));
    }

    @Test
    void anEllipticCurveKeyInTheSameStoreServesTls13() throws Exception {
        manager.put("ec", TestKeys.ec(), Primitive.ECDSA);
        assertEquals("TLSv1.3", handshake("TLSv1.2", "TLSv1.3"));
    }
}
