package org.signet.manager;

import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.signet.crypto.PrivateOperations;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Reason;
import org.signet.key.SecretPrompt;
import org.signet.key.Token;
import org.signet.key.User;
import org.signet.key.UserChange;
import org.signet.key.UserDirectory;
import org.signet.manager.audit.Attempt;
import org.signet.manager.audit.Audit;

/**
 * What an administrator asks: who is enrolled, and with what. Where {@code userfile.admin} pins one, the prompt is asked for his
 * secret too, as the user's whose key signs.
 */
public final class UserAdministration {
    private static final int TRIES = 3;

    private final Places places;
    private final Duration atMost;
    private final Challenge challenge;
    private final Seals seals;
    private final CardHolders cardHolders;
    private final FacilityKeys facilityKeys;
    private final Set<String> cardGroups;
    private final Audit audit = new Audit();

    /** @param atMost how long one operation may take at a token */
    public UserAdministration(Places places, Duration atMost) {
        this(places, atMost, Set.of());
    }

    /**
     * Under a policy.
     *
     * @param atMost how long one operation may take at a token
     * @param cardGroups whose members log in with a card ({@code require.card})
     */
    public UserAdministration(Places places, Duration atMost, Set<String> cardGroups) {
        this.cardGroups = Set.copyOf(cardGroups);
        this.places = Objects.requireNonNull(places);
        this.atMost = Objects.requireNonNull(atMost);
        this.challenge = new Challenge(new PrivateOperations());
        this.seals = new Seals(places, challenge);
        this.cardHolders = new CardHolders(places, challenge, seals);
        this.facilityKeys = new FacilityKeys(places, seals);
    }

    /** The cards that are in the readers now. */
    public List<Token> cards() {
        return places.cards().tokens();
    }

    /** Who is enrolled, with which keys; nobody's secret is needed. */
    public UserDirectory directory() {
        return places.directory();
    }

    /** As {@link #enrolByCard(User, String, SecretPrompt)}, in no group. */
    public User enrolByCard(String name, long uid, long gid, String token, SecretPrompt prompt) {
        return enrolByCard(User.unenrolled(name, uid, gid, Custody.CARD), token, prompt);
    }

    /**
     * Enrols a user with a card: its keys and certificates are listed in his file, which its authentication key seals.
     *
     * @param who unenrolled, with his policy
     * @param token the card, for instance {@code piv:12345678}
     * @param prompt asked for the card's PIN
     * @throws KeyAccessException REFUSED for a known user or another's card, NO_CARD, PIN_…
     */
    public User enrolByCard(User who, String token, SecretPrompt prompt) {
        return tellSigned("enrol", who.name(), attempt -> {
            attempt.road(Session.road(Custody.CARD, token));
            refuseKnown(who.name());
            cardHolders.enrol(who, token, call(prompt, attempt));
            return user(who.name());
        });
    }

    /**
     * Enrols a user with a passphrase, without a key.
     *
     * @param who unenrolled, with his custody and policy
     * @param prompt asked for his new passphrase
     * @throws KeyAccessException REFUSED for a known user or a poor passphrase, PIN_NEEDED
     */
    public User enrolByPassphrase(User who, SecretPrompt prompt) {
        return tellSigned("enrol", who.name(), attempt -> {
            enrolByPassphrase(who, call(prompt, attempt), door -> {});
            return user(who.name());
        });
    }

    /**
     * Enrols a user without a card, and gives him his first software key.
     *
     * @param prompt asked for his new passphrase
     */
    public User enrolByPassphrase(String name, long uid, long gid, NewKey first, SecretPrompt prompt) {
        return tellSigned("enrol", name, attempt -> {
            Call call = call(prompt, attempt);
            enrolByPassphrase(
                    User.unenrolled(name, uid, gid, Custody.FILE), call, door -> attempt.key(door.create(first, call)));
            return user(name);
        });
    }

    private void enrolByPassphrase(User who, Call call, Consumer<KeyAccess> then) {
        refuseKnown(who.name());
        refusePassphrase(enrolled(who));
        try (KeyAccess door = places.open(who, places.fileOf(), loss -> {})) {
            door.login(call);
            seals.apply(enrolled(who), new UserChange.Enrol(enrolled(who), List.of(), Map.of()), place -> door, call);
            then.accept(door);
        }
    }

