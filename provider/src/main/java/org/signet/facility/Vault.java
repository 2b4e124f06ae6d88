package org.signet.facility;

import java.util.Optional;
import org.signet.key.Secret;

/** A facility as it is found, before anybody has opened it. */
interface Vault {
    /**
     * What tells that it has not changed: equal as long as nothing happened to it.
     *
     * @throws org.signet.key.KeyAccessException IO if it is not there, UNSAFE if others could have changed it
     */
    Object state();

    /** Whether it takes a secret to open it. */
    boolean isLocked();

    /**
     * Opens it by one try.
     *
     * @param secret empty for one that is not locked
     * @throws org.signet.key.KeyAccessException PASSPHRASE_WRONG or, where tries are counted, PIN_WRONG
     */
    Contents open(Optional<Secret> secret);
}
