package org.signet.testkit.card;

/** A card as a reader meets it: power, reset, and one function on bytes. A fault is a card around a card. */
public interface SmartCard {
    /** The answer to reset, 2 to 33 bytes. */
    byte[] atr();

    void powerOn();

    void powerOff();

    /** A warm reset: nothing stays selected, verified or half sent. */
    void reset();

    /**
     * @param apdu a command as it came over the wire, of any length
     * @return data and status word, at least 2 bytes from a sane card
     */
    byte[] process(byte[] apdu);
}
