package org.signet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** The overlay that {@code signet install} writes, replaces and takes away; anybody else's lines are safe from it. */
class OverlayTest {
    @TempDir
    private Path folder;

    private Path file;
    private Overlay overlay;
    private final Properties seen = new Properties();

    @BeforeEach
    void aJdkWithTwoProviders() {
        file = folder.resolve("new/java.security");
        overlay = new Overlay(file.toFile());
        seen.setProperty("java", "17");
        seen.setProperty("home", "/jdk");
        seen.setProperty("listed", "SUN SunEC");
    }

    private String text(boolean preferred) {
        return Overlay.text(new Registration(seen), preferred);
    }

    @Test
    void itSaysTheNextNumberAndWhoIsAskedForPssFirst() throws IOException {
        overlay.write(text(true));
        assertEquals("""
                # Written by signet install for JDK 17 in /jdk
                security.provider.3=Signet
                jdk.security.provider.preferred=Signature.RSASSA-PSS:Signet
                """, Files.readString(file));
        overlay.write(text(false));
        assertFalse(Files.readString(file).contains("preferred"), "it is replaced");
        overlay.remove();
        assertFalse(Files.exists(file));
        assertEquals(
                Reason.UNKNOWN,
                assertThrows(KeyAccessException.class, overlay::remove).reason());
    }

    /** A later value replaces the JDK's own (jca-facts 3). */
    @Test
    void whatTheJdkPrefersAlreadyItPrefersStill() {
        seen.setProperty("preferred", "AES/GCM/NoPadding:SunJCE");
        overlay.write(text(true));
        assertTrue(
                text(true).endsWith("preferred=AES/GCM/NoPadding:SunJCE, Signature.RSASSA-PSS:Signet\n"), text(true));
        overlay.remove();
    }

    @Test
    void linesOfSomebodyElseAreNeitherReplacedNorTakenAway() throws IOException {
        overlay.write(text(true));
        String edited = Files.readString(file) + "security.provider.4=Mine\n";
        for (String others : new String[] {edited, "keystore.type=jks\n", ""}) {
            Files.writeString(file, others);
            KeyAccessException e = assertThrows(KeyAccessException.class, () -> overlay.write(text(true)));
            assertEquals(Reason.REFUSED, e.reason());
            assertTrue(
                    e.getMessage().contains("add these lines to it: security.provider.3=Signet; jdk"), e.getMessage());
            assertEquals(
                    Reason.REFUSED,
                    assertThrows(KeyAccessException.class, overlay::remove).reason());
            assertEquals(others, Files.readString(file));
        }
    }

    @Test
    void optionsArePastedWhole() {
        assertEquals("/a/b.jar:c=d", HowToUse.quoted("/a/b.jar:c=d"));
        assertEquals("'$HOME/it'\\''s'", HowToUse.quoted("$HOME/it's"));
    }
}
