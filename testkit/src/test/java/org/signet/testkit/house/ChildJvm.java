package org.signet.testkit.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Assertions;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.AssertionFailedError;
import org.signet.SignetProvider;
import org.signet.testkit.piv.EmulatedPivCard;

/** A program in a JVM of its own, with a home of its own. */
final class ChildJvm {
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
        this.input = process.outputWriter(UTF_8);
    }

    /** @param options of the JVM */
    static ChildJvm start(Path home, List<String> options, Class<?> program, String... args) throws IOException {
        return start(home, command(home, options, program, args));
    }

    /** The same at a terminal of its own; what is typed there goes through {@link #type}. */
    static ChildJvm atTerminal(Path home, List<String> options, Class<?> program, String... args) throws IOException {
        String quoted = command(home, options, program, args).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        return start(home, List.of("script", "-qfec", quoted, "/dev/null"));
    }

    private static List<String> command(Path home, List<String> options, Class<?> program, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), program.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private static ChildJvm start(Path home, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_DATA_HOME", home.resolve("data").toString());
        builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
        builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
        builder.environment().put("TERM", "vt100");
        return new ChildJvm(builder.start());
    }

    /** Of what the programs use, wherever the build has it. */
    private static String classPath() {
        return Stream.of(
                        ChildJvm.class,
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

    /** Waits for the next line that it says. */
    String line() throws IOException {
        String line = output.readLine();
        assertNotNull(line, "the program said no more");
        return line;
    }

    /** Reads on until that was said. */
    String until(String words) throws IOException {
        StringBuilder said = new StringBuilder();
        while (said.indexOf(words) < 0) {
            int next = output.read();
            assertTrue(next >= 0, () -> "ended without saying \"" + words + "\": " + said);
            said.append((char) next);
        }
        return said.toString();
    }

    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** A line on its standard input. */
    void say(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** SIGTERM. */
    void terminate() {
        process.toHandle().destroy(); // its output stays open, other than by Process.destroy
    }

    /** @return what else it said; another exit code fails the test */
    String ends(int expected) throws IOException, InterruptedException {
        input.close();
        String said = output.lines().collect(Collectors.joining("\n"));
        assertTrue(process.waitFor(50, TimeUnit.SECONDS), "the program did not end");
        assertEquals(expected, process.exitValue(), said);
        return said;
    }
}
