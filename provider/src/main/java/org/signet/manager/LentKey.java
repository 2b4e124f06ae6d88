package org.signet.manager;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signet.crypto.ServiceKey;
import org.signet.key.Call;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Operation;
import org.signet.key.Reason;
import org.signet.key.Secret;

/** A door whose keys are lent for each operation: so a kept copy, which its file never uses, answers a challenge. */
final class LentKey implements KeyAccess {
    private final KeyAccess lender;

    LentKey(KeyAccess lender) {
        this.lender = Objects.requireNonNull(lender);
    }

    @Override
    public byte[] perform(KeyRecord key, Operation operation) {
        return lender.lend(key, k -> ServiceKey.perform(k, operation.primitive(), operation.input()));
    }

    @Override
    public Optional<PublicKey> login(Call call) {
        return lender.login(call);
    }

    @Override
    public boolean proves(Secret secret) {
        return lender.proves(secret);
    }

    @Override
    public Optional<KeyRecord> key(String reference) {
        return lender.key(reference);
    }

    @Override
    public List<KeyRecord> keys(List<KeyRecord> known) {
        return lender.keys(known);
    }

    @Override
    public List<X509Certificate> certificates(KeyRecord key, String alias) {
        return lender.certificates(key, alias);
    }

    @Override
    public KeyRecord create(NewKey key, Call call) {
        throw new KeyAccessException(Reason.CANNOT, "what is lent takes no key");
    }

    /** The lender's own to close. */
    @Override
    public void close() {}
}
