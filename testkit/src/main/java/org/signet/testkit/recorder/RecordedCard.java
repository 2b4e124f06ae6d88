package org.signet.testkit.recorder;

import java.util.HexFormat;
import java.util.List;
import java.util.function.BiPredicate;
import org.signet.testkit.card.ApduLog;
import org.signet.testkit.card.SmartCard;

/**
 * A card that answers as the recorded one did, in the recorded order from each reset on. A command that was not recorded is one
 * that it does not know, or an object that it does not have.
 */
public final class RecordedCard implements SmartCard {
    private static final int NONE = -1;

    private final byte[] atr;
    private final List<Exchange> exchanges;
    private final ApduLog log;
    private int next;

    /** @param reader one of the trace's readers */
    public RecordedCard(Trace trace, String reader, ApduLog log) {
        this.atr = trace.card(reader).atr();
        this.exchanges = trace.card(reader).exchanges();
        this.log = log;
    }

    @Override
    public byte[] atr() {
        return atr.clone();
    }

    @Override
    public synchronized void powerOn() {
        log.event("on");
        next = 0;
    }

    @Override
    public synchronized void powerOff() {
        log.event("off");
        next = 0;
    }

    @Override
    public synchronized void reset() {
        log.event("reset");
        next = 0;
    }

    @Override
    public synchronized byte[] process(byte[] apdu) {
        log.command(apdu);
        byte[] answer = answer(apdu);
        log.answer(answer);
        return answer;
    }

    private byte[] answer(byte[] apdu) {
        if (apdu.length < 4) {
            return new byte[] {0x67, 0x00};
        }
        int found = find(apdu, Exchange::isOf);
        found = found == NONE ? find(apdu, Exchange::isOfButForLe) : found;
        if (found == NONE) {
            return unknown(apdu);
        }
        next = found + 1;
        return exchanges.get(found).played();
    }

    /** The next one from where the card stands, round the end. */
    private int find(byte[] apdu, BiPredicate<Exchange, byte[]> isOf) {
        for (int i = 0; i < exchanges.size(); i++) {
            int at = (next + i) % exchanges.size();
            if (isOf.test(exchanges.get(at), apdu)) {
                return at;
            }
        }
        return NONE;
    }

    private byte[] unknown(byte[] apdu) {
        String instruction = HexFormat.of().withUpperCase().toHexDigits(apdu[1]);
        boolean known = exchanges.stream().anyMatch(e -> e.instruction().equals(instruction));
        return known ? new byte[] {0x6A, (byte) 0x82} : new byte[] {0x6D, 0x00};
    }
}
