package org.signet.testkit.apps.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Page;
import org.signet.testkit.process.Ran;

/** The program of docs/jsse.md in JVMs of its own, by the line that stands there, for the user of a case. */
final class Hello implements AutoCloseable {
    private static final String PAGE = "docs/jsse.md";

    private final Path folder;
    private final Process server;
    private final String port;

    private Hello(Path folder, Process server, String port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /** @param options of the JVM beside the page's */
    static Hello serve(Path folder, Case tried, String... options) throws Exception {
        Process server = House.desk()
                .builder(line(folder, tried, List.of("serve", "0"), options))
                .redirectError(folder.resolve("server.err").toFile())
                .start();
        String port = server.inputReader(UTF_8).readLine();
        assertNotNull(port, () -> read(folder.resolve("server.err")));
        return new Hello(folder, server, port);
    }

    /** @param how {@code get} by HttpsURLConnection, {@code ask} by HttpClient */
    static Ran client(Path folder, Case tried, String how, String url) throws Exception {
        return House.desk().run(line(folder, tried, List.of(how, url)));
    }

    /** The page's own line, with this household's files in the place of its own. */
    static List<String> line(Path folder, Case tried, List<String> arguments, String... options) throws Exception {
        Page page = Page.read(PAGE);
        List<String> words =
                new ArrayList<>(List.of(page.tagged("sh").get(0).text().strip().split(" ")));
        words.subList(words.indexOf("-cp"), words.size()).clear();
        words.replaceAll(word -> word.replace("=overlay", "=" + overlay(folder))
                .replace("=my.keystore", "=" + stub(folder, page, tried))
                .replace("=trust.p12", "=" + House.trust()));
        words.set(0, Checkout.tool("java"));
        words.add(1, "-XX:TieredStopAtLevel=1");
        words.addAll(List.of(options));
        words.addAll(Listing.of("jsse").words("signet.jar"));
        words.addAll(arguments);
        return words;
    }

    /** Signet last, and what a test lets it do that the JDK would not by itself. */
    static Path overlay(Path folder) {
        return write(
                folder.resolve("overlay"),
                read(Checkout.ROOT.resolve("META-INF-templates/java.security"))
                        + "\njdk.tls.disabledAlgorithms=SSLv3, RC4, DES, NULL\n");
    }

    private static Path stub(Path folder, Page page, Case tried) {
        String text = page.tagged("text stub").get(0).text();
        return write(
                folder.resolve("my.keystore"),
                text.replace("user: alice", "user: " + tried.user()).replace("alias: ec", "alias: " + tried.alias()));
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    String port() {
        return port;
    }

    String url() {
        return "https://localhost:" + port + "/";
    }

    /** @return what a peer says; {@code ca.pem} and {@code me.pem} (Bob's software key and chain) lie where it works */
    String peer(String command) throws IOException {
        return House.desk().bashIn(folder, command.replace("PORT", port)).succeeds();
    }

    @Override
    public void close() throws Exception {
        server.destroy();
        assertTrue(server.waitFor(20, TimeUnit.SECONDS), "the server does not end");
    }
}
