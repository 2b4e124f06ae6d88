package org.signet.jca;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.signet.manager.KeyStoreManager;

/** A provider's key store manager, composed at the first load or operation and not before (jca-facts 29). */
public final class LazyManager {
    private final Supplier<KeyStoreManager> composer;
    private final ReentrantLock composing = new ReentrantLock();
    private volatile KeyStoreManager manager;

    /** @param composer throws what is wrong with the configuration, each time it is asked */
    public LazyManager(Supplier<KeyStoreManager> composer) {
        this.composer = Objects.requireNonNull(composer);
    }

    public KeyStoreManager get() {
        if (manager == null) {
            composing.lock();
            try {
                if (manager == null) {
                    manager = composer.get();
                }
            } finally {
                composing.unlock();
            }
        }
        return manager;
    }

    /** Whether that is the manager, without making one. */
    boolean is(KeyStoreManager other) {
        return manager == other && other != null;
    }
}
