package org.signet.userfile;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.crypto.Der;
import org.signet.crypto.SshSignature;
import org.signet.key.Custody;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.key.UserChange;
import org.signet.key.UserRegister;
import org.signet.userfile.format.Enrolment;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Names;
import org.signet.userfile.format.Octets;
import org.signet.userfile.format.UserParser;
import org.signet.userfile.format.UserText;

/** Every write of a user's file that is not a software key's own. */
final class FileRegister implements UserRegister {
    private static final int MOST_REMEMBERED = 64;

    private final UserStore store;
    private final UserFileOptions options;
    private final OpenDoors doors;

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
    }

    @Override
    public byte[] toSign(UserChange change) {
        byte[] message = draft(change, store.read(change.user())).message();
        synchronized (givenOut) {
            givenOut.put(change, message);
        }
        return message.clone();
    }

    @Override
    public void apply(UserChange change, Optional<byte[]> signature) {
        byte[] signed = draft(change, store.read(change.user())).message(); // who is refused makes no folder
        if (signature.isPresent() && isOutdated(change, signed)) {
            throw changedMeanwhile(change);
        }
        store.replace(change.user(), current -> {
            Draft draft = draft(change, current);
            if (signature.isPresent() && !Arrays.equals(draft.message(), signed)) {
                throw changedMeanwhile(change);
            }
            return readable(draft.sealed(seal(draft, current, signature)));
        });
        synchronized (givenOut) {
            givenOut.remove(change);
        }
    }

    private boolean isOutdated(UserChange change, byte[] now) {
        synchronized (givenOut) {
            byte[] then = givenOut.get(change);
            return then != null && !MessageDigest.isEqual(then, now);
        }
    }

    private byte[] seal(Draft draft, Optional<Snapshot> current, Optional<byte[]> signature) {
        if (signature.isPresent()) {
            return verified(draft, signature.get());
        }
        return current.flatMap(snapshot -> doors.seal(snapshot, draft.message()))
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

    private Draft draft(UserChange change, Optional<Snapshot> current) {
        if (change instanceof UserChange.Enrol enrol) {
            return enrolled(enrol, current);
        }
        if (change instanceof UserChange.Amend) {
            throw new KeyAccessException(Reason.CANNOT, "this version changes no enrolment");
        }
        UserText text = current.map(Snapshot::text)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.UNKNOWN, "no user " + Names.encodeUser(change.user()) + " in " + store.folder()));
        return Draft.next(text, edited(change, text.body().keys()));
    }

    private static List<KeyParagraph> edited(UserChange change, List<KeyParagraph> keys) {
        if (change instanceof UserChange.SetEntry set) {
            boolean known =
                    keys.stream().anyMatch(key -> key.id().equals(set.key().id()));
            if (!known && set.key().place().custody() == Custody.FILE) {
                throw new KeyAccessException(Reason.UNKNOWN, "a key of the file, but the file does not have it");
            }
            List<Octets> chain = Entries.chain(set.key().id(), set.chain());
            return Entries.set(keys, Entries.paragraph(set.key()), Names.alias(set.alias()), chain);
        }
        return Entries.delete(keys, Names.alias(((UserChange.DeleteEntry) change).alias()));
    }

    private Draft enrolled(UserChange.Enrol enrol, Optional<Snapshot> current) {
        String name = Names.encodeUser(enrol.user());
        if (current.isPresent()) {
            throw new KeyAccessException(Reason.REFUSED, name + " is enrolled already");
        }
        if (options.administrator().isPresent()) {
            throw new KeyAccessException(
                    Reason.REFUSED, name + " must be enrolled by the administrator whom userfile.admin names");
        }
        List<KeyParagraph> keys = List.of();
        for (KeyRecord key : enrol.keys()) {
            keys = Entries.insert(keys, paragraph(key, enrol));
        }
        return Draft.first(enrolment(enrol.who()), Optional.empty(), keys);
    }

    private static KeyParagraph paragraph(KeyRecord key, UserChange.Enrol enrol) {
        List<KeyParagraph.Alias> aliases = key.aliases().stream()
                .map(alias -> new KeyParagraph.Alias(
                        Names.alias(alias),
                        Entries.chain(key.id(), enrol.chains().getOrDefault(alias, List.of()))))
                .toList();
        return Entries.paragraph(key).withAliases(aliases);
    }

    private static Enrolment enrolment(User who) {
        Octets sealer = who.sealer()
                .filter(SshSignature::supports)
                .map(key -> Octets.of(key.getEncoded()))
                .orElseThrow(() -> new KeyAccessException(
                        Reason.CANNOT, "no card of " + Names.encodeUser(who.name()) + " has a key that may seal"));
        List<Enrolment.Card> cards = who.cards().stream()
                .map(FileRegister::card)
                .sorted((a, b) -> a.token().compareTo(b.token()))
                .toList();
        return new Enrolment(
                Names.user(who.name()),
                who.id(),
                who.uid(),
                who.gid(),
                who.custody(),
                who.login(),
                sealer,
                who.enrolled(),
                Optional.empty(),
                who.policy(),
                cards,
                Optional.empty());
    }

    private static Enrolment.Card card(EnrolledCard card) {
        Octets key = Octets.of(card.publicKey().getEncoded());
        return new Enrolment.Card(card.token(), card.reference(), key, Optional.empty());
    }

    /** Values that came from outside are written only if they can be read again. */
    private UserText readable(UserText text) {
        try {
            String name = Names.encodeUser(text.enrolment().user());
            UserParser.parse("the new file of " + name, name, text.bytes(), options.limits());
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
