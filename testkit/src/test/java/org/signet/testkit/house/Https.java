package org.signet.testkit.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.signet.testkit.piv.EmulatedPivCard;

/** A program that knows Signet by {@code -Djavax.net.ssl.keyStore…} alone, and a server that wants to see a certificate. */
final class Https {
    private static final char[] CHANGEIT = "changeit".toCharArray();

    private Https() {}

    /** @param args a folder; {@code card} or {@code file} */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        try (World world = new World(folder).with("user=alice")) {
            boolean byCard = args[1].equals("card");
            Certificate own = byCard ? alices(world) : bobs(world);
            HttpsServer server = server(folder, own);
            Path stub = Files.writeString(folder.resolve("bob.keystore"), World.stub("bob"));
            world.provider();
            System.setProperty("javax.net.ssl.keyStore", byCard ? "NONE" : stub.toString());
            System.setProperty("javax.net.ssl.keyStoreType", "Signet");
            System.setProperty("javax.net.ssl.keyStorePassword", byCard ? World.PIN : World.PASSPHRASE);
            URI uri = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
            try (InputStream in = uri.toURL().openConnection().getInputStream()) {
                System.out.println("HttpsURLConnection " + new String(in.readAllBytes(), UTF_8));
            }
            HttpRequest request = HttpRequest.newBuilder(uri).build();
            String body = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            System.out.println("HttpClient " + body);
            server.stop(0);
        }
        System.exit(0); // HttpClient's thread
    }

    private static Certificate alices(World world) {
        EmulatedPivCard card = world.card("9a=p256");
        world.insert(card);
        world.enrol("alice", card);
        return card.certificate("9a").orElseThrow();
    }

    private static Certificate bobs(World world) throws Exception {
        world.enrolBob();
        return world.loadAs("bob", null).getCertificate("bobkey");
    }

    /** It answers with whoever the client is; the default trust store believes it. */
    private static HttpsServer server(Path folder, Certificate client) throws Exception {
        KeyPair pair = Keys.named("server", "p256");
        Certificate certificate = Keys.certificate("localhost", pair);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("server", pair.getPrivate(), CHANGEIT, new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(own, CHANGEIT);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusting(client));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        Path anchors = folder.resolve("anchors.p12");
        try (OutputStream out = Files.newOutputStream(anchors)) {
            trusting(certificate).store(out, CHANGEIT);
        }
        System.setProperty("javax.net.ssl.trustStore", anchors.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            String who = ((HttpsExchange) exchange)
                    .getSSLSession()
                    .getPeerPrincipal()
                    .getName();
            byte[] body = who.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static KeyStore trusting(Certificate certificate) throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("trusted", certificate);
        return anchors;
    }
}
