package org.signet.testkit.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.Wire;

/** A YubiKey's touch policy in the emulated card: what it is set by, what tells it, and what it does. */
class TouchCommandsTest {
    private static final String SIGN = "0087119E267C2482008120" + "11".repeat(32) + "00";
    private static final String METADATA = "00F7009E00";

    private static EmulatedPivCard.Builder builder(String policy) {
        return EmulatedPivCard.builder().key("9e", "p256").touch("9e", policy).touchPatience(Duration.ofMillis(20));
    }

    @Test
    void whoIsNotTouchedInTimeAnswers6982() {
        Wire wire = Wire.on(builder("always").build()).selected();
        assertEquals("6982", wire.send(SIGN));
        assertTrue(Wire.on(builder("always").touchedAfter(Duration.ofMillis(1)).build())
                .selected()
                .send(SIGN)
                .endsWith("9000"));
    }

    @Test
    void aTouchBeforeTheCommandCountsForACachedKeyAlone() {
        for (String policy : new String[] {"always", "cached"}) {
            EmulatedPivCard card = builder(policy).build();
            card.touch();
            String answer = Wire.on(card).selected().send(SIGN);
            assertEquals(policy.equals("cached"), answer.endsWith("9000"), policy);
        }
    }

    @Test
    void metadataTellThePolicy() {
        String[] policies = {"never", "always", "cached"};
        for (int i = 0; i < policies.length; i++) {
            String told = Wire.on(builder(policies[i]).build()).selected().send(METADATA);
            assertTrue(told.startsWith("010111" + "0202010" + (i + 1)), told);
        }
    }

    @Test
    void generateSetsItAndARestartKeepsIt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("card");
        Wire wire = Wire.on(builder("never").keptIn(file).build()).selected();
        Administrator.of(wire).authenticate();
        assertEquals("6A80", wire.send("0047009E08AC06800111AB010400"), "there is no policy 4");
        assertTrue(wire.send("0047009E08AC06800111AB010300").endsWith("9000"));
        String told = Wire.on(builder("never").keptIn(file).build()).selected().send(METADATA);
        assertTrue(told.startsWith("01011102020103"), told);
    }

    @Test
    void anImportSetsIt() throws Exception {
        Wire wire = Wire.on(builder("never").build()).selected();
        Administrator.of(wire).authenticate();
        assertEquals("9000", wire.send("00FE119E25" + "0620" + "11".repeat(32) + "AB0102"));
        String told = wire.send(METADATA);
        assertTrue(told.startsWith("01011102020102"), told);
    }

    @Test
    void aWordThatIsNoPolicyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> builder("sometimes"));
    }
}
