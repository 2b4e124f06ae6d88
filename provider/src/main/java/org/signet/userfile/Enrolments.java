package org.signet.userfile;

import java.security.PublicKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.crypto.SshSignature;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.key.UserChange;
import org.signet.userfile.format.Enrolment;
import org.signet.userfile.format.Names;
import org.signet.userfile.format.Octets;

/** Makes of a user as he is to stand the first part of his file; who signs it is asked elsewhere. */
final class Enrolments {
    private Enrolments() {}

    /** A user's first one. */
    static Enrolment first(User who, String id, PublicKey sealer) {
        return of(who, id, sealer, 1, cards(who, Map.of()));
    }

    /**
     * The next one, its serial raised; or the one that is, where nothing of it differs.
     *
     * @param sealer who is to seal the keys from now on
     * @throws KeyAccessException BUSY if the change was made for another state than this
     */
    static Enrolment next(Snapshot current, UserChange.Amend change, PublicKey sealer) {
        Enrolment old = current.text().enrolment();
        User who = change.who();
        if (!who.id().equals(old.id()) || who.enrolled() != old.enrolled()) {
            throw new KeyAccessException(
                    Reason.BUSY,
                    "the enrolment of " + Names.encodeUser(who.name()) + " was changed meanwhile: try again");
        }
        boolean administered = old.admin().isPresent();
        Map<String, Octets> accepts = administered ? Map.of() : accepts(old, change, Octets.of(sealer.getEncoded()));
        Enrolment next = of(who, old.id(), sealer, old.enrolled(), cards(who, accepts));
        if (next.equals(new Enrolment(
                old.user(),
                old.id(),
                old.uid(),
                old.gid(),
                old.custody(),
                old.login(),
                old.sealer(),
                old.enrolled(),
                Optional.empty(),
                old.policy(),
                old.cards(),
                Optional.empty()))) {
            return old;
        }
        return with(next, old.enrolled() + 1, administered ? was(current, next) : Optional.empty(), Optional.empty());
    }

    /** The same, signed. */
    static Enrolment signed(Enrolment e, Enrolment.Admin admin) {
        return with(e, e.enrolled(), e.was(), Optional.of(admin));
    }

    /** userfile.md, coverage: who sealed the keys as they are, if that is another one than the new enrolment's sealer. */
    private static Optional<Octets> was(Snapshot current, Enrolment next) {
        return SshSignature.keyInside(current.text().seal().bytes())
                .map(key -> Octets.of(key.getEncoded()))
                .filter(key -> !key.equals(next.sealer()));
    }

    /** What the cards of before had signed for the same sealer, and what the new ones sign. */
    private static Map<String, Octets> accepts(Enrolment old, UserChange.Amend change, Octets sealer) {
        Map<String, Octets> all = new HashMap<>();
        if (sealer.equals(old.sealer())) {
            old.cards().forEach(card -> card.accept().ifPresent(blob -> all.put(card.token(), blob)));
        }
        change.accepts().forEach((token, blob) -> all.put(token, Octets.of(blob)));
        change.who().cards().stream()
                .filter(card -> Octets.of(card.publicKey().getEncoded()).equals(sealer))
                .forEach(card -> all.remove(card.token())); // the sealer accepts itself
        return all;
    }

    private static List<Enrolment.Card> cards(User who, Map<String, Octets> accepts) {
        return who.cards().stream()
                .map(card -> card(card, Optional.ofNullable(accepts.get(card.token()))))
                .sorted(Comparator.comparing(Enrolment.Card::token))
                .toList();
    }

    private static Enrolment.Card card(EnrolledCard card, Optional<Octets> accept) {
        return new Enrolment.Card(
                card.token(), card.reference(), Octets.of(card.publicKey().getEncoded()), accept);
    }

    private static Enrolment of(User who, String id, PublicKey sealer, long enrolled, List<Enrolment.Card> cards) {
        if (!SshSignature.supports(sealer)) {
            throw new KeyAccessException(
                    Reason.CANNOT, "no card of " + Names.encodeUser(who.name()) + " has a key that may seal");
        }
        return new Enrolment(
                Names.user(who.name()),
                id,
                who.uid(),
                who.gid(),
                who.custody(),
                who.login(),
                Octets.of(sealer.getEncoded()),
                enrolled,
                Optional.empty(),
                who.policy(),
                cards,
                Optional.empty());
    }

    private static Enrolment with(Enrolment e, long enrolled, Optional<Octets> was, Optional<Enrolment.Admin> admin) {
        return new Enrolment(
                e.user(),
                e.id(),
                e.uid(),
                e.gid(),
                e.custody(),
                e.login(),
                e.sealer(),
                enrolled,
                was,
                e.policy(),
                e.cards(),
                admin);
    }
}
