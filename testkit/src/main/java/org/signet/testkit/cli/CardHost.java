package org.signet.testkit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.signet.testkit.card.LogFile;
import org.signet.testkit.card.SlowCard;
import org.signet.testkit.card.SmartCard;
import org.signet.testkit.vpcd.VpcdClient;

/** Keeps a card in pcscd's virtual reader until the process is told to end. */
final class CardHost {
    static final int DONE = 0;
    static final int USAGE = 2;
    static final int DEVICE = 3;

    private final PrintWriter out;
    private final PrintWriter err;

    CardHost(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * In the reader that the options name, with the log that they name.
     *
     * @param card makes it, with what is to get each line of its log
     */
    int host(Function<Consumer<String>, SmartCard> card, CardOptions options) throws IOException {
        if (options.vpcd().isEmpty()) {
            err.println("""
                    Nobody can meet a card without a reader: add --vpcd 127.0.0.1:35963, pcscd's first virtual reader
                    (packages pcscd and vsmartcard-vpcd). In process, use org.signet.testkit.piv.EmulatedPivCard.""");
            return USAGE;
        }
        if (options.log().isEmpty()) {
            return host(card.apply(line -> {}), options.vpcd().get(), options.delay());
        }
        try (LogFile log = new LogFile(options.log().get())) {
            return host(card.apply(log), options.vpcd().get(), options.delay());
        }
    }

    private int host(SmartCard card, InetSocketAddress vpcd, Duration delay) {
        try (VpcdClient client = new VpcdClient(vpcd, new SlowCard(card, delay))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> takeOut(client), "take the card out"));
            client.serve(sayReadyOnce());
            err.println("vpcd at " + name(vpcd) + " closed the connection: pcscd ended");
            return DONE;
        } catch (IOException e) {
            err.println("vpcd at " + name(vpcd) + ": " + e.getMessage()
                    + ". Is pcscd running with the reader driver of vsmartcard-vpcd, and is that reader empty?");
            return DEVICE;
        }
    }

    private Runnable sayReadyOnce() {
        AtomicBoolean said = new AtomicBoolean();
        return () -> {
            if (said.compareAndSet(false, true)) {
                out.println("ready");
                out.flush();
            }
        };
    }

    private static void takeOut(VpcdClient client) {
        try {
            client.close();
        } catch (IOException e) {
            // the process ends, and the connection with it
        }
    }

    private static String name(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
