package org.signet.testkit.toy;

import java.util.Optional;
import org.signet.card.CardApplication;
import org.signet.card.CardDriver;
import org.signet.card.PinReference;
import org.signet.iso7816.ApduChannel;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.StatusWord;

/** Recognises the toy card by its application identifier. */
public final class ToyDriver implements CardDriver {
    private static final PinReference PIN = new PinReference(6, 8);

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public PinReference pin() {
        return PIN;
    }

    @Override
    public Optional<CardApplication> select(ApduChannel channel) throws ReaderException {
        return channel.transmit(ToyApplication.SELECT).sw() == StatusWord.OK
                ? Optional.of(new ToyApplication(channel))
                : Optional.empty();
    }
}
