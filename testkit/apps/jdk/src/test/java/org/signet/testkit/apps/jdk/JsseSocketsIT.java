package org.signet.testkit.apps.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Program;
import org.signet.testkit.process.Desk;

/** JSSE by its API, server and client with the same key, and with keys that are none of Signet's. */
class JsseSocketsIT {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final List<String> KEY_MANAGERS = List.of("SunX509", "NewSunX509");

    @TempDir
    private Path folder;

    /** Two operations a full handshake, none in a resumed one. */
    @ParameterizedTest
    @EnumSource(value = Case.class, mode = EnumSource.Mode.MATCH_ALL, names = Case.OWN)
    @Program(value = "JSSE", does = "TLS 1.2, 1.3, mutual, resumed", page = "jsse", operations = 8)
    void bothSidesSignOnceAndAResumedSessionNeedsNoKey(Case tried) throws Exception {
        Path stub = Files.writeString(
                folder.resolve("one.keystore"), Files.readString(tried.stub()) + "alias: " + tried.alias() + "\n");
        KeyStore keys = KeyStore.getInstance(stub.toFile(), (char[]) null);
        for (String keyManager : KEY_MANAGERS) {
            for (String protocol : PROTOCOLS) {
                assertHandshakes(keys, null, keyManager, protocol, tried.chain().get(0));
            }
        }
    }

    private static void assertHandshakes(
            KeyStore keys, char[] password, String keyManager, String protocol, java.security.cert.Certificate expected)
            throws Exception {
        try (Sockets sockets = new Sockets(keys, password, keyManager)) {
            SSLSession first = sockets.shakeHands(protocol);
            assertEquals(protocol, first.getProtocol());
            assertEquals(expected, first.getPeerCertificates()[0]);
            SSLSession resumed = sockets.shakeHands(protocol);
            assertEquals(first.getCreationTime(), resumed.getCreationTime(), "the session was resumed");
        }
    }

    @Test
    void anEd25519KeyOfAFileUserServes() throws Exception {
        Desk desk = new Desk(folder);
        desk.bash("umask 077; echo 'correct horse battery' > secret; S='java -XX:TieredStopAtLevel=1 -jar signet.jar';"
                        + " $S userfile init && $S user add ed --custody file --passphrase-file secret && $S key generate"
                        + " --user ed --alg ed25519 --alias ed --self-signed CN=ed --passphrase-file secret")
                .succeeds();
        Path stub = desk.write("ed.keystore", "signet-keystore: 1", "user: ed", "userfile: " + desk.at("data/signet"));
        KeyStore keys = KeyStore.getInstance("Signet");
        try (java.io.InputStream in = Files.newInputStream(stub)) {
            keys.load(in, "correct horse battery".toCharArray());
        }
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("ed", keys.getCertificate("ed"));
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory own = KeyManagerFactory.getInstance("SunX509");
        own.init(keys, null);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        try (Sockets sockets = new Sockets(context)) {
            assertEquals(
                    keys.getCertificate("ed"), sockets.shakeHands("TLSv1.3").getPeerCertificates()[0]);
        }
    }

    /** Nothing that worked without Signet breaks with it, wherever it stands in the list. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void aSoftwareKeyServesAsBeforeWithSignetFirstAndLast(int position) throws Exception {
        Provider signet = Security.getProvider("Signet");
        Security.removeProvider("Signet");
        try {
            Security.insertProviderAt(signet, position);
            for (String alias : List.of("rsa", "ec")) {
                KeyStore keys = only(alias);
                for (String keyManager : KEY_MANAGERS) {
                    assertHandshakes(
                            keys,
                            House.CHANGEIT.toCharArray(),
                            keyManager,
                            alias.equals("rsa") ? "TLSv1.3" : "TLSv1.2",
                            keys.getCertificate(alias));
                }
            }
        } finally {
            Security.removeProvider("Signet");
            Security.addProvider(signet);
        }
        assertSame(signet, Security.getProviders()[Security.getProviders().length - 1]);
    }

    private static KeyStore only(String alias) throws Exception {
        char[] password = House.CHANGEIT.toCharArray();
        KeyStore all = KeyStore.getInstance(House.foreign().toFile(), password);
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
        return one;
    }
}
