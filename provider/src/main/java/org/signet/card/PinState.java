package org.signet.card;

import java.util.OptionalInt;
import org.signet.iso7816.StatusWord;

/**
 * What a VERIFY, empty or not, found.
 *
 * @param verified whether the card takes the PIN as proved
 * @param triesLeft where it is not: the counter, 0 for a blocked PIN, empty if the card does not tell
 * @param answered step and status word, for messages: {@code VERIFY 80 answered 63C2}
 */
public record PinState(boolean verified, OptionalInt triesLeft, String answered) {
    /** @throws CardRefusal where the answer says nothing of the PIN */
    public static PinState of(String step, int sw) throws CardRefusal {
        if (sw != StatusWord.OK && !StatusWord.isWrongSecret(sw) && sw != StatusWord.AUTHENTICATION_METHOD_BLOCKED) {
            throw new CardRefusal(step, sw);
        }
        return new PinState(sw == StatusWord.OK, StatusWord.triesLeft(sw), "%s answered %04X".formatted(step, sw));
    }

    /** Of a card that does not take the question. */
    public static PinState untold(String step, int sw) {
        return new PinState(false, OptionalInt.empty(), "%s answered %04X".formatted(step, sw));
    }

    public boolean blocked() {
        return triesLeft.isPresent() && triesLeft.getAsInt() == 0;
    }
}
