package org.signet.testkit.apps.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Eight clients that do the same at the same time. */
final class Crowd implements AutoCloseable {
    static final int SIZE = 8;

    private static final int PATIENCE_SECONDS = 300;

    private final ExecutorService threads = Executors.newFixedThreadPool(SIZE);
    private final List<Future<?>> running = new ArrayList<>();

    /** One client's life. Odd ones speak TLS 1.2, even ones TLS 1.3. */
    interface Client {
        void live(String protocol) throws Exception;
    }

    static Crowd of(Client client) {
        Crowd crowd = new Crowd();
        for (int i = 0; i < SIZE; i++) {
            String protocol = i % 2 == 0 ? "TLSv1.3" : "TLSv1.2";
            crowd.running.add(crowd.threads.submit(() -> {
                client.live(protocol);
                return null;
            }));
        }
        return crowd;
    }

    /** Returns when all have lived; what one of them died of is thrown. */
    void await() throws Exception {
        for (Future<?> each : running) {
            each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
