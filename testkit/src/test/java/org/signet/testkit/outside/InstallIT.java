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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Ran;

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

    /** Each of its lines for the JDK's own tools and for a program is run as it is printed. */
    @Test
    void signetInstallWritesAnOverlayPrintsWhatWorksAndUndoesItself() throws Exception {
        KeyTools tools = new KeyTools(desk);
        tools.packApp();
        desk.bash("jar --update --file app.jar --main-class " + Signer.class.getName() + " -C '" + classes() + "' "
                        + Signer.class.getName().replace('.', '/') + ".class")
                .succeeds();
        String said = signet("install").succeeds();
        Path overlay = desk.at("config/signet/java-" + Runtime.version().feature() + ".security");
        assertTrue(said.startsWith("wrote " + overlay + "\n"), said);
        assertTrue(
                said.contains(": Signet is provider " + Checkout.nextProvider() + " of " + Checkout.nextProvider()
                        + ", the last\n"),
                said);
        List<String> lines = said.lines().map(String::strip).toList();
        String secret = "echo '" + PASSPHRASE + "' | ";
        assertTrue(desk.bash(secret + line(lines, "/keytool ")).succeeds().contains("me, "), said);
        desk.bash(secret + line(lines, "/jarsigner ").replace("ALIAS", "me")).succeeds();
        assertEquals(List.of("CN=me"), tools.signersOfApp());
        String arguments = " '" + PASSPHRASE + "' me";
        assertSigned(desk.bash(line(lines, " MAIN").replace("MAIN", Signer.class.getName()) + arguments)
                .succeeds());
        assertSigned(desk.bash(line(lines, "-jar app.jar") + arguments).succeeds());
        desk.bash(line(lines, "install --undo")).succeeds();
        assertTrue(Files.notExists(overlay));
    }

    private static String line(List<String> lines, String words) {
        return lines.stream().filter(line -> line.contains(words)).findFirst().orElseThrow();
    }

    private Ran signet(String... words) {
        List<String> command = new ArrayList<>(List.of("-jar", "signet.jar"));
        command.addAll(List.of(words));
        return desk.jdk("java", command);
    }

    /** The silent ways in which the JDK drops a provider: what its tools say then is on the page, and doctor says why. */
    @Test
    void aProviderThatTheJdkDroppedInSilenceIsFoundByTheDoctor() throws Exception {
        desk.write("gap", "security.provider.99=Signet");
        String there = " -storetype Signet -keystore NONE -storepass 'correct horse battery' ";
        String said = Stream.of(
                        "keytool -J-Djava.security.properties=overlay -list" + there,
                        "jarsigner -J-Djava.security.properties=gap -J-cp -Jsignet.jar" + there + "app.jar me",
                        "keytool -addprovider Signet -list" + there,
                        "keytool -providerclass org.signet.SignetProvider -list" + there,
                        "keytool -providerclass org.signet.SignetProvider -providerpath signet.jar -list -alias nosuch"
                                + there,
                        "echo signet-keystore: 1 >stub; keytool -list -storetype PKCS12 -keystore stub -storepass changeit")
                .map(line -> desk.bash(line).fails())
                .collect(Collectors.joining());
        for (String message : TroubleshootingTest.saidByKeytoolAndJarsigner()) {
            assertTrue(said.contains(message), message + " is not said:\n" + said);
        }
        assertTrue(doctor("gap").contains("security.provider.99=Signet stands behind a gap"));
        assertTrue(doctor("nowhere").contains("nowhere cannot be read, and the JDK passed over it without a word"));
        String lost = desk.bash(
                        "unzip -q signet.jar 'org/signet/cli/*' && java -Djava.security.properties=overlay -cp ."
                                + " org.signet.cli.Probe")
                .succeeds();
        assertTrue(lost.contains("trouble=org.signet.SignetProvider cannot be made: java.lang.ClassNotFound"), lost);
    }

    private String doctor(String overlay) {
        return signet("doctor", "--overlay", overlay).ends(3);
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
