package org.signet.testkit.card;

import java.util.Objects;

/** A card around a card: power and reset go through, and what becomes of a command is the subclass's to say. */
public abstract class CardAround implements SmartCard {
    protected final SmartCard card;

    protected CardAround(SmartCard card) {
        this.card = Objects.requireNonNull(card);
    }

    @Override
    public byte[] atr() {
        return card.atr();
    }

    @Override
    public void powerOn() {
        card.powerOn();
    }

    @Override
    public void powerOff() {
        card.powerOff();
    }

    @Override
    public void reset() {
        card.reset();
    }
}
