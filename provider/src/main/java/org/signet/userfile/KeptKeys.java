package org.signet.userfile;

import java.security.PrivateKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.DestroyFailedException;
import org.signet.crypto.EncryptionServices;
import org.signet.key.Custody;
import org.signet.key.KeyId;
import org.signet.key.Primitive;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Octets;

/**
 * The keys of one open door that a service holds outside the Java heap, where reading a key takes longer than using it. They go
 * with the door, as the master key does that would open them anyway; a key that is bytes in the heap is never kept.
 */
final class KeptKeys implements AutoCloseable {
    /** @param blob a key that was wrapped anew is read anew */
    private record Kept(KeyId id, Octets blob, Primitive primitive) {}

    /** Keeps a key, if the door that it came from is open to that file. */
    interface Keeper {
        void keep(OpenedFile file, KeyParagraph paragraph, Primitive primitive, PrivateKey key);
    }

    private final EncryptionServices services;
    private final Map<Kept, PrivateKey> keys = new ConcurrentHashMap<>();

    KeptKeys(EncryptionServices services) {
        this.services = services;
    }

    /** Empty for a key that is not kept, or not in the file any more. */
    Optional<PrivateKey> of(KeyParagraph paragraph, Primitive primitive) {
        return keys.isEmpty() || paragraph.place().custody() != Custody.FILE
                ? Optional.empty()
                : kept(paragraph, primitive).map(keys::get);
    }

    /** Keeps it, if it is of the kind. */
    void keep(KeyParagraph paragraph, Primitive primitive, PrivateKey key) {
        if (services.isNative(key, primitive)) {
            kept(paragraph, primitive).ifPresent(k -> keys.putIfAbsent(k, key));
        }
    }

    private static Optional<Kept> kept(KeyParagraph paragraph, Primitive primitive) {
        return paragraph.wrapped().map(blob -> new Kept(paragraph.id(), blob, primitive));
    }

    /** Conscrypt's wipe themselves when they are collected, Corretto's at once. */
    @Override
    public void close() {
        List<PrivateKey> gone = List.copyOf(keys.values());
        keys.clear();
        for (PrivateKey key : gone) {
            try {
                key.destroy();
            } catch (DestroyFailedException e) {
                // the reference is gone, which is all that can be done
            }
        }
    }
}
