package org.signet.testkit.bench;

import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.signet.SignetProvider;
import org.signet.testkit.piv.SelfSigned;

/** A program that does TLS with a software key that is none of Signet's, with Signet last in the list and without it. */
final class HandshakeRows {
    private static final char[] CHANGEIT = "changeit".toCharArray();
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Less than a hundredth dearer. */
    private static final OptionalDouble AIM = OptionalDouble.of(0.99);

    private static final Provider SIGNET = new SignetProvider();

    private HandshakeRows() {}

    /** @param duel by processor time: both sides of a handshake are done by one thread */
    static void run(Duel duel, Consumer<Row> table) throws Exception {
        try {
            table.accept(row(duel, "RSA-2048", "RSA", 2048));
            table.accept(row(duel, "P-256", "EC", 256));
        } finally {
            list(false);
        }
    }

    private static Row row(Duel duel, String name, String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        SSLContext context = context(generator.generateKeyPair());
        return duel.fight(
                "TLS 1.3 handshake, another's " + name,
                1,
                () -> handshake(context, false),
                () -> handshake(context, true),
                AIM);
    }

    /** Serves with the key, and trusts its certificate. */
    private static SSLContext context(KeyPair pair) throws Exception {
        X509Certificate certificate = SelfSigned.certificate("CN=server", pair, KeyUsage.digitalSignature);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("server", pair.getPrivate(), CHANGEIT, new Certificate[] {certificate});
        KeyManagerFactory own = KeyManagerFactory.getInstance("SunX509");
        own.init(keys, CHANGEIT);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(keys);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** The JDK forgets what it has found when the list changes, which it does once a turn. */
    private static void list(boolean wanted) {
        boolean listed = Security.getProvider(SIGNET.getName()) != null;
        if (wanted && !listed) {
            Security.addProvider(SIGNET);
        } else if (!wanted && listed) {
            Security.removeProvider(SIGNET.getName());
        }
    }

    /** A full one: a client that names no peer resumes nothing. */
    private static byte[] handshake(SSLContext context, boolean withSignet) throws SSLException {
        list(withSignet);
        SSLEngine client = engine(context, true);
        SSLEngine server = engine(context, false);
        ByteBuffer[] ways = {packet(client), packet(client)};
        ByteBuffer plain = ByteBuffer.allocate(client.getSession().getApplicationBufferSize());
        while (isBusy(client) || isBusy(server)) {
            step(client, ways[0], ways[1], plain);
            step(server, ways[1], ways[0], plain);
        }
        return client.getSession().getCipherSuite().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static SSLEngine engine(SSLContext context, boolean client) throws SSLException {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(client);
        engine.beginHandshake();
        return engine;
    }

    private static ByteBuffer packet(SSLEngine engine) {
        return ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize());
    }

    private static boolean isBusy(SSLEngine engine) {
        return engine.getHandshakeStatus() != SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING;
    }

    /** What the engine wants next, once. */
    private static void step(SSLEngine engine, ByteBuffer out, ByteBuffer in, ByteBuffer plain) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(NOTHING.duplicate(), out);
            case NEED_UNWRAP -> {
                in.flip();
                engine.unwrap(in, plain);
                in.compact();
            }
            default -> plain.clear();
        }
    }
}
