package org.signet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** What is said of a folder that is no JDK, and of one that does not run Signet. */
class JdkTest {
    @TempDir
    private Path home;

    private KeyAccessException refused(String script) throws IOException {
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return assertThrows(
                KeyAccessException.class, () -> Jdk.at(home.toFile()).probed(Optional.empty()));
    }

    @Test
    void aFolderWithoutJavaIsNoJdk() {
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> Jdk.at(home.toFile()));
        assertEquals(Reason.UNKNOWN, e.reason());
        assertTrue(e.getMessage().contains(home + " is no JDK"), e.getMessage());
    }

    @Test
    void anOldJdkIsTooOldInOneLine() throws IOException {
        KeyAccessException e = refused("echo 'Error: A JNI error has occurred'; echo more; exit 1");
        assertEquals(Reason.CANNOT, e.reason());
        assertTrue(e.getMessage().endsWith("needs a JDK 17 or newer: Error: A JNI error has occurred"), e.getMessage());
    }

    @Test
    void oneThatSaysNothingDoesNotRunEither() throws IOException {
        assertTrue(refused("exit 1").getMessage().endsWith("it said nothing"));
    }
}
