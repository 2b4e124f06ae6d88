package org.signet.jca;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.manager.KeyStoreManager;

/**
 * A provider's key store managers, each composed at the first load or operation and not before (jca-facts 29): the configured one,
 * and one more for each other folder or card that a keystore stub names.
 */
public final class LazyManager {
    /**
     * What the configuration made.
     *
     * @param prompt whom it names to be asked; NOBODY without one
     * @param callbacks who is behind a callback handler
     */
    public record Composed(KeyStoreManager manager, SecretPrompt prompt, Secret.Origin callbacks) {
        public Composed {
            Objects.requireNonNull(manager);
            Objects.requireNonNull(prompt);
            Objects.requireNonNull(callbacks);
        }
    }

    /**
     * What a keystore stub says against the configuration.
     *
     * @param userfile the folder of the users' files
     * @param card the card that is meant
     */
    public record Elsewhere(Optional<String> userfile, Optional<String> card) {
        static final Elsewhere NOWHERE = new Elsewhere(Optional.empty(), Optional.empty());

        public Elsewhere {
            Objects.requireNonNull(userfile);
            Objects.requireNonNull(card);
        }

        private boolean isNowhere() {
            return userfile.isEmpty() && card.isEmpty();
        }
    }

    /** Composes a manager; throws what is wrong with the configuration, each time it is asked. */
    public interface Composer {
        Composed compose(Elsewhere elsewhere);
    }

    private final Composer composer;
    private final ReentrantLock composing = new ReentrantLock();
    private final Map<Elsewhere, Composed> others = new ConcurrentHashMap<>();
    private volatile Composed usual;

    public LazyManager(Composer composer) {
        this.composer = Objects.requireNonNull(composer);
    }

    /** One manager, whatever a stub says. */
    LazyManager(Supplier<KeyStoreManager> composer) {
        this(elsewhere -> new Composed(composer.get(), SecretPrompt.NOBODY, Secret.Origin.PROGRAM));
    }

    public KeyStoreManager get() {
        return composed().manager();
    }

    Composed composed() {
        if (usual == null) {
            composing.lock();
            try {
                if (usual == null) {
                    usual = composer.compose(Elsewhere.NOWHERE);
                }
            } finally {
                composing.unlock();
            }
        }
        return usual;
    }

    Composed composed(Elsewhere elsewhere) {
        if (elsewhere.isNowhere()) {
            return composed();
        }
        composing.lock();
        try {
            return others.computeIfAbsent(elsewhere, composer::compose);
        } finally {
            composing.unlock();
        }
    }

    /** Whether that is one of its managers, without making one. */
    boolean is(KeyStoreManager other) {
        Composed known = usual;
        return other != null
                && (known != null && known.manager() == other
                        || others.values().stream().anyMatch(c -> c.manager() == other));
    }
}
