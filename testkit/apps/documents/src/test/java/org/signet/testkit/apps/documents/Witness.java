package org.signet.testkit.apps.documents;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.stream.Stream;
import org.signet.testkit.process.Ran;

/** Other people's commands, which say whether the result is right, and what they are given. */
final class Witness {
    /** What all letters here are about. */
    private static final String WORD = "wax";

    private Witness() {}

    /** @return what it said; an exit code other than 0 fails the test */
    static String says(Object... words) {
        return run(words).succeeds();
    }

    static Ran run(Object... words) {
        return Ran.of(new ProcessBuilder(Stream.of(words).map(Object::toString).toList()));
    }

    /** @return what a line with pipes said */
    static String bash(String line) {
        return says("bash", "-c", "set -o pipefail; " + line);
    }

    /** A copy beside it in which {@value #WORD} is another word of the same length. */
    static Path changed(Path file) throws IOException {
        String text = Files.readString(file);
        assertTrue(text.contains(WORD), () -> file + " is about something else");
        return Files.writeString(file.resolveSibling("changed-" + file.getFileName()), text.replace(WORD, "fat"));
    }

    /** The certificate as a PEM file, as others have it. */
    static Path pem(Certificate certificate, Path file) throws IOException, CertificateEncodingException {
        String lines = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
    }
}
