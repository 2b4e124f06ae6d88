package org.signet.userfile;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.signet.key.Call;
import org.signet.key.KeyAccess;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Operation;
import org.signet.key.Secret;

/** A key of the file behind a door that seems to be a card's, whose every result is checked. */
record Away(KeyAccess file, KeyRecord key) implements KeyAccess {
    @Override
    public byte[] perform(KeyRecord elsewhere, Operation operation) {
        return file.perform(key, operation);
    }

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
    public List<X509Certificate> certificates(KeyRecord record, String alias) {
        return List.of();
    }

    @Override
    public KeyRecord create(NewKey fresh, Call call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
