package org.signet;

import java.util.Optional;
import org.signet.key.User;
import org.signet.manager.KeyStoreManager;
import org.signet.manager.UserAdministration;

/** The house composed from one configuration. */
public final class House implements AutoCloseable {
    private House() {}

    public static House open(Optional<String> argument) {
        throw new IllegalStateException(argument.orElse(""));
    }

    static KeyStoreManager compose(SignetConfig config) {
        throw new IllegalStateException(config.getClass().getName());
    }

    public UserAdministration administration() {
        throw new IllegalStateException();
    }

    public User self() {
        throw new IllegalStateException();
    }

    @Override
    public void close() {}
}
