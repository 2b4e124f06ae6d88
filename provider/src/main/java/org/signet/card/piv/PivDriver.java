package org.signet.card.piv;

import java.util.Optional;
import org.signet.card.CardApplication;
import org.signet.card.CardDriver;
import org.signet.card.PinReference;
import org.signet.iso7816.ApduChannel;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.StatusWord;

/** Recognises a PIV card by its application identifier (SP 800-73-4 part 1, 2.2). */
public final class PivDriver implements CardDriver {
    // SP 800-73-4 part 2, 2.4.3: 6 to 8 characters, padded with FF to 8.
    private static final PinReference PIN = new PinReference(6, 8);

    @Override
    public String name() {
        return "piv";
    }

    @Override
    public PinReference pin() {
        return PIN;
    }

    @Override
    public Optional<String> reference(String label) {
        return PivLabels.slot(label).map(PivSlot::reference);
    }

    @Override
    public Optional<CardApplication> select(ApduChannel channel) throws ReaderException {
        return channel.transmit(PivCommands.select()).sw() == StatusWord.OK
                ? Optional.of(new PivApplication(channel))
                : Optional.empty();
    }
}
