package org.signet.iso7816.smartcardio;

import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import org.signet.iso7816.CardConnection;
import org.signet.iso7816.Reader;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.iso7816.Readers;

/**
 * The readers that a {@link TerminalFactory} shows; two of the same type and provider are equal. Nothing is asked of PC/SC
 * before the first call, and a factory that failed (no pcscd yet) is asked again.
 */
public final class SmartcardioReaders implements Readers {
    private static final String PC_SC = "PC/SC";
    private static final Duration POLL = Duration.ofMillis(250);

    static {
        // Read once by SunPCSC's channel class, which the first connection loads. Its own 6Cxx handling overwrites the
        // last byte of the command, in a VERIFY a byte of the PIN, and sends it again.
        System.setProperty("sun.security.smartcardio.t0GetResponse", "false");
        System.setProperty("sun.security.smartcardio.t1GetResponse", "false");
    }

    private final String type;
    private final String provider;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<CardTerminals> terminals = Optional.empty();
    private List<Reader> last = List.of();

    private SmartcardioReaders(String type, String provider) {
        this.type = Objects.requireNonNull(type);
        this.provider = Objects.requireNonNull(provider);
    }

    /** PC/SC of this machine; never the default factory, which stays "None" for ever if pcscd was down once. */
    public static SmartcardioReaders auto() {
        return new SmartcardioReaders(PC_SC, "");
    }

    /** @param provider the name of the installed security provider that has this type of TerminalFactory */
    public static SmartcardioReaders of(String type, String provider) {
        return new SmartcardioReaders(type, provider);
    }

    /**
     * As configuration says it.
     *
     * @param word {@code auto}, {@code smartcardio} or {@code type:provider}
     * @throws IllegalArgumentException for any other word
     */
    public static SmartcardioReaders named(String word) {
        if (word.equals("auto") || word.equals("smartcardio")) {
            return auto();
        }
        int colon = word.lastIndexOf(':');
        if (colon < 1 || colon == word.length() - 1) {
            throw new IllegalArgumentException("readers are auto, smartcardio or type:provider, not " + word);
        }
        return of(word.substring(0, colon), word.substring(colon + 1));
    }

    /** The other programs on this machine that use PC/SC, or take its readers, for people. */
    public static List<String> otherPrograms() {
        return Surroundings.ofThisMachine().pcscPrograms();
    }

    @Override
    public List<Reader> readers() throws ReaderException {
        List<Reader> found;
        try {
            found = terminals().list().stream().map(SmartcardioReaders::reader).toList();
        } catch (CardException | RuntimeException e) {
            throw Causes.of("listing the readers", e, Status.OTHER);
        }
        if (found.isEmpty()) {
            throw Causes.of("listing the readers of " + this, new CardException("none"), Status.NO_READERS);
        }
        return found;
    }

    private static Reader reader(CardTerminal terminal) {
        return new Reader(terminal.getName(), isPresent(terminal));
    }

    /** A reader that cannot say is one without a card. */
    static boolean isPresent(CardTerminal terminal) {
        try {
            return terminal.isCardPresent();
        } catch (CardException | RuntimeException e) {
            return false;
        }
    }

    /** Polls: a blocking wait would stop every transmit of the JVM. */
    @Override
    public boolean awaitChange(Duration atMost) throws ReaderException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!changed()) {
            long left = Math.min(end - System.nanoTime(), POLL.toNanos());
            if (left <= 0 || !pause(left)) {
                return false;
            }
        }
        return true;
    }

    private boolean changed() throws ReaderException {
        List<Reader> now = readers();
        lock.lock();
        try {
            boolean changed = !now.equals(last);
            last = now;
            return changed;
        } finally {
            lock.unlock();
        }
    }

    /** @return false if it was interrupted */
    static boolean pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public CardConnection connect(String reader) throws ReaderException {
        try {
            CardTerminal terminal = Optional.ofNullable(terminals().getTerminal(reader))
                    .orElseThrow(() -> new ReaderException(Status.REMOVED, "there is no reader " + reader));
            return new SmartcardioConnection(terminal, terminal.connect("*"));
        } catch (CardException | RuntimeException e) {
            throw Causes.of("connecting to the card in " + reader, e, Status.OTHER);
        }
    }

    private CardTerminals terminals() throws ReaderException {
        lock.lock();
        try {
            if (terminals.isEmpty()) {
                terminals = Optional.of(factory().terminals());
            }
            return terminals.get();
        } finally {
            lock.unlock();
        }
    }

    private TerminalFactory factory() throws ReaderException {
        try {
            return provider.isEmpty()
                    ? TerminalFactory.getInstance(type, null)
                    : TerminalFactory.getInstance(type, null, provider);
        } catch (NoSuchAlgorithmException e) {
            throw Causes.of(this + "", e, Status.OTHER);
        } catch (NoSuchProviderException | IllegalArgumentException e) {
            throw new ReaderException(Status.OTHER, "no security provider is named " + provider, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SmartcardioReaders that && type.equals(that.type) && provider.equals(that.provider);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, provider);
    }

    @Override
    public String toString() {
        return provider.isEmpty() ? type : type + ":" + provider;
    }
}