    private static User enrolled(User who) {
        return new User(
                who.name(),
                "",
                who.uid(),
                who.gid(),
                who.custody(),
                User.LoginBy.PASSPHRASE,
                Optional.empty(),
                1,
                who.policy(),
                List.of(),
                false);
    }

    /**
     * Enrols the administrator whom this folder's register pins, together with his key, which signs his own enrolment.
     *
     * @param first the pinned key
     * @param prompt asked for his new passphrase
     */
    public User enrolAdministrator(User who, NewKey first, SecretPrompt prompt) {
        return tellSigned("enrol-administrator", who.name(), attempt -> {
            refuseKnown(who.name());
            Call call = call(prompt, attempt);
            try (KeyAccess door = places.open(who, places.fileOf(), loss -> {})) {
                door.login(call);
                attempt.key(door.create(first, call));
            }
            return user(who.name());
        });
    }

    /**
     * Enrols the administrator whom this folder's register pins, by his card.
     *
     * @param reference the pinned key, kept for enrolments from now on; another one of the card logs him in and seals his file
     * @param prompt asked for the card's PIN
     */
    public User enrolAdministrator(User who, String token, String reference, SecretPrompt prompt) {
        return tellSigned("enrol-administrator", who.name(), attempt -> {
            attempt.road(Session.road(Custody.CARD, token));
            refuseKnown(who.name());
            attempt.key(cardHolders.enrolAdministrator(who, token, reference, call(prompt, attempt)));
            return user(who.name());
        });
    }

    /** A key of a card, without its PIN. @throws KeyAccessException NO_CARD, UNKNOWN */
    public KeyRecord keyOnCard(String token, String reference) {
        return cardHolders.look(token, reference);
    }

    /**
     * Changes an enrolment (custody, login, policy). The pinned administrator does that alone; without one the user's own sealer
     * covers it, and the prompt is asked for his secret.
     *
     * @param change made again of the newest state where another one was faster
     */
    public User amend(String name, UnaryOperator<User> change, SecretPrompt prompt) {
        return tellSigned("amend", name, attempt -> amend(name, change, call(prompt, attempt)));
    }

    private User amend(String name, UnaryOperator<User> change, Call call) {
        for (int left = TRIES; ; left--) {
            User current = user(name);
            User next = change.apply(current);
            if (next.login() != current.login() || !next.policy().equals(current.policy())) {
                refusePassphrase(next);
            }
            UserChange amend = new UserChange.Amend(next, Map.of(), List.of());
            try (Errand doors = new Errand(places, current, call)) {
                seals.applyToEnrolment(current, amend, doors, call);
                return user(name);
            } catch (KeyAccessException e) {
                if (e.reason() != Reason.BUSY || left == 1) {
                    throw e;
                }
            }
        }
    }

    /** Gives a user one more card, which will take his sealer's word; asks for its PIN. */
    public User addCard(String name, String token, SecretPrompt prompt) {
        return tellSigned("add-card", name, attempt -> {
            attempt.road(Session.road(Custody.CARD, token));
            cardHolders.add(user(name), token, call(prompt, attempt));
            return user(name);
        });
    }

    /** Takes a card from a user, which need not be there; his keys on it are listed no more. */
    public User removeCard(String name, String token, SecretPrompt prompt) {
        return tellSigned("remove-card", name, attempt -> {
            attempt.road(Session.road(Custody.CARD, token));
            cardHolders.remove(user(name), token, call(prompt, attempt));
            return user(name);
        });
    }

    /**
     * Gives a user another passphrase, with a new master key: his keys are wrapped anew.
     *
     * @param newSealer whether his file is to be sealed by another key from now on; his cards must be in readers then
     * @param prompt asked for the old passphrase, then for the new one
     */
    public void changePassphrase(String name, boolean newSealer, SecretPrompt prompt) {
        tell("passphrase", name, attempt -> changePassphrase(user(name), newSealer, call(prompt, attempt)));
    }

