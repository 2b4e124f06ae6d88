package org.signet.facility;

import java.security.PrivateKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.signet.crypto.EncryptionServices;
import org.signet.crypto.ServiceKey;
import org.signet.crypto.SoftwareKeys;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** Keys that were fetched from a file; an encryption service is handed one for each operation (EP 0 752 635 A1, claim 5). */
final class SoftwareContents implements Contents {
    private final EncryptionServices services;
    private final Map<Entry, Masked> keys = new LinkedHashMap<>();

    SoftwareContents(EncryptionServices services) {
        this.services = services;
    }

    /** @param pkcs8 taken over @throws KeyAccessException DATA if it is not the other half of the entry's public key */
    SoftwareContents with(Entry entry, byte[] pkcs8) {
        if (!can(entry).orElseThrow().isEmpty()
                && !SoftwareKeys.match(ServiceKey.decode(entry.publicKey(), pkcs8), entry.publicKey())) {
            Arrays.fill(pkcs8, (byte) 0);
            throw new KeyAccessException(
                    Reason.DATA, "the private key " + entry.reference() + " does not belong to its certificate");
        }
        keys.put(entry, Masked.taking(pkcs8));
        return this;
    }

    @Override
    public List<Entry> entries() {
        return List.copyOf(keys.keySet());
    }

    @Override
    public Optional<Set<Primitive>> can(Entry entry) {
        return Optional.of(Set.copyOf(SoftwareKeys.can(entry.publicKey())));
    }

    @Override
    public byte[] perform(Entry entry, Primitive primitive, byte[] input) {
        return keys.get(entry).use(pkcs8 -> {
            PrivateKey read = services.read(entry.publicKey(), pkcs8, primitive);
            return ServiceKey.perform(services, read, primitive, input);
        });
    }

    @Override
    public <T> T lend(Entry entry, Function<PrivateKey, T> use) {
        return keys.get(entry).use(pkcs8 -> use.apply(ServiceKey.decode(entry.publicKey(), pkcs8)));
    }

    @Override
    public void close() {
        keys.values().forEach(Masked::close);
    }
}
