package org.signet.iso7816.smartcardio;

import java.time.Duration;
import java.util.Arrays;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import org.signet.iso7816.CardConnection;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.iso7816.ResponseApdu;

/**
 * A card that javax.smartcardio has powered; {@code beginExclusive} is bound to the thread that calls it. All class loaders of a
 * JVM share one Card: no call is made while another one may let go of its handle, for pcscd ends the whole JVM's connection when
 * it is given a handle that is none any more.
 */
final class SmartcardioConnection implements CardConnection {
    private static final int SHORT_ANSWER = 0x100;
    private static final Duration SEEN_OUT = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(25);

    private final CardTerminal terminal;
    private final Card card;
    private final CardChannel channel;
    private final Object oneCall;

    SmartcardioConnection(CardTerminal terminal, Card card) {
        this.oneCall = ("org.signet:" + terminal.getName()).intern();
        this.terminal = terminal;
        this.card = card;
        this.channel = card.getBasicChannel();
    }

    @Override
    public byte[] atr() {
        return card.getATR().getBytes();
    }

    /** Never over T=0, where SunPCSC refuses them. */
    @Override
    public boolean takesExtended() {
        return !card.getProtocol().equals("T=0");
    }

    /** BUSY also where a thread of another class loader holds the one Card that SunPCSC shares in a JVM. */
    @Override
    public void begin() throws ReaderException {
        try {
            synchronized (oneCall) {
                card.beginExclusive();
            }
        } catch (CardException | RuntimeException e) {
            throw Causes.of("beginning a transaction in " + terminal.getName(), e, Status.BUSY);
        }
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws ReaderException {
        byte[] bytes = command.bytes();
        try {
            ResponseApdu answer;
            synchronized (oneCall) {
                answer =
                        ResponseApdu.of(channel.transmit(new CommandAPDU(bytes)).getBytes());
            }
            refuseCollected(command, answer);
            return answer;
        } catch (CardException e) {
            throw orRemoved(Causes.of(command + " to " + terminal.getName(), e, Status.OTHER));
        } catch (IllegalArgumentException e) { // SunPCSC's way to say that an answer has not even two bytes
            throw orRemoved(new ReaderException(Status.PROTOCOL, command + " was answered without a status word", e));
        } catch (RuntimeException e) {
            throw Causes.of(command + " to " + terminal.getName(), e, Status.OTHER);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    // A card that is pulled in the middle of a command is often reported as SCARD_E_NOT_TRANSACTED, or as an empty
    // answer, some
    // time before pcscd sees it out: it looks every 0.4 s (PCSCLITE_STATUS_POLL_RATE).
    private ReaderException orRemoved(ReaderException failure) {
        if (failure.status() != Status.OTHER && failure.status() != Status.PROTOCOL) {
            return failure;
        }
        for (long end = System.nanoTime() + SEEN_OUT.toNanos(); SmartcardioReaders.isPresent(terminal); ) {
            if (System.nanoTime() - end >= 0 || !SmartcardioReaders.pause(LOOK.toNanos())) {
                return failure;
            }
        }
        return new ReaderException(Status.REMOVED, failure.getMessage(), failure.getCause());
    }

    // A short command has a short answer, unless the JDK has collected a 61xx itself; it then treats 6Cxx its way too.
    private static void refuseCollected(CommandApdu command, ResponseApdu answer) throws ReaderException {
        if (!command.isExtended() && answer.nr() > SHORT_ANSWER) {
            throw new ReaderException(
                    Status.PROTOCOL,
                    command + " was answered " + answer.nr()
                            + " bytes at once: if the JDK collects GET RESPONSE itself,"
                            + " no PIN is safe; start Java with -Dsun.security.smartcardio.t0GetResponse=false"
                            + " -Dsun.security.smartcardio.t1GetResponse=false");
        }
    }

    @Override
    public void end(boolean reset) throws ReaderException {
        try {
            synchronized (oneCall) {
                card.endExclusive();
                if (reset) {
                    card.disconnect(true);
                }
            }
        } catch (CardException | RuntimeException e) {
            throw Causes.of("ending a transaction in " + terminal.getName(), e, Status.OTHER);
        }
    }

    @Override
    public void close() throws ReaderException {
        try {
            synchronized (oneCall) {
                card.disconnect(false);
            }
        } catch (CardException | RuntimeException e) {
            throw Causes.of("leaving the card in " + terminal.getName(), e, Status.OTHER);
        }
    }
}
