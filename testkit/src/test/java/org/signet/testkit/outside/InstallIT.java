package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;

/** The ways to get {@code signet.jar} into a JVM, each with an application that knows the JCA alone and a key in the user file. */
class InstallIT {
    private static final String PASSPHRASE = "correct horse battery";
    private static final List<String> ON_THE_MODULE_PATH =
            List.of("--module-path", "signet.jar", "--add-modules", "org.signet");

    @TempDir
    private static Path shelf;

    @TempDir
    private Path folder;

    private Desk desk;

    /** A user information file; each test gets a copy. */
    @BeforeAll
    static void someoneHasAKey() throws Exception {
        KeyTools tools = new KeyTools(new Desk(shelf));
        tools.makePkcs12();
        tools.importKeys(PASSPHRASE).succeeds();
    }

    @BeforeEach
    void sitDown() throws IOException {
        desk = new Desk(folder);
        desk.run("cp", "-a", shelf + "/data", ".").succeeds();
        try (JarFile jar = new JarFile(desk.at("signet.jar").toFile());
                InputStream overlay = jar.getInputStream(jar.getEntry("META-INF/java.security"))) {
            Files.copy(overlay, desk.at("overlay"));
        }
    }

    static String classes() throws Exception {
        return Path.of(Signer.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    /** @param options of the JVM, the class path among them */
    private String signs(String java, List<String> options, String... more) {
        List<String> command =
                new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-Djava.security.properties=overlay"));
        command.addAll(options);
        command.addAll(List.of(Signer.class.getName(), PASSPHRASE, "me"));
        command.addAll(List.of(more));
        return desk.run(command).succeeds();
    }

    private static void assertSigned(String said) {
        assertTrue(said.startsWith("signed by Signet, verified by SunRsaSign"), said);
    }

    @Test
    void theOverlayThatIsInTheJar() throws Exception {
        assertSigned(signs(Checkout.tool("java"), List.of("-cp", "signet.jar:" + classes())));
    }

    @Test
    void theModulePath() throws Exception {
        List<String> options = new ArrayList<>(ON_THE_MODULE_PATH);
        options.addAll(List.of("-cp", classes()));
        assertSigned(signs(Checkout.tool("java"), options));
    }

    @Test
    void keytoolOnTheModulePath() {
        String said = desk.bash("keytool -list -J--module-path=signet.jar -addprovider Signet -storetype Signet"
                        + " -keystore NONE -storepass '" + PASSPHRASE + "'")
                .succeeds();
        assertTrue(said.contains("me, "), said);
    }

    @Test
    void aRuntimeOfItsOwn() throws Exception {
        desk.jdk(
                        "jlink",
                        List.of(
                                "--module-path",
                                "signet.jar",
                                "--add-modules",
                                "org.signet,jdk.crypto.ec",
                                "--output",
                                "runtime"))
                .succeeds();
        // A small runtime has fewer providers, so that another number is free there.
        Path security = desk.at("runtime/conf/security/java.security");
        long own = Checkout.providers(security);
        desk.write("overlay", "security.provider." + (own + 1) + "=Signet");
        assertSigned(signs(desk.at("runtime/bin/java").toString(), List.of("-cp", classes())));
        String version = desk.run(
                        desk.at("runtime/bin/java").toString(), "-m", "org.signet/org.signet.cli.Main", "version")
                .succeeds();
        assertTrue(version.startsWith("Signet "), version);
    }

    /** The application's own Bouncy Castle is another release, stands first, and is neither used nor disturbed by what is inside. */
    @Test
    void besideAnotherBouncyCastle() throws Exception {
        Path other = Checkout.ROOT.resolve("testkit/target/other/bcprov.jar");
        String said = signs(
                Checkout.tool("java"),
                List.of("-cp", other + ":signet.jar:" + classes()),
                "org.bouncycastle.jce.provider.BouncyCastleProvider");
        assertEquals("signed by Signet, verified by BC 1.7", said.strip());
    }

    @Test
    void theNumberInTheOverlayIsTheNextOne() throws IOException {
        assertTrue(Files.readString(desk.at("overlay"))
                .contains("\nsecurity.provider." + Checkout.nextProvider() + "=Signet\n"));
    }
}
