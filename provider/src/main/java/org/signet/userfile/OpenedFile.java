package org.signet.userfile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.userfile.format.Body;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Octets;
import org.signet.wrap.MasterKey;

/** A user's file whose passphrase was proved: it wraps, unwraps and seals until it is closed. */
final class OpenedFile implements AutoCloseable {
    private final String userId;
    private final Octets wrappedMaster;
    private final PublicKey sealer;
    private final MasterKey master;

    OpenedFile(String userId, Octets wrappedMaster, PublicKey sealer, MasterKey master) {
        this.userId = userId;
        this.wrappedMaster = wrappedMaster;
        this.sealer = sealer;
        this.master = master;
    }

    /** @throws KeyAccessException PASSPHRASE_WRONG, DAMAGED, CANNOT; REFUSED for what can be no passphrase */
    static OpenedFile open(Snapshot snapshot, Secret passphrase) {
        Body.Master wrapped = master(snapshot)
                .orElseThrow(
                        () -> new KeyAccessException(Reason.CANNOT, snapshot.file() + ": this user has no passphrase"));
        String id = snapshot.user().id();
        MasterKey master = open(snapshot, id, wrapped, passphrase);
        PublicKey sealer = master.sealer();
        if (!snapshot.user().sealer().filter(sealer::equals).isPresent()) {
            master.close();
            throw new KeyAccessException(
                    Reason.DAMAGED, snapshot.file() + ": the passphrase opens another sealer than the enrolment names");
        }
        return new OpenedFile(id, wrapped.wrapped(), sealer, master);
    }

    private static MasterKey open(Snapshot snapshot, String id, Body.Master wrapped, Secret passphrase) {
        try {
            return MasterKey.open(id, wrapped.kdf(), wrapped.wrapped().bytes(), passphrase.value());
        } catch (KeyAccessException e) {
            if (e.reason() == Reason.PASSPHRASE_WRONG) {
                passphrase.refused();
            }
            throw new KeyAccessException(e.reason(), snapshot.file() + ": " + e.getMessage(), e);
        }
    }

    String userId() {
        return userId;
    }

    PublicKey sealer() {
        return sealer;
    }

    /** Whether it is sealed by the key that the passphrase opened: nobody else's seal is believed (userfile.md, order, 5). */
    boolean isSealerOf(Snapshot snapshot) {
        return snapshot.user().sealer().filter(sealer::equals).isPresent();
    }

    /** Whether this is still the same user's file, under the same passphrase, and his own word. */
    boolean isOf(Snapshot snapshot) {
        return snapshot.user().id().equals(userId) && isSealerOf(snapshot) && isMasterOf(snapshot);
    }

    /** @throws KeyAccessException DAMAGED, or NOT_CONNECTED for one that is another now */
    void requireSame(Snapshot snapshot) {
        if (!snapshot.user().id().equals(userId)) {
            throw Unknowns.enrolledAnew(snapshot.user());
        }
        if (isMasterOf(snapshot) && !isSealerOf(snapshot)) {
            throw new KeyAccessException(
                    Reason.DAMAGED,
                    snapshot.file() + ": sealed by another key than the one which the passphrase opens");
        }
        if (!isOf(snapshot)) {
            throw new KeyAccessException(
                    Reason.NOT_CONNECTED, snapshot.file() + ": the passphrase was changed: log in again");
        }
    }

    private boolean isMasterOf(Snapshot snapshot) {
        return master(snapshot).filter(m -> m.wrapped().equals(wrappedMaster)).isPresent();
    }

    /** For a new passphrase. */
    MasterKey freshMaster() {
        return master.renewed();
    }

    byte[] seal(byte[] message) {
        return master.seal(sealer, Verifier.BODY, message);
    }

    Octets wrap(KeyId id, byte[] pkcs8) {
        return Octets.of(master.wrapKey(id, pkcs8));
    }

    /** The PKCS#8 bytes, which the caller wipes. @throws KeyAccessException DAMAGED, or CANNOT if the key is elsewhere */
    byte[] unwrap(Snapshot snapshot, KeyParagraph key) {
        if (key.place().custody() != Custody.FILE) {
            throw new KeyAccessException(
                    Reason.CANNOT, "key " + key.id() + " is not in the file but at " + key.place());
        }
        return unwrapAnywhere(snapshot, key);
    }

    /** Also of a kept copy. */
    byte[] unwrapAnywhere(Snapshot snapshot, KeyParagraph key) {
        return key.wrapped()
                .flatMap(blob -> master.unwrapKey(key.id(), blob.bytes()))
                .orElseThrow(() -> new KeyAccessException(
                        Reason.DAMAGED,
                        snapshot.file() + ", key " + key.id() + ": the wrapped key is missing or was changed"));
    }

    Octets wrapFacilitySecret(KeyId id, Secret secret) {
        return Octets.of(master.wrapFacilitySecret(id, secret.value()));
    }

    /** The secret of the key's facility, if one is kept. @throws KeyAccessException DAMAGED */
    Optional<Secret> facilitySecret(Snapshot snapshot, KeyParagraph key) {
        return key.facility().map(blob -> {
            byte[] utf8 = master.unwrapFacilitySecret(key.id(), blob.bytes())
                    .orElseThrow(() -> new KeyAccessException(
                            Reason.DAMAGED,
                            snapshot.file() + ", key " + key.id()
                                    + ": the wrapped secret of its facility was changed"));
            CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
            char[] value = Arrays.copyOf(chars.array(), chars.limit());
            Arrays.fill(utf8, (byte) 0);
            Arrays.fill(chars.array(), '\0');
            try {
                return new Secret(value, Secret.Origin.PROGRAM);
            } finally {
                Arrays.fill(value, '\0');
            }
        });
    }

    private static Optional<Body.Master> master(Snapshot snapshot) {
        return snapshot.text().body().master();
    }

    @Override
    public void close() {
        master.close();
    }
}
