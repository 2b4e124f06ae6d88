package org.signet.testkit.fault;

import java.util.Arrays;
import java.util.Objects;
import org.signet.testkit.card.SmartCard;

/** What happens instead of a command's answer. */
@FunctionalInterface
public interface Fault {
    byte[] process(SmartCard card, byte[] apdu);

    /** Before the command reaches the card: a hand takes it out, another program resets it, another card lies there. */
    static Fault before(Runnable deed) {
        Objects.requireNonNull(deed);
        return (card, apdu) -> {
            deed.run();
            return card.process(apdu);
        };
    }

    /** After the card has done it and before the answer arrives: its effects stay, its answer is lost. */
    static Fault after(Runnable deed) {
        Objects.requireNonNull(deed);
        return (card, apdu) -> {
            byte[] answer = card.process(apdu);
            deed.run();
            return answer;
        };
    }

    /** The card loses its power for a moment and says nothing of it: the command meets a card that knows nothing. */
    static Fault silentReset() {
        return (card, apdu) -> {
            card.reset();
            return card.process(apdu);
        };
    }

    /** Only the first {@code size} bytes arrive, status word included: 0 and 1 leave no status. */
    static Fault truncate(int size) {
        return (card, apdu) -> {
            byte[] answer = card.process(apdu);
            return Arrays.copyOf(answer, Math.min(size, answer.length));
        };
    }

    /** So many zero bytes between data and status word. */
    static Fault extra(int size) {
        return (card, apdu) -> {
            byte[] answer = card.process(apdu);
            byte[] longer = Arrays.copyOf(answer, answer.length + size);
            Arrays.fill(longer, answer.length - 2, longer.length, (byte) 0);
            System.arraycopy(answer, answer.length - 2, longer, longer.length - 2, 2);
            return longer;
        };
    }

    /** Right data, another status word. */
    static Fault status(int sw) {
        return (card, apdu) -> {
            byte[] answer = card.process(apdu);
            answer[answer.length - 2] = (byte) (sw >> 8);
            answer[answer.length - 1] = (byte) sw;
            return answer;
        };
    }

    /** The command never reaches the card; this arrives in its place. */
    static Fault answer(byte[] instead) {
        byte[] copy = instead.clone();
        return (card, apdu) -> copy.clone();
    }

    /** @param bit counted from the lowest one of the last data byte; in an answer without data nothing is flipped */
    static Fault flip(int bit) {
        return (card, apdu) -> {
            byte[] answer = card.process(apdu);
            int at = answer.length - 3 - bit / 8;
            if (at >= 0) {
                answer[at] ^= (byte) (1 << bit % 8);
            }
            return answer;
        };
    }
}
