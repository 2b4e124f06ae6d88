package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyStoreBuilderParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.piv.EmulatedPivCard;

/** JSSE with a key on the card, over loopback, as any server has it (jca-facts 11, 25, 33 to 36). */
class TlsTest {
    @TempDir
    private Path temporary;

    private World world;
    private final Tls tls = new Tls();

    @BeforeEach
    void begin() throws IOException {
        world = new World(temporary);
    }

    @AfterEach
    void theCountersAreRight() {
        tls.close();
        world.close();
    }

    private KeyStore keysOf(EmulatedPivCard card) throws Exception {
        world.insert(card);
        return world.load(World.PIN);
    }

    @Test
    void tls12WithAnRsaKeyOnTheCard() throws Exception {
        EmulatedPivCard card = world.card("9a=rsa2048");
        KeyStore keys = keysOf(card);
        SSLSession session = tls.shakeHands(
                Tls.server(keys), Tls.client(card.certificate("9a").orElseThrow()), "TLSv1.2");
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
            SSLSession session = tls.shakeHands(
                    Tls.server(keys), Tls.client(card.certificate(slot).orElseThrow()), "TLSv1.3");
            assertEquals("TLSv1.3", session.getProtocol());
            assertEquals(card.certificate(slot).orElseThrow(), session.getPeerCertificates()[0]);
            assertEquals(1, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
            world.takeOut(card);
        }
    }

    @Test
    void withoutTheCardTheHandshakeFailsWithAClearCauseAndTheSameServerGoesOnWhenItIsBack() throws Exception {
        EmulatedPivCard card = world.card("9a=p256");
        SSLContext server = Tls.server(keysOf(card));
        Certificate certificate = card.certificate("9a").orElseThrow();
        tls.shakeHands(server, Tls.client(certificate), "TLSv1.3");
        world.takeOut(card);
        Exception failed =
                assertThrows(SSLException.class, () -> tls.shakeHands(server, Tls.client(certificate), "TLSv1.3"));
        assertNotNull(failed.getCause());
        App.assertSays(messages(failed), "removed", "log in");
        world.insert(card);
        world.load(World.PIN);
        tls.shakeHands(server, Tls.client(certificate), "TLSv1.3");
        tls.shakeHands(server, Tls.client(certificate), "TLSv1.2");
    }

    private static String messages(Throwable thrown) {
        StringBuilder messages = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            messages.append(t.getMessage()).append('|');
        }
        return messages.toString();
    }

    // jca-facts 33, 34: SunX509 read the keys when it was made
    @Test
    void aFullHandshakeIsOneCommandAndAResumedOneNone() throws Exception {
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            EmulatedPivCard card = world.card("9a=p256");
            SSLContext server = Tls.server(keysOf(card));
            SSLContext client = Tls.client(card.certificate("9a").orElseThrow());
            tls.shakeHands(server, client, protocol);
            int before = card.apdus();
            tls.shakeHands(3, server, Tls.client(card.certificate("9a").orElseThrow()), protocol);
            assertEquals(before + 1, card.apdus(), protocol);
            world.takeOut(card);
        }
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
        SSLContext client = Tls.client(card.certificate("9a").orElseThrow());
        tls.shakeHands(server, client, "TLSv1.3");
        tls.shakeHands(server, Tls.client(card.certificate("9a").orElseThrow()), "TLSv1.2");
        assertEquals(1, World.pinsSent(card));
    }

    // jca-facts 9: the cipher is initialised twice, to unwrap and to decrypt
    @Test
    void whereItIsStillAllowedAKeyExchangeByRsaIsDecryptedByTheCardAndByTheFile(@TempDir Path home) throws Exception {
        Path overlay = Files.writeString(home.resolve("overlay"), "jdk.tls.disabledAlgorithms=SSLv3, RC4, DES, NULL\n");
        ChildJvm jvm =
                ChildJvm.start(home, List.of("-Djava.security.properties=" + overlay), TlsRsa.class, home.toString());
        String said = jvm.ends(0);
        assertEquals(
                List.of("card: " + TlsRsa.SUITE, "file: " + TlsRsa.SUITE),
                said.lines().toList());
    }

    @Test
    void aFileUsersKeyServesJustAsWell() throws Exception {
        world.enrolBob();
        KeyStore keys = world.loadAs("bob", World.PASSPHRASE);
        SSLSession session = tls.shakeHands(Tls.server(keys), Tls.client(keys.getCertificate("bobkey")), "TLSv1.2");
        assertEquals("TLSv1.2", session.getProtocol());
    }
}
