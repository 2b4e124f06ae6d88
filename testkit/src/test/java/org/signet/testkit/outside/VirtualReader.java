package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import org.signet.testkit.card.SmartCard;
import org.signet.testkit.vpcd.VpcdClient;

/** The first reader of vsmartcard-vpcd in the real pcscd, and one card that goes in and out of it. */
final class VirtualReader implements AutoCloseable {
    private static final InetSocketAddress VPCD = new InetSocketAddress(InetAddress.getLoopbackAddress(), 35963);
    private static final long PATIENCE_SECONDS = 20;

    private final SmartCard card;
    private Optional<VpcdClient> client = Optional.empty();
    private CompletableFuture<Void> served = CompletableFuture.completedFuture(null);

    private VirtualReader(SmartCard card) {
        this.card = card;
    }

    /** The reader with that card in it, for this JVM alone until it is closed. */
    static VirtualReader with(SmartCard card) {
        VirtualReader reader = new VirtualReader(card);
        ReaderTurn.take();
        try {
            reader.insert();
            return reader;
        } catch (Throwable e) {
            ReaderTurn.end();
            throw e;
        }
    }

    /** Says in one line that the suite did not run where there is no pcscd, or fails where it is required. */
    static void require(Class<?> suite) {
        try {
            Ran list = Ran.of(new ProcessBuilder("opensc-tool", "-l"));
            if (list.said().contains("Virtual PCD")) {
                return;
            }
            refuse(suite, "pcscd with the readers of vsmartcard-vpcd does not answer");
        } catch (UncheckedIOException e) {
            refuse(suite, e.getCause().getMessage());
        }
    }

    static void refuse(Class<?> suite, String reason) {
        String why = suite.getSimpleName() + " did not run: " + reason;
        if ("required".equals(System.getProperty("signet.pcsc"))) {
            fail(why);
        }
        System.out.println(why);
        abort(why);
    }

    /** Returns when PC/SC shows the card. */
    void insert() {
        CountDownLatch on = new CountDownLatch(1);
        try {
            VpcdClient inserted = new VpcdClient(VPCD, card);
            client = Optional.of(inserted);
            served = CompletableFuture.runAsync(() -> serve(inserted, on), VirtualReader::onAThreadOfItsOwn);
            assertTrue(on.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "pcscd does not power the card on");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        await(true);
    }

    /** The common pool has one thread on two cores, and from JDK 25 on gets what blocks for long too. */
    static void onAThreadOfItsOwn(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve(VpcdClient client, CountDownLatch on) {
        try {
            client.serve(on::countDown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when PC/SC shows no card. */
    void remove() {
        try {
            client.orElseThrow().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        served.join();
        client = Optional.empty();
        await(false);
    }

    /** Returns when PC/SC shows a card, or none. */
    static void await(boolean present) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (isPresent() != present) {
            assertTrue(System.nanoTime() < until, () -> "pcscd does not see the card " + (present ? "come" : "go"));
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPresent() {
        try {
            return !TerminalFactory.getInstance("PC/SC", null)
                    .terminals()
                    .list(CardTerminals.State.CARD_PRESENT)
                    .isEmpty();
        } catch (CardException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (client.isPresent()) {
                remove();
            }
        } finally {
            ReaderTurn.end();
        }
    }
}
