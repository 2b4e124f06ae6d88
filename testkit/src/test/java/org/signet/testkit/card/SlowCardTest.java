package org.signet.testkit.card;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.signet.testkit.Wire;
import org.signet.testkit.piv.EmulatedPivCard;

class SlowCardTest {
    /** A bare program and Signet are compared on it: what the card takes is never less than what was asked for. */
    @Test
    void noCommandTakesLess() {
        Duration delay = Duration.ofNanos(2_900_000);
        SmartCard card = new SlowCard(EmulatedPivCard.builder().build(), delay);
        for (int i = 0; i < 20; i++) {
            long began = System.nanoTime();
            card.process(Wire.bytes(Wire.SELECT));
            assertTrue(System.nanoTime() - began >= delay.toNanos());
        }
    }
}
