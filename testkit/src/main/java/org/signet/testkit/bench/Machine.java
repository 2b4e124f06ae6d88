package org.signet.testkit.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import org.signet.testkit.reader.EmulatedReaders;
import org.signet.testkit.terminal.TestkitProvider;
import org.signet.testkit.vpcd.VpcdClient;

/** Where the card is met: in pcscd's first virtual reader if there is one, in process else. */
final class Machine implements AutoCloseable {
    private static final InetSocketAddress VPCD = new InetSocketAddress(InetAddress.getLoopbackAddress(), 35963);
    private static final String READER = "Emulated Reader 00";
    private static final long PATIENCE_SECONDS = 10;

    private final BenchCard card = new BenchCard();
    private final Optional<VpcdClient> vpcd;

    /** @param inProcess never asks for pcscd */
    Machine(boolean inProcess) throws IOException, GeneralSecurityException {
        vpcd = inProcess ? Optional.empty() : inserted(card);
        if (vpcd.isEmpty()) {
            EmulatedReaders readers = new EmulatedReaders(READER);
            readers.insert(READER, card);
            Security.addProvider(new TestkitProvider(readers));
        }
    }

    private static Optional<VpcdClient> inserted(BenchCard card) throws GeneralSecurityException, IOException {
        TerminalFactory pcsc;
        VpcdClient client;
        try {
            pcsc = TerminalFactory.getInstance("PC/SC", null);
            client = new VpcdClient(VPCD, card);
        } catch (GeneralSecurityException | IOException e) {
            return Optional.empty(); // no pcscd, or none with an empty virtual reader
        }
        Thread server = new Thread(() -> serve(client), "emulated card");
        server.setDaemon(true);
        server.start();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isPresent(pcsc)) {
            if (System.nanoTime() > until) {
                client.close();
                return Optional.empty();
            }
            Thread.onSpinWait();
        }
        return Optional.of(client);
    }

    private static boolean isPresent(TerminalFactory pcsc) {
        try {
            return !pcsc.terminals().list(CardTerminals.State.CARD_PRESENT).isEmpty();
        } catch (CardException e) {
            return false; // no reader yet
        }
    }

    private static void serve(VpcdClient client) {
        try {
            client.serve(() -> {});
        } catch (IOException e) {
            // the card is out; whoever works with it is told
        }
    }

    BenchCard card() {
        return card;
    }

    boolean isPcscd() {
        return vpcd.isPresent();
    }

    String text() {
        return isPcscd() ? "pcscd" : "in process";
    }

    TerminalFactory factory() throws GeneralSecurityException {
        return isPcscd()
                ? TerminalFactory.getInstance("PC/SC", null)
                : TerminalFactory.getInstance(TestkitProvider.TYPE, null);
    }

    /** For Signet's {@code card.readers}. */
    String readers() {
        return isPcscd() ? "smartcardio" : TestkitProvider.TYPE + ":" + TestkitProvider.NAME;
    }

    @Override
    public void close() throws IOException {
        if (vpcd.isPresent()) {
            vpcd.get().close();
        } else {
            Security.removeProvider(TestkitProvider.NAME);
        }
    }
}
