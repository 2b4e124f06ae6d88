package org.signet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a JVM's list of providers means, the silent ways in which one gets lost among them (jca-facts 28 to 31). */
class RegistrationTest {
    private static Registration seen(String... pairs) {
        Properties seen = new Properties();
        seen.setProperty("java", "17.0.1+1 (Somebody)");
        seen.setProperty("home", "/jdk");
        seen.setProperty("listed", "SUN SunEC");
        seen.setProperty("providers", "SUN SunEC");
        seen.setProperty("overlayIsThere", "true");
        for (int i = 0; i < pairs.length; i += 2) {
            seen.setProperty(pairs[i], pairs[i + 1]);
        }
        return new Registration(seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listed       | SUN Signet                       | dropped it without a word: it could not be made then",
                "listed       | SUN org.signet.SignetProvider    | names Signet as number 2",
                "behindAGap   | 5=Signet                         | security.provider.5=Signet stands behind a gap, and the"
                        + " JDK reads no further than number 2",
                "overlay      | /nowhere                         | the overlay /nowhere does not name Signet"
            })
    void aProviderThatGotLostIsAFaultWithItsCure(String key, String value, String sentence) {
        Finding fault = seen(key, value).dropped("provider").orElseThrow();
        assertEquals(Finding.Level.FAULT, fault.level());
        assertEquals(ExitCode.TROUBLE, fault.code());
        assertTrue(fault.what().contains(sentence), fault.what());
        assertFalse(fault.cure().isEmpty());
    }

    @Test
    void whyItCouldNotBeMadeIsSaid() {
        Finding fault = seen("listed", "SUN Signet", "trouble", "org.signet.SignetProvider cannot be made: no class")
                .dropped("provider")
                .orElseThrow();
        assertTrue(fault.what().endsWith("cannot be made: no class"), fault.what());
    }

    @Test
    void anOverlayThatIsMissingOrNotTakenIsSaid() {
        String missing = seen("overlay", "/nowhere", "overlayIsThere", "false")
                .dropped("provider")
                .orElseThrow()
                .what();
        assertTrue(missing.contains("/nowhere cannot be read"), missing);
        String refused = seen("overlay", "/here", "overlaysAllowed", "false")
                .dropped("provider")
                .orElseThrow()
                .what();
        assertTrue(refused.contains("takes no overlay"), refused);
    }

    @Test
    void whereNothingInstallsItNothingIsLost() {
        assertTrue(seen().dropped("provider").isEmpty());
        assertFalse(seen().isThere());
        assertEquals(3, seen().next());
    }

    @Test
    void itsPlaceIsTold() {
        Registration last = seen("providers", "SUN SunEC Signet", "listed", "SUN SunEC Signet");
        assertTrue(last.isLast() && last.dropped("provider").isEmpty());
        assertEquals("provider 3 of 3", last.place());
        assertFalse(seen("providers", "Signet SUN").isLast());
    }

    /** What this JVM tells of itself. */
    @Test
    void theProbeSeesThisJvm() {
        Registration here = new Registration(Probe.here());
        assertEquals(System.getProperty("java.home"), here.home());
        assertTrue(here.next() > 10, () -> here.seen().toString());
        assertTrue(
                here.seen().getProperty("providers").startsWith("SUN "),
                () -> here.seen().toString());
        assertFalse(here.seen().containsKey("trouble"), () -> here.seen().toString());
    }
}