    private User changePassphrase(User user, boolean newSealer, Call call) {
        try (Errand doors = new Errand(places, user, call)) {
            KeyAccess door = doors.apply(KeyPlace.FILE);
            PublicKey sealer = door.renew(newSealer, call);
            Map<String, byte[]> accepts = newSealer ? cardHolders.accepts(user, sealer, doors, call) : Map.of();
            User same = user.withSealer(Optional.empty());
            seals.apply(same, new UserChange.Amend(same, accepts, List.of()), doors, call);
            return same;
        }
    }

    /** Removes a user; what his file alone holds is destroyed. @throws KeyAccessException UNKNOWN */
    public void remove(String name) {
        audit.administration("remove", name).run(() -> {
            places.register().apply(new UserChange.Remove(name), Optional.empty());
            return name;
        });
    }

    /**
     * Removes a user whose file is damaged, and destroys nothing: the file is kept as it is, apart from the others.
     *
     * @return where it is kept; empty where it is missing
     * @throws KeyAccessException UNKNOWN; REFUSED for a file that can be read
     */
    public Optional<String> removeDamaged(String name) {
        return audit.administration("remove-damaged", name)
                .run(() -> places.register().setAside(name));
    }

    /** Has a user's file put back, as an entry of the audit trail. */
    public void restore(String name, Runnable deed) {
        tell("restore", name, attempt -> {
            deed.run();
            return name;
        });
    }

    /**
     * Asks whether somebody may become the administrator; a refusal is an entry of the audit trail.
     *
     * @param question throws what refuses him
     */
    public void mayBegin(String administrator, Runnable question) {
        audit.administration("enrol-administrator", administrator).look(() -> {
            question.run();
            return administrator;
        });
    }

    private User user(String name) {
        return places.enrolled(name);
    }

    /**
     * Adds a key that lives in a storage facility; it stays there, and nothing of it is copied but its public half and its
     * certificates.
     *
     * @param prompt asked for the facility's secret, and for the secret that seals the user's file
     */
    public KeyRecord addFacilityKey(String name, NewFacilityKey key, SecretPrompt prompt) {
        return tell("add-key", name, attempt -> {
            attempt.road(Custody.FACILITY.word());
            KeyRecord added = facilityKeys.add(user(name), key, call(prompt, attempt));
            attempt.key(added);
            return added;
        });
    }

    /**
     * Enrols a user with a passphrase, whose first key lives in a storage facility.
     *
     * @param who unenrolled, with his custody and policy
     * @param prompt asked for the facility's secret, then for his new passphrase
     */
    public User enrolByFacility(User who, NewFacilityKey key, SecretPrompt prompt) {
        return tellSigned("enrol", who.name(), attempt -> {
            refuseKnown(who.name());
            Call call = call(prompt, attempt);
            try (FacilityKeys.Found found = facilityKeys.find(who, key, call)) {
                attempt.key(found.record());
                enrolByPassphrase(who, call, door -> facilityKeys.enter(who, found, door));
            }
            return user(who.name());
        });
    }

    private void refusePassphrase(User user) {
        if (user.login() == User.LoginBy.PASSPHRASE && user.requiresCard(cardGroups)) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "the policy (require.card) wants " + user.name() + " to log in with a card, not a passphrase");
        }
    }

    private void refuseKnown(String name) {
        if (places.directory().user(name).isPresent()) {
            throw new KeyAccessException(Reason.REFUSED, name + " is enrolled already");
        }
    }

    /** Does it as one entry of the audit trail. */
    private <T> T tell(String action, String user, Function<Attempt, T> deed) {
        Attempt attempt = audit.administration(action, user);
        return attempt.run(() -> deed.apply(attempt));
    }

    /** A change of the enrolment, which the pinned administrator signs. */
    private <T> T tellSigned(String action, String user, Function<Attempt, T> deed) {
        return tell(action, user, attempt -> {
            places.register().administrator().ifPresent(pinned -> attempt.proof("administrator"));
            return deed.apply(attempt);
        });
    }

    private Call call(SecretPrompt prompt, Attempt attempt) {
        return new Call(prompt, atMost, attempt.sent());
    }
}
