package org.signet.key;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the commands that one call sent to a card. */
public final class Commands {
    private final AtomicInteger sent = new AtomicInteger();

    public void count() {
        sent.incrementAndGet();
    }

    public int sent() {
        return sent.get();
    }
}
