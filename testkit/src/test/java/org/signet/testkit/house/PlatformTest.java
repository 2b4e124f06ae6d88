package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DomainLoadStoreParameter;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.PrivateKey;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.testkit.piv.EmulatedPivCard;

/** What the platform itself does with keys and keystores, unmodified and without a word of Signet. */
class PlatformTest {
    @TempDir
    private Path temporary;

    private World world;

    @BeforeEach
    void begin() throws IOException {
        world = new World(temporary).with("user=alice");
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    // jca-facts 27
    @ParameterizedTest
    @CsvSource({"9a,", "9c,", "9a,RSASSA-PSS", "9a,SHA512withRSA", "9c,SHA384withECDSA"})
    void aJarIsSignedWithOneSignature(String slot, String algorithm) throws Exception {
        EmulatedPivCard card = world.card("9a=rsa2048", "9c=p256");
        world.insert(card);
        world.enrol("alice", card);
        KeyStore keys = world.load(World.PIN);
        Certificate certificate = keys.getCertificate("piv-" + slot);
        int before = card.count(EmulatedPivCard.GENERAL_AUTHENTICATE);
        Path signed = sign(App.key(keys, "piv-" + slot), certificate, algorithm);
        assertEquals(before + 1, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));
        assertEquals(List.of(certificate), signers(signed));
    }

    private Path sign(PrivateKey key, Certificate certificate, String algorithm) throws Exception {
        Path plain = temporary.resolve("app.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plain), new Manifest())) {
            jar.putNextEntry(new ZipEntry("hello"));
            jar.write(App.MESSAGE);
        }
        CertPath chain = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
        JarSigner.Builder builder = new JarSigner.Builder(key, chain);
        if (algorithm != null) {
            builder.signatureAlgorithm(algorithm);
        }
        Path signed = temporary.resolve("signed.jar");
        try (ZipFile in = new ZipFile(plain.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            builder.build().sign(in, out);
        }
        return signed;
    }

    private static List<? extends Certificate> signers(Path signed) throws IOException {
        try (JarFile jar = new JarFile(signed.toFile(), true)) {
            JarEntry entry = jar.getJarEntry("hello");
            jar.getInputStream(entry).readAllBytes(); // the signers are known once all was read
            return Stream.of(entry.getCodeSigners())
                    .map(s -> s.getSignerCertPath().getCertificates().get(0))
                    .toList();
        }
    }

    // jca-facts 24
    @Test
    void aStubIsOpenedByBuildersAndInDomains() throws Exception {
        world.enrolBob();
        world.provider();
        Path stub = Files.writeString(temporary.resolve("bob.keystore"), World.stub("bob"));
        PasswordProtection passphrase = new PasswordProtection(World.PASSPHRASE.toCharArray());
        App.assertSigns(KeyStore.Builder.newInstance(stub.toFile(), passphrase).getKeyStore(), "bobkey");
        App.assertSigns(
                KeyStore.Builder.newInstance("Signet", world.provider(), stub.toFile(), passphrase)
                        .getKeyStore(),
                "bobkey");
        Path domain = Files.writeString(
                temporary.resolve("domain"),
                "domain here { keystore bobs keystoreType=\"Signet\" keystoreURI=\"" + stub.toUri() + "\"; };");
        KeyStore domains = KeyStore.getInstance("DKS");
        domains.load(new DomainLoadStoreParameter(domain.toUri(), Map.of("bobs", passphrase)));
        assertEquals(List.of("bobs bobkey"), Collections.list(domains.aliases()));
        App.assertSigns(domains, "bobs bobkey");
    }

    // jca-facts 3 and 8
    @Test
    void parametersOfPssBeforeTheKeyWorkWhereJavaSecurityPrefersSignet() throws Exception {
        ChildJvm preferring = startPreferring("Signature.RSASSA-PSS:Signet");
        ChildJvm usual = startPreferring("AES/GCM/NoPadding:SunJCE");
        assertEquals(
                List.of("software works", "ours works", "xml works", "cipher works"),
                preferring.ends(0).lines().toList());
        assertEquals(
                List.of("software works", "ours fails", "xml fails", "cipher works"),
                usual.ends(0).lines().toList());
    }

    private ChildJvm startPreferring(String preferred) throws IOException {
        Path home = Files.createTempDirectory(temporary, "home");
        Path overlay = Files.writeString(
                home.resolve("overlay"), "jdk.security.provider.preferred=" + preferred + "\ncrypto.policy=limited\n");
        List<String> options =
                List.of("-Dsignet.card.readers=Emulated:SignetTestkit", "-Djava.security.properties=" + overlay);
        return ChildJvm.start(home, options, PreferredPss.class);
    }

    // jca-facts 35
    @Test
    void aClientWithTheUsualSystemPropertiesShowsItsCertificate() throws Exception {
        ChildJvm byCard = startHttps("card");
        ChildJvm byFile = startHttps("file");
        assertShows("CN=Signet 9A", byCard.ends(0));
        assertShows("CN=bob", byFile.ends(0));
    }

    private ChildJvm startHttps(String road) throws IOException {
        Path home = Files.createTempDirectory(temporary, "home");
        return ChildJvm.start(home, List.of(), Https.class, home.toString(), road);
    }

    private static void assertShows(String name, String said) {
        List<String> lines = said.lines().toList();
        assertEquals(2, lines.size(), said);
        App.assertSays(lines.get(0), "HttpsURLConnection ", name);
        App.assertSays(lines.get(1), "HttpClient ", name);
    }
}
