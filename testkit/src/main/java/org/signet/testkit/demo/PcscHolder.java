package org.signet.testkit.demo;

import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.Arrays;
import java.util.Objects;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminals.State;
import javax.smartcardio.TerminalFactory;
import org.signet.testkit.card.ApduLog;
import org.signet.testkit.recorder.RecorderProvider;

/** A person with a real PIV card and a real reader, who is asked to take it out and put it in. */
final class PcscHolder implements Holder {
    private static final long PATIENCE_MS = 120_000;

    private final PrintWriter out;
    private final char[] pin;

    /** @param pin wiped by {@link #close()} */
    PcscHolder(PrintWriter out, ApduLog log, char[] pin) {
        this.out = Objects.requireNonNull(out);
        this.pin = Objects.requireNonNull(pin);
        Security.addProvider(new RecorderProvider(log));
    }

    @Override
    public String readers() {
        return RecorderProvider.TYPE + ":" + RecorderProvider.NAME;
    }

    @Override
    public char[] pin() {
        return pin.clone();
    }

    @Override
    public void takeOut() throws GeneralSecurityException {
        out.println("  >>> take the card out of its reader now");
        out.flush();
        await(State.CARD_REMOVAL, "was not taken out");
    }

    @Override
    public void putIn() throws GeneralSecurityException {
        out.println("  >>> put the card in again now");
        out.flush();
        await(State.CARD_INSERTION, "did not come back");
    }

    /** Polls: a blocking wait would stop Signet's own transmits (jca-facts 43). */
    private static void await(State change, String otherwise) throws GeneralSecurityException {
        boolean present = change == State.CARD_INSERTION;
        long until = System.nanoTime() + PATIENCE_MS * 1_000_000;
        try {
            while (System.nanoTime() < until) {
                boolean now = !TerminalFactory.getInstance("PC/SC", null)
                        .terminals()
                        .list(State.CARD_PRESENT)
                        .isEmpty();
                if (now == present) {
                    return;
                }
                Thread.sleep(100);
            }
        } catch (CardException e) {
            throw new GeneralSecurityException("PC/SC failed while waiting for the card", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new GeneralSecurityException("the card " + otherwise + " within two minutes");
    }

    @Override
    public void close() {
        Security.removeProvider(RecorderProvider.NAME);
        Arrays.fill(pin, '\0');
    }
}
