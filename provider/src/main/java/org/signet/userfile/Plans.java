package org.signet.userfile;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.signet.key.Custody;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.UserChange;
import org.signet.userfile.format.Body;
import org.signet.userfile.format.Enrolment;
import org.signet.userfile.format.Format;
import org.signet.userfile.format.Formats;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Names;
import org.signet.userfile.format.Octets;
import org.signet.userfile.format.UserText;

/** What a change makes of a user's file as it is now: all but the seal. */
final class Plans {
    private final UserStore store;
    private final Optional<String> pin;
    private final OpenDoors doors;

    Plans(UserStore store, UserFileOptions options, OpenDoors doors) {
        this.store = store;
        this.pin = options.administrator();
        this.doors = doors;
    }

    /** What the pinned administrator must sign; empty where none is pinned or the enrolment stays. */
    Optional<byte[]> enrolmentToSign(UserChange change, Optional<Snapshot> current) {
        if (pin.isEmpty()) {
            return Optional.empty();
        }
        Optional<Enrolment> next = Optional.empty();
        if (change instanceof UserChange.Enrol enrol) {
            next = Optional.of(first(enrol, current));
        } else if (change instanceof UserChange.Amend amend) {
            next = Optional.of(amended(amend, known(change, current)))
                    .filter(e -> e.enrolled() != amend.who().enrolled());
        }
        Format format =
                current.map(snapshot -> Formats.next(snapshot.text(), true)).orElseGet(Formats::newest);
        return next.map(e -> Enrolments.signed(e, new Enrolment.Admin(pin.get(), Octets.of(new byte[0]))))
                .map(e -> format.unsigned(e).getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws KeyAccessException UNKNOWN, REFUSED, BUSY */
    Draft draft(UserChange change, Optional<Snapshot> current) {
        return change instanceof UserChange.Administered signed
                ? draft(signed.change(), current, Optional.of(signed.signature()))
                : draft(change, current, Optional.empty());
    }

    /** The passphrase that comes with this change. */
    Optional<NewMaster> master(UserChange change) {
        if (change instanceof UserChange.Administered signed) {
            return master(signed.change());
        }
        if (change instanceof UserChange.Enrol enrol && enrol.who().sealer().isEmpty()) {
            return Optional.of(doors.coming(enrol.user()).orElseThrow(() -> noPassphrase(change)));
        }
        if (change instanceof UserChange.Amend amend && amend.who().sealer().isEmpty()) {
            return Optional.of(doors.coming(amend.user())
                    .filter(master -> master.userId().equals(amend.who().id()))
                    .orElseThrow(() -> noPassphrase(change)));
        }
        return Optional.empty();
    }

    /** The tokens of cards that the change gives its user. */
    static List<String> newCards(UserChange change, Optional<Snapshot> current) {
        if (change instanceof UserChange.Administered signed) {
            return newCards(signed.change(), current);
        }
        List<String> old = current.map(s -> s.text().enrolment().cards()).orElse(List.of()).stream()
                .map(Enrolment.Card::token)
                .toList();
        return cards(change).stream()
                .map(EnrolledCard::token)
                .filter(token -> !old.contains(token))
                .toList();
    }

    private static List<EnrolledCard> cards(UserChange change) {
        if (change instanceof UserChange.Enrol enrol) {
            return enrol.who().cards();
        }
        return change instanceof UserChange.Amend amend ? amend.who().cards() : List.of();
    }

    private Draft draft(UserChange change, Optional<Snapshot> current, Optional<byte[]> signature) {
        if (change instanceof UserChange.Enrol enrol) {
            Enrolment enrolment = signed(first(enrol, current), signature);
            return Draft.first(enrolment, master(change).map(NewMaster::wrapped), keys(enrol));
        }
        Snapshot snapshot = known(change, current);
        UserText text = snapshot.text();
        if (change instanceof UserChange.Amend amend) {
            return amended(amend, snapshot, signature);
        }
        if (change instanceof UserChange.Acknowledge) {
            return Draft.next(text, Entries.ofCards(text.body().keys(), tokens(text.enrolment())));
        }
        return Draft.next(text, edited(change, text.body().keys()));
    }

    private static List<String> tokens(Enrolment enrolment) {
        return enrolment.cards().stream().map(Enrolment.Card::token).toList();
    }

    private Draft amended(UserChange.Amend amend, Snapshot current, Optional<byte[]> signature) {
        Enrolment next = amended(amend, current);
        boolean same = next.enrolled() == amend.who().enrolled();
        Enrolment enrolment = same ? next : signed(next, signature);
        Optional<NewMaster> master = master(amend);
        List<KeyParagraph> keys = master.map(m -> m.rewrapped(current))
                .orElseGet(() -> current.text().body().keys());
        for (KeyRecord key : amend.moved()) {
            keys = Entries.move(keys, key);
        }
        if (pin.isEmpty()) {
            keys = Entries.without(keys, cardsGone(current, next));
        }
        Optional<Body.Master> wrapped =
                master.map(NewMaster::wrapped).or(() -> current.text().body().master());
        return Draft.amended(current.text(), enrolment, wrapped, keys);
    }

    private Enrolment amended(UserChange.Amend amend, Snapshot current) {
        PublicKey sealer = master(amend)
                .map(NewMaster::sealer)
                .or(() -> amend.who().sealer())
                .orElseThrow();
        return Enrolments.next(current, amend, sealer);
    }

    /** The tokens of cards that are his no more. */
    private static List<String> cardsGone(Snapshot current, Enrolment next) {
        List<String> left = next.cards().stream().map(Enrolment.Card::token).toList();
        return current.text().enrolment().cards().stream()
                .map(Enrolment.Card::token)
                .filter(token -> !left.contains(token))
                .toList();
    }

    private Enrolment first(UserChange.Enrol enrol, Optional<Snapshot> current) {
        if (current.isPresent()) {
            throw new KeyAccessException(Reason.REFUSED, Names.encodeUser(enrol.user()) + " is enrolled already");
        }
        Optional<NewMaster> master = master(enrol);
        String id = master.map(NewMaster::userId).orElse(enrol.who().id());
        return Enrolments.first(
                enrol.who(),
                id,
                master.map(NewMaster::sealer).or(() -> enrol.who().sealer()).orElseThrow());
    }

    private Enrolment signed(Enrolment enrolment, Optional<byte[]> signature) {
        if (pin.isEmpty()) {
            return enrolment;
        }
        byte[] blob = signature.orElseThrow(() -> mustBeSigned(enrolment.user()));
        return Enrolments.signed(enrolment, new Enrolment.Admin(pin.get(), Octets.of(blob)));
    }

    static KeyAccessException mustBeSigned(String user) {
        return new KeyAccessException(
                Reason.REFUSED,
                Names.encodeUser(user) + " must be enrolled by the administrator whom userfile.admin names");
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

    private static List<KeyParagraph> keys(UserChange.Enrol enrol) {
        List<KeyParagraph> keys = List.of();
        for (KeyRecord key : enrol.keys()) {
            List<KeyParagraph.Alias> aliases = key.aliases().stream()
                    .map(alias -> new KeyParagraph.Alias(
                            Names.alias(alias),
                            Entries.chain(key.id(), enrol.chains().getOrDefault(alias, List.of()))))
                    .toList();
            keys = Entries.insert(keys, Entries.paragraph(key).withAliases(aliases));
        }
        return keys;
    }

    private Snapshot known(UserChange change, Optional<Snapshot> current) {
        return current.orElseThrow(() -> new KeyAccessException(
                Reason.UNKNOWN, "no user " + Names.encodeUser(change.user()) + " in " + store.folder()));
    }

    private static KeyAccessException noPassphrase(UserChange change) {
        return new KeyAccessException(
                Reason.PIN_NEEDED,
                "a new passphrase of " + Names.encodeUser(change.user()) + " is needed, and no open door has one");
    }

    Optional<KeyId> administrator() {
        return pin.map(p -> new KeyId(p.substring(0, 64)));
    }
}
