package org.signet;

import org.signet.manager.KeyStoreManager;

final class House {
    private House() {}

    static KeyStoreManager compose(SignetConfig config) {
        throw new IllegalStateException(config.getClass().getName());
    }
}
