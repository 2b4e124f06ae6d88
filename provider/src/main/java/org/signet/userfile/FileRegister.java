package org.signet.userfile;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.signet.crypto.Der;
import org.signet.crypto.SshSignature;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.Reason;
import org.signet.key.UserChange;
import org.signet.key.UserRegister;
import org.signet.userfile.format.Names;
import org.signet.userfile.format.UserParser;
import org.signet.userfile.format.UserText;

/** Every write of a user's file that is not a software key's own. */
final class FileRegister implements UserRegister {
    private static final int MOST_REMEMBERED = 64;

    private final UserStore store;
    private final UserFileOptions options;
    private final OpenDoors doors;
    private final Plans plans;

    /** What was given out to be signed: only so is a file that changed since told from a wrong signature. */
    private final Map<UserChange, byte[]> givenOut = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UserChange, byte[]> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    FileRegister(UserStore store, UserFileOptions options, OpenDoors doors) {
        this.store = store;
        this.options = options;
        this.doors = doors;
        this.plans = new Plans(store, options, doors);
    }

    @Override
    public Optional<KeyId> administrator() {
        return plans.administrator();
    }

    @Override
    public Optional<byte[]> enrolmentToSign(UserChange change) {
        return plans.enrolmentToSign(change, store.read(change.user()));
    }

    @Override
    public boolean awaitsAcknowledgement(String user) {
        return store.read(user).filter(Snapshot::awaitsAcknowledgement).isPresent();
    }

    @Override
    public byte[] toSign(UserChange change) {
        byte[] message = plans.draft(change, store.read(change.user())).message();
        synchronized (givenOut) {
            givenOut.put(change, message);
        }
        return message.clone();
    }

    @Override
    public void apply(UserChange change, Optional<byte[]> signature) {
        if (change instanceof UserChange.Remove) {
            store.remove(change.user());
            return;
        }
        Optional<byte[]> signed = signature.map(s -> signed(change));
        if (signature.isEmpty()) {
            plans.draft(change, store.read(change.user())); // who is refused makes no folder
        }
        store.replace(change.user(), current -> {
            refuseForeignCards(change, current);
            Draft draft = plans.draft(change, current);
            if (signed.isPresent() && !Arrays.equals(draft.message(), signed.get())) {
                throw changedMeanwhile(change);
            }
            return readable(sealed(change, draft, current, signature));
        });
        plans.master(change).ifPresent(doors::arrived);
        synchronized (givenOut) {
            givenOut.remove(change);
        }
    }

    @Override
    public Optional<String> setAside(String user) {
        return new SetAside(store, options).take(user);
    }

    /** What the signature must be over: the same as was given out. */
    private byte[] signed(UserChange change) {
        byte[] now = plans.draft(change, store.read(change.user())).message();
        synchronized (givenOut) {
            byte[] then = givenOut.get(change);
            if (then != null && !MessageDigest.isEqual(then, now)) {
                throw changedMeanwhile(change);
            }
        }
        return now;
    }

    private UserText sealed(UserChange change, Draft draft, Optional<Snapshot> current, Optional<byte[]> signature) {
        if (signature.isPresent()) {
            return draft.sealed(verified(draft, signature.get()));
        }
        Optional<byte[]> seal = plans.master(change)
                .map(master -> master.seal(draft.message()))
                .or(() -> current.flatMap(snapshot -> doors.seal(snapshot, draft.message())));
        return seal.map(draft::sealed)
                .or(() -> current.flatMap(draft::underTheOldSeal))
                .orElseThrow(() -> new KeyAccessException(
                        Reason.PIN_NEEDED,
                        "the keys of " + Names.encodeUser(draft.enrolment().user())
                                + " are sealed by him alone: log him in first, or have his card sign"));
    }

    private static byte[] verified(Draft draft, byte[] blob) {
        boolean fits = Der.publicKey(draft.enrolment().sealer().bytes())
                .filter(sealer -> SshSignature.verify(blob, sealer, Verifier.BODY, draft.message()))
                .isPresent();
        if (!fits) {
            throw new KeyAccessException(Reason.REFUSED, "this seal is not the sealer's, or of something else");
        }
        return blob;
    }

    /** A card belongs to one user. */
    private void refuseForeignCards(UserChange change, Optional<Snapshot> current) {
        for (String token : Plans.newCards(change, current)) {
            store.ownerOf(token, change.user()).ifPresent(owner -> {
                throw new KeyAccessException(
                        Reason.REFUSED,
                        "the card " + token + " is " + Names.encodeUser(owner) + "'s: a card belongs to one user");
            });
        }
    }

    /** What is written is what a reader will take. */
    private UserText readable(UserText text) {
        try {
            String name = Names.encodeUser(text.enrolment().user());
            String file = "the new file of " + name;
            new Verifier(options.administrator())
                    .verify(file, UserParser.parse(file, name, text.bytes(), options.limits()));
            return text;
        } catch (KeyAccessException e) {
            throw new KeyAccessException(Reason.REFUSED, "nothing was written, for " + e.getMessage(), e);
        }
    }

    private static KeyAccessException changedMeanwhile(UserChange change) {
        return new KeyAccessException(
                Reason.BUSY,
                "the file of " + Names.encodeUser(change.user()) + " changed while the change was signed: try again");
    }
}
