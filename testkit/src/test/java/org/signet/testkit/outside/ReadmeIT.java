package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Page;

/** What README.md tells a user to type and to compile does what it says. PcscReadmeIT has the part that wants a card, ToolsIT the
 * stub and the overlay. */
class ReadmeIT {
    @TempDir
    private Path folder;

    private Page readme;
    private Desk desk;
    private KeyTools tools;

    @BeforeEach
    void sitDown() throws Exception {
        readme = Page.read("README.md");
        desk = new Desk(folder);
        tools = new KeyTools(desk);
        tools.makePkcs12();
        tools.packApp();
        Files.setPosixFilePermissions(
                desk.write("passphrase", "correct horse battery"), PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void everyBlockIsOneThatATestRuns() {
        Set<String> tags = new TreeSet<>();
        readme.blocks().forEach(b -> tags.add(b.tag()));
        assertEquals(Set.of("java", "properties overlay", "sh", "sh card", "sh file", "sh install", "text stub"), tags);
    }

    @Test
    void whatIsTypedInACheckoutRuns() {
        readme.type("sh", line -> desk.bashIn(Checkout.ROOT, line));
    }

    @Test
    void whatIsTypedToInstallTheProviderRuns() {
        readme.type("sh install", desk::bash);
    }

    /** Then the program signs with the key that the commands imported. */
    @Test
    void whatIsTypedWithoutACardRunsAndTheProgramSigns() throws Exception {
        readme.type("sh file", desk::bash);
        assertEquals(List.of("CN=me"), tools.signersOfApp());
        Path program = Files.writeString(desk.at("Program.java"), program());
        desk.run(Checkout.tool("java"), "-cp", "signet.jar", program.toString(), "correct horse battery", "me")
                .succeeds();
        new Openssl(desk)
                .verifies(
                        certificateOfMe(),
                        "sha256",
                        Files.readAllBytes(desk.at("text")),
                        Files.readAllBytes(desk.at("value")));
    }

    private X509Certificate certificateOfMe() throws Exception {
        return (X509Certificate) KeyStore.getInstance(desk.at("my.p12").toFile(), "changeit".toCharArray())
                .getCertificate("me");
    }

    /** README's lines, with what they take for granted around them. */
    private String program() {
        return """
                import java.nio.file.*;
                import java.security.*;

                public class Program {
                    public static void main(String[] arguments) throws Exception {
                        char[] password = arguments[0].toCharArray();
                        String alias = arguments[1];
                        byte[] message = alias.getBytes();
                        %s
                        Files.write(Path.of("text"), message);
                        Files.write(Path.of("value"), value);
                    }
                }
                """.formatted(readme.tagged("java").get(0).text());
    }
}
