package org.signet.testkit.house;

import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLSession;
import org.signet.testkit.piv.EmulatedPivCard;

/** A server and a client that still agree by RSA key exchange, in a JVM whose java.security allows it. */
final class TlsRsa {
    static final String SUITE = "TLS_RSA_WITH_AES_128_GCM_SHA256";

    private TlsRsa() {}

    /** @param args a folder */
    public static void main(String[] args) throws Exception {
        try (World world = new World(Path.of(args[0])).with("user=alice");
                Tls tls = new Tls()) {
            EmulatedPivCard card = world.card("9a=p256", "9d=rsa2048");
            world.insert(card);
            world.enrol("alice", card);
            world.enrolBob();
            int before = card.count(EmulatedPivCard.GENERAL_AUTHENTICATE);
            say("card", handshake(tls, world.load(World.PIN), "piv-9d"));
            if (card.count(EmulatedPivCard.GENERAL_AUTHENTICATE) == before) {
                throw new AssertionError("the card was not asked");
            }
            say("file", handshake(tls, world.loadAs("bob", World.PASSPHRASE), "bobkey"));
        }
        System.exit(0); // JSSE's threads are not all daemons
    }

    private static SSLSession handshake(Tls tls, KeyStore keys, String alias) throws Exception {
        return tls.shakeHands(Tls.server(keys), Tls.client(keys.getCertificate(alias)), "TLSv1.2", SUITE);
    }

    private static void say(String road, SSLSession session) {
        System.out.println(road + ": " + session.getCipherSuite());
    }
}
