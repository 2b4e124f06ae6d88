package org.signet.key;

import java.security.PublicKey;

/** A public key that is named and not only given: whoever uses it looks in the user information file what it is. */
public interface NamedPublicKey extends PublicKey {
    KeyRef ref();
}
