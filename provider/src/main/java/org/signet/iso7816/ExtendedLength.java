package org.signet.iso7816;

import java.util.Set;
import org.signet.iso7816.ReaderException.Status;

/**
 * Sends a command that is longer than a short APDU as one of extended length where card and reader take that (ISO 7816-4,
 * 5.2), as a chain of short ones else. A card that does not say is tried once; what is refused is never tried again. A
 * short command, as every one that spends a try is, passes once and as it is.
 */
public final class ExtendedLength implements ApduChannel {
    // What a card answers that does not understand the length; it has done nothing.
    private static final Set<Integer> REFUSED =
            Set.of(StatusWord.WRONG_LENGTH, StatusWord.INS_NOT_SUPPORTED, StatusWord.CLA_NOT_SUPPORTED);

    // What one may answer that takes the 00 for an Lc or Le of its own and finds no data, or others than were sent.
    private static final Set<Integer> DOUBTED = Set.of(
            StatusWord.INCORRECT_DATA,
            StatusWord.FILE_NOT_FOUND,
            StatusWord.INCORRECT_P1_P2,
            0x6A87, // Nc does not agree with P1 P2
            StatusWord.REFERENCED_DATA_NOT_FOUND,
            StatusWord.WRONG_P1_P2,
            0x6F00); // no word at all

    private final ApduChannel channel;
    private final ApduChannel chaining;
    private Support support = Support.UNKNOWN;
    private int proven = -1; // the most bytes of data with which one came through: a reader may have room for no more
    private boolean refused;

    private enum Support {
        UNKNOWN,
        /** The card does not say. */
        POSSIBLE,
        /** It says so. */
        LIKELY,
        NONE
    }

    public ExtendedLength(ApduChannel channel) {
        this.channel = channel;
        this.chaining = new CommandChaining(channel);
    }

    /** Looks at the card's answer to reset; what is known already stays. */
    public void meet(CardConnection card) {
        if (support == Support.UNKNOWN) {
            Support said = HistoricalBytes.extendedLength(card.atr())
                    .map(takes -> takes ? Support.LIKELY : Support.NONE)
                    .orElse(Support.POSSIBLE);
            support = card.takesExtended() ? said : Support.NONE;
        }
    }

    /** Whether the card refused the last command for its length, so that it was sent once more, as a chain. */
    public boolean refused() {
        return refused;
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws ReaderException {
        refused = false;
        if (!command.isExtended() || support == Support.NONE) {
            return chaining.transmit(command);
        }
        return command.nc() <= proven ? proven(command) : tried(command);
    }

    @Override
    public ResponseApdu transmitOnce(CommandApdu command) throws ReaderException {
        return channel.transmitOnce(command);
    }

    private ResponseApdu proven(CommandApdu command) throws ReaderException {
        ResponseApdu answer = channel.transmit(command);
        return answer.sw() == StatusWord.WRONG_LENGTH ? fallBack(command, answer) : answer;
    }

    private ResponseApdu tried(CommandApdu command) throws ReaderException {
        ResponseApdu answer;
        try {
            answer = channel.transmit(command);
        } catch (ReaderException e) {
            return afterFailure(command, e);
        }
        if (answer.sw() == StatusWord.OK) {
            proven = command.nc();
        }
        return isRefused(answer.sw()) ? fallBack(command, answer) : answer;
    }

    private boolean isRefused(int sw) {
        boolean doubtful = support == Support.POSSIBLE && proven < 0;
        return REFUSED.contains(sw) || doubtful && DOUBTED.contains(sw);
    }

    // The same word to a chain is no word about length.
    private ResponseApdu fallBack(CommandApdu command, ResponseApdu refusal) throws ReaderException {
        refused = true;
        ResponseApdu answer = chaining.transmit(command);
        if (answer.sw() != refusal.sw()) {
            support = Support.NONE;
        }
        return answer;
    }

    // A reader of short APDUs alone fails in no known way, and before the card is reached. Until one extended command
    // as long came through, that is likelier than a card that has worked and whose answer is lost; afterwards nothing
    // is repeated.
    private ResponseApdu afterFailure(CommandApdu command, ReaderException failure) throws ReaderException {
        if (failure.status() != Status.OTHER) {
            throw failure;
        }
        try {
            ResponseApdu answer = chaining.transmit(command);
            support = Support.NONE;
            return answer;
        } catch (ReaderException e) {
            e.addSuppressed(failure);
            throw e;
        }
    }
}
