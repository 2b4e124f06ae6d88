package org.signet.userfile;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.User;
import org.signet.key.User.LoginBy;
import org.signet.userfile.format.Body;
import org.signet.userfile.format.Enrolment;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Names;
import org.signet.userfile.format.Octets;
import org.signet.wrap.Kdf;
import org.signet.wrap.KdfCost;
import org.signet.wrap.MasterKey;

/** A user with a passphrase on his way into the folder: he comes with his first key, in one replacement. */
final class NewUser implements AutoCloseable {
    private final User user;
    private final String id;
    private final MasterKey master;
    private final PublicKey sealer;
    private final Body.Master wrapped;
    private boolean taken;

    NewUser(User user, Secret passphrase, KdfCost cost) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        this.user = user;
        this.id = HexFormat.of().formatHex(random);
        this.master = MasterKey.fresh(id);
        this.sealer = master.sealer();
        Kdf kdf = Kdf.fresh(cost);
        this.wrapped = new Body.Master(kdf, Octets.of(master.wrap(kdf, passphrase.value())));
    }

    /** Enrols him. @throws KeyAccessException REFUSED if somebody was faster, or an administrator is pinned */
    void enrol(UserStore store, UserFileOptions options, KeyParagraph firstKey, byte[] pkcs8) {
        if (options.administrator().isPresent()) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    Names.encodeUser(user.name()) + " must be enrolled by the administrator whom userfile.admin names");
        }
        Octets blob = Octets.of(master.wrapKey(firstKey.id(), pkcs8));
        KeyParagraph key = firstKey.withWrapped(Optional.of(blob));
        Draft draft = Draft.first(enrolment(), Optional.of(wrapped), List.of(key));
        store.replace(user.name(), current -> {
            if (current.isPresent()) {
                throw enrolledMeanwhile(user);
            }
            return draft.sealed(master.seal(sealer, Verifier.BODY, draft.message()));
        });
    }

    static KeyAccessException enrolledMeanwhile(User user) {
        return new KeyAccessException(
                Reason.REFUSED,
                Names.encodeUser(user.name()) + " was enrolled meanwhile, with a passphrase of his own: log in again");
    }

    /** His door, which now owns the master key. */
    OpenedFile opened() {
        taken = true;
        return new OpenedFile(id, wrapped.wrapped(), sealer, master);
    }

    private Enrolment enrolment() {
        return new Enrolment(
                Names.user(user.name()),
                id,
                user.uid(),
                user.gid(),
                Custody.FILE,
                LoginBy.PASSPHRASE,
                Octets.of(sealer.getEncoded()),
                1,
                Optional.empty(),
                user.policy(),
                List.of(),
                Optional.empty());
    }

    @Override
    public void close() {
        if (!taken) {
            master.close();
        }
    }
}
