package org.signet.facility;

import java.security.PrivateKey;
import java.security.Provider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.signet.crypto.ProviderKey;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** Keys of another provider's KeyStore, which does the operations itself (EP 0 752 635 A1, claim 6). */
final class ProviderContents implements Contents {
    private final Provider provider;
    private final Runnable atClose;
    private final Map<Entry, ProviderKey> keys = new LinkedHashMap<>();

    /** @param atClose ends what was begun at the provider */
    ProviderContents(Provider provider, Runnable atClose) {
        this.provider = provider;
        this.atClose = atClose;
    }

    void put(Entry entry, PrivateKey key) {
        keys.put(entry, new ProviderKey(provider, key, entry.publicKey()));
    }

    @Override
    public List<Entry> entries() {
        return List.copyOf(keys.keySet());
    }

    @Override
    public Optional<Set<Primitive>> can(Entry entry) {
        return Optional.empty();
    }

    @Override
    public byte[] perform(Entry entry, Primitive primitive, byte[] input) {
        return keys.get(entry).perform(primitive, input);
    }

    @Override
    public <T> T lend(Entry entry, Function<PrivateKey, T> use) {
        throw new KeyAccessException(
                Reason.CANNOT, "key " + entry.reference() + " stays with " + provider.getName() + ", which lends none");
    }

    @Override
    public void close() {
        atClose.run();
    }
}
