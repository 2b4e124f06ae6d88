package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.signet.testkit.card.SmartCard;
import org.signet.testkit.process.Pcscd;
import org.signet.testkit.process.ReaderTurn;
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
        Pcscd.await(true);
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
        Pcscd.await(false);
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
