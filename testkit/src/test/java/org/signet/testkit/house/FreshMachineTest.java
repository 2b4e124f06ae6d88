package org.signet.testkit.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.AssertionFailedError;
import org.signet.SignetProvider;
import org.signet.testkit.piv.EmulatedPivCard;

/** Where nothing was ever configured: a JVM of its own, with a home of its own. */
class FreshMachineTest {
    @TempDir
    private Path home;

    private Path output;

    private int run(String password) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dsignet.card.readers=Emulated:SignetTestkit",
                "-Duser.home=" + home,
                "-cp",
                classPath(),
                FreshMachine.class.getName(),
                password);
        builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
        builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
        output = Files.createTempFile("fresh-machine", ".txt");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(50, TimeUnit.SECONDS), "the program did not end");
        return process.exitValue();
    }

    /** Of what the program uses, wherever the build has it. */
    private static String classPath() {
        return Stream.of(
                        FreshMachine.class,
                        SignetProvider.class,
                        EmulatedPivCard.class,
                        ASN1Object.class,
                        X509CertificateHolder.class,
                        CMSObjectIdentifiers.class,
                        Assertions.class,
                        JUnitException.class,
                        AssertionFailedError.class)
                .map(c -> c.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<String> said() throws IOException {
        List<String> lines = Files.readAllLines(output, UTF_8);
        Files.delete(output);
        return lines;
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(p -> !p.equals(home)).toList();
        }
    }

    @Test
    void oneCardAndItsPinAreEnoughAndNothingIsWritten() throws Exception {
        int exit = run(World.PIN);
        assertEquals(0, exit, () -> output + " has what it said");
        assertEquals(List.of("piv-9a works", "piv-9c works", "piv-9d works", "piv-9e works", "tries left: 3"), said());
        assertEquals(List.of(), written());
    }

    @Test
    void aPassphraseBesideACardIsRefusedAndNothingIsWritten() throws Exception {
        assertEquals(1, run(World.PASSPHRASE));
        App.assertSays(String.join("\n", said()), "wants a PIN of 6 to 8 digits", "nothing was sent");
        assertEquals(List.of(), written());
    }
}
