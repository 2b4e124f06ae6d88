package org.signet.facility;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.signet.key.KeyId;

/**
 * One key of an open facility.
 *
 * @param reference what the facility calls it
 * @param name what a user might call it
 * @param chain the key's own certificate first; empty where there is none
 */
record Entry(String reference, String name, KeyId id, PublicKey publicKey, List<X509Certificate> chain) {
    Entry {
        Objects.requireNonNull(reference);
        Objects.requireNonNull(name);
        Objects.requireNonNull(id);
        Objects.requireNonNull(publicKey);
        chain = List.copyOf(chain);
    }

    static Entry of(String reference, String name, PublicKey publicKey, List<X509Certificate> chain) {
        return new Entry(reference, name, KeyId.of(publicKey), publicKey, chain);
    }
}
