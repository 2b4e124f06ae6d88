package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.signet.key.Reason;
import org.signet.testkit.process.Checkout;

/** docs/troubleshooting.md quotes what the code says, and leaves no reason out. */
class TroubleshootingTest {
    static final Path PAGE = Checkout.ROOT.resolve("docs/troubleshooting.md");

    private static final Pattern QUOTES = Pattern.compile("\\G ?`([^`]+)`");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final String SPLIT_LITERAL = "\"\\s*\\+\\s*\"";

    /** The quoted messages: the code with which a point, or a further line of it, begins. */
    private static List<String> messages(boolean jdk) throws IOException {
        return Files.readString(PAGE)
                .lines()
                .filter(line -> line.matches("(- |  `).*") && line.startsWith("- (JDK)") == jdk)
                .flatMap(line -> QUOTES.matcher(line.replaceFirst("^(- )?(\\(JDK\\))? *", ""))
                        .results())
                .map(quote -> quote.group(1))
                .toList();
    }

    /** Which {@link InstallIT} has them say. */
    static List<String> saidByKeytoolAndJarsigner() throws IOException {
        return messages(true).stream()
                .filter(message -> message.matches("(keytool|jarsigner) error: .*"))
                .toList();
    }

    @Test
    void whatThePageSaysOfTheJdksSignatureItSays() throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA");
        PrivateKey ofAnother = new PrivateKey() {
            private static final long serialVersionUID = 1;

            @Override
            public String getAlgorithm() {
                return "RSA";
            }

            @Override
            public String getFormat() {
                return null;
            }

            @Override
            public byte[] getEncoded() {
                return null;
            }
        };
        String said = assertThrows(InvalidKeyException.class, () -> signature.initSign(ofAnother))
                .getMessage();
        assertTrue(messages(true).stream().anyMatch(said::startsWith), said);
    }

    private static List<String> literals() throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve("provider/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(TroubleshootingTest::text)
                    .flatMap(text -> LITERAL.matcher(text).results())
                    .map(literal -> literal.group(1).replace("\\\"", "\""))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).replaceAll(SPLIT_LITERAL, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyMessageOnThePageIsOneOfTheCodes() throws IOException {
        List<String> literals = literals();
        List<String> messages = messages(false);
        List<String> invented = messages.stream()
                .filter(message -> !Arrays.stream(message.split("…", -1))
                        .allMatch(part -> literals.stream().anyMatch(literal -> literal.contains(part))))
                .toList();
        assertEquals(List.of(), invented);
        assertTrue(messages.size() > 70, messages::toString);
    }

    @Test
    void everyReasonHasItsHeading() throws IOException {
        String headings = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("## "))
                .collect(Collectors.joining("\n"));
        List<Reason> missing = Stream.of(Reason.values())
                .filter(reason -> !headings.contains("(" + reason + ")"))
                .toList();
        assertEquals(List.of(), missing);
    }
}
