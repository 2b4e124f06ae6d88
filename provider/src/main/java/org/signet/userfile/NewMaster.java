package org.signet.userfile;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.userfile.format.Body;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Octets;
import org.signet.wrap.Kdf;
import org.signet.wrap.KdfCost;
import org.signet.wrap.MasterKey;

/** A new passphrase on its way into a user's file, with the master key that it will open; no file knows it yet. */
final class NewMaster implements AutoCloseable {
    private final String userId;
    private final MasterKey master;
    private final Optional<OpenedFile> before;
    private final PublicKey sealer;
    private final Secret passphrase;
    private final KdfCost cost;
    private Optional<Body.Master> wrapped = Optional.empty();
    private boolean taken;

    private NewMaster(String userId, MasterKey master, Optional<OpenedFile> before, Secret passphrase, KdfCost cost) {
        this.userId = userId;
        this.master = master;
        this.before = before;
        this.sealer = master.sealer();
        this.passphrase = passphrase.copy();
        this.cost = cost;
    }

    /** Of a user who had none. */
    static NewMaster first(String userId, Secret passphrase, KdfCost cost) {
        return new NewMaster(userId, MasterKey.fresh(userId), Optional.empty(), passphrase, cost);
    }

    /** In the place of the opened one, with the same sealer or a new one. */
    static NewMaster instead(OpenedFile before, boolean newSealer, Secret passphrase, KdfCost cost) {
        MasterKey fresh = newSealer ? MasterKey.fresh(before.userId()) : before.freshMaster();
        return new NewMaster(before.userId(), fresh, Optional.of(before), passphrase, cost);
    }

    String userId() {
        return userId;
    }

    PublicKey sealer() {
        return sealer;
    }

    /** Wrapped once, by Argon2id. */
    synchronized Body.Master wrapped() {
        if (wrapped.isEmpty()) {
            Kdf kdf = Kdf.fresh(cost);
            wrapped = Optional.of(new Body.Master(kdf, Octets.of(master.wrap(kdf, passphrase.value()))));
            passphrase.close();
        }
        return wrapped.get();
    }

    Octets wrap(KeyId id, byte[] pkcs8) {
        return Octets.of(master.wrapKey(id, pkcs8));
    }

    /** The same keys, each wrapped anew. @throws KeyAccessException BUSY if another one changed the passphrase meanwhile */
    List<KeyParagraph> rewrapped(Snapshot current) {
        List<KeyParagraph> keys = current.text().body().keys();
        if (before.isEmpty()) {
            return keys;
        }
        if (!before.get().isOf(current)) {
            throw new KeyAccessException(
                    Reason.BUSY, current.file() + ": the passphrase was changed meanwhile: log in again");
        }
        List<KeyParagraph> fresh = new ArrayList<>(keys.size());
        for (KeyParagraph key : keys) {
            KeyParagraph rewrapped = key.wrapped().isEmpty() ? key : rewrapped(current, key);
            fresh.add(rewrapped.withFacility(
                    before.get().facilitySecret(current, key).map(secret -> wrapSecret(key.id(), secret))));
        }
        return fresh;
    }

    private Octets wrapSecret(KeyId id, Secret secret) {
        try (secret) {
            return Octets.of(master.wrapFacilitySecret(id, secret.value()));
        }
    }

    private KeyParagraph rewrapped(Snapshot current, KeyParagraph key) {
        byte[] pkcs8 = before.orElseThrow().unwrapAnywhere(current, key);
        try {
            return key.withWrapped(Optional.of(wrap(key.id(), pkcs8)));
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    byte[] seal(byte[] message) {
        return master.seal(sealer, Verifier.BODY, message);
    }

    /** The open door, which now owns the master key. */
    synchronized OpenedFile opened() {
        taken = true;
        return new OpenedFile(userId, wrapped().wrapped(), sealer, master);
    }

    @Override
    public synchronized void close() {
        passphrase.close();
        if (!taken) {
            master.close();
        }
    }
}
