package org.signet.key;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** An open door behind which there is nothing; what a test wants to be there is its subclass's to say. */
public abstract class SilentAccess implements KeyAccess {
    @Override
    public Optional<PublicKey> login(Call call) {
        return Optional.empty();
    }

    @Override
    public boolean proves(Secret secret) {
        return false;
    }

    @Override
    public Optional<KeyRecord> key(String reference) {
        return Optional.empty();
    }

    @Override
    public List<KeyRecord> keys(List<KeyRecord> known) {
        return List.of();
    }

    @Override
    public List<X509Certificate> certificates(KeyRecord key, String alias) {
        return List.of();
    }

    @Override
    public KeyRecord create(NewKey key, Call call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
