package org.signet.cli;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** A JDK or runtime in its folder, and the jar we are in, which it is asked about. */
record Jdk(File home, File jar) {
    /** @param home null for the one that runs. @throws KeyAccessException UNKNOWN, CANNOT */
    static Jdk at(File home) {
        File folder = home == null ? new File(System.getProperty("java.home")) : home.getAbsoluteFile();
        Jdk jdk = new Jdk(
                folder,
                ownJar().orElseThrow(() -> new KeyAccessException(
                        Reason.CANNOT,
                        "Signet is a part of this runtime; start it from signet.jar: java -jar signet.jar")));
        if (!jdk.tool("java").canExecute()) {
            throw new KeyAccessException(
                    Reason.UNKNOWN, folder + " is no JDK: it has no bin/java; name its folder (--jdk HOME)");
        }
        return jdk;
    }

    /** The jar or folder that these classes are from; empty in a runtime that they are a part of. */
    static Optional<File> ownJar() {
        CodeSource source = Main.class.getProtectionDomain().getCodeSource();
        return Optional.ofNullable(source)
                .map(CodeSource::getLocation)
                .filter(location -> location.getProtocol().equals("file"))
                .map(location -> new File(URI.create(location.toString())).getAbsoluteFile());
    }

    File tool(String name) {
        File tool = new File(home, "bin/" + name);
        return tool.exists() ? tool : new File(home, "bin/" + name + ".exe");
    }

    /**
     * What it makes of its configuration.
     *
     * @param overlay of its java.security; it need not be there
     * @throws KeyAccessException CANNOT where it does not run
     */
    Properties probed(Optional<File> overlay) {
        List<String> command = new ArrayList<>(List.of(tool("java").getPath(), "-XX:TieredStopAtLevel=1"));
        overlay.ifPresent(file -> command.add("-Djava.security.properties=" + file));
        command.addAll(List.of("-cp", jar.getPath(), Probe.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH").forEach(builder.environment()::remove);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            byte[] said = process.getInputStream().readAllBytes();
            return process.waitFor() == 0 ? properties(said) : refuse(said);
        } catch (IOException e) {
            throw new UncheckedIOException(tool("java") + " cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyAccessException(Reason.TIMEOUT, tool("java") + " was interrupted", e);
        }
    }

    private Properties refuse(byte[] said) {
        String line = new String(said, StandardCharsets.UTF_8)
                .lines()
                .filter(l -> l.contains("Error") || l.contains("Exception"))
                .findFirst()
                .orElse("it said nothing");
        throw new KeyAccessException(
                Reason.CANNOT,
                tool("java") + " does not run Signet, which needs a JDK 17 or newer: " + Text.shown(line));
    }

    private static Properties properties(byte[] said) throws IOException {
        Properties seen = new Properties();
        seen.load(new ByteArrayInputStream(said));
        return seen;
    }
}
