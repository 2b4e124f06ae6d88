package org.signet.manager;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.signet.crypto.PrivateOperations;
import org.signet.crypto.Scheme;
import org.signet.crypto.Scheme.DecryptionScheme;
import org.signet.crypto.Scheme.SignatureScheme;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyKind;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.KeyRef;
import org.signet.key.NewKey;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.SessionTable;
import org.signet.key.Token;
import org.signet.key.User;
import org.signet.key.UserChange;

/**
 * The key store manager as a library in the application's process (EP 0 752 635 A1, column 2): at each operation it looks where
 * the key lives now and sends the operation there.
 */
public final class LibraryManager implements KeyStoreManager {
    private final Places places;
    private final ManagerOptions options;
    private final PrivateOperations operations = new PrivateOperations();
    private final Sessions sessions;
    private final Catalogue catalogue;
    private final Login login;
    private final Seals seals;
    private final FacilitySecrets secrets;
    private final NewKeys newKeys;

    public LibraryManager(Places places, SessionTable table, ManagerOptions options) {
        this.places = Objects.requireNonNull(places);
        this.options = Objects.requireNonNull(options);
        Challenge challenge = new Challenge(operations);
        this.sessions = new Sessions(table, operations::forget);
        this.catalogue = new Catalogue(places, sessions, options);
        this.login = new Login(places, challenge, options, sessions::lost);
        this.seals = new Seals(places, challenge);
        this.secrets = new FacilitySecrets(places);
        this.newKeys = new NewKeys(places, catalogue);
    }

    @Override
    public String defaultUser() {
        return options.defaultUser();
    }

    @Override
    public User login(String user, SecretPrompt prompt) {
        ReentrantLock one = sessions.loginLock(user);
        one.lock();
        try {
            Optional<Session> standing = sessions.of(user).filter(this::stands);
            if (standing.isPresent()) {
                proveAgain(standing.get(), prompt);
                return standing.get().user();
            }
            Session session = login.login(catalogue.user(user), prompt);
            sessions.begin(session);
            if (!stands(session)) { // and nobody to be told before the session was known
                throw new KeyAccessException(Reason.REMOVED, "the card was taken out during the login: log in again");
            }
            acknowledge(session);
            return session.user();
        } finally {
            one.unlock();
        }
    }

    /**
     * The first login that sees a newer enrolment has its keys sealed under it, so that it cannot go back; through the file's door
     * that did so already, here by the card that seals (userfile.md, order).
     */
    private void acknowledge(Session session) {
        User user = session.user();
        boolean sealsHere = user.sealer()
                .filter(session.proved().stream().toList()::contains)
                .isPresent();
        if (session.token().custody() != Custody.CARD
                || !sealsHere
                || !places.register().awaitsAcknowledgement(user.name())) {
            return;
        }
        try {
            change(session, new UserChange.Acknowledge(user.name()));
        } catch (KeyAccessException e) {
            if (e.reason() != Reason.IO) { // a read-only file system: the next login will
                throw e;
            }
        }
    }

    @Override
    public void logout(String user) {
        sessions.of(user).ifPresent(sessions::dismiss);
    }

    @Override
    public boolean proves(String user, Secret secret) {
        return sessions.of(user).filter(s -> s.proves(secret)).isPresent();
    }

    @Override
    public List<KeyRecord> keys(String user) {
        return catalogue.keys(user);
    }

    @Override
    public Optional<KeyRecord> key(String user, String alias) {
        return catalogue.key(user, alias);
    }

    @Override
    public List<X509Certificate> certificates(String user, String alias) {
        return catalogue.certificates(user, alias);
    }

    @Override
    public boolean mayDo(KeyRef key, Scheme scheme) {
        return catalogue
                .lastSeen(key)
                .filter(r -> PrivateOperations.can(r, scheme) && !Administrator.isKeptForEnrolments(r))
                .isPresent();
    }

    @Override
    public byte[] sign(KeyRef key, SignatureScheme scheme, byte[] tbs) {
        return operate(key, scheme, (record, door, call) -> operations.sign(record, scheme, tbs, door, call));
    }

    @Override
    public byte[] decrypt(KeyRef key, DecryptionScheme scheme, byte[] ciphertext) {
        return operate(key, scheme, (record, door, call) -> operations.decrypt(record, scheme, ciphertext, door, call));
    }

    @Override
    public byte[] agree(KeyRef key, PublicKey peer) {
        Scheme scheme = catalogue
                .lastSeen(key)
                .flatMap(record -> PrivateOperations.agreement(record.publicKey()))
                .orElse(new Scheme.Ecdh());
        return operate(key, scheme, (record, door, call) -> operations.agree(record, peer, door, call));
    }

    @Override
    public KeyRecord create(String user, NewKey key) {
        Session session = connected(user);
        KeyPlace home = newKeys.home(session);
        newKeys.require(session, key, home);
        KeyRecord record = door(session, home, call(session)).create(key, call(session));
        if (session.user().isEnrolled() && home.custody() == Custody.CARD) {
            change(session, new UserChange.SetEntry(user, key.alias(), record, key.chain()));
        } else if (!session.user().isEnrolled() && home.custody() == Custody.FILE) {
            sessions.begin(login.enrolled(session));
        }
        return record;
    }

    @Override
    public KeyRecord generate(String user, KeyKind kind, String alias) {
        Session session = connected(user);
        KeyPlace home = newKeys.home(session);
        newKeys.requireFree(session, alias, home);
        KeyRecord record = catalogue.remember(door(session, home, call(session)).generate(kind, alias, call(session)));
        if (session.user().isEnrolled() && home.custody() == Custody.CARD && !alias.isEmpty()) {
            change(session, new UserChange.SetEntry(user, alias, record, List.of()));
        } else if (!session.user().isEnrolled() && home.custody() == Custody.FILE) {
            sessions.begin(login.enrolled(session));
        }
        return record;
    }

    @Override
    public void setEntry(String user, String alias, KeyId id, List<X509Certificate> chain) {
        Session session = connected(user);
        KeyRecord record = record(session, new KeyRef(user, id));
        change(session, new UserChange.SetEntry(user, alias, record, chain));
    }

    @Override
    public void deleteEntry(String user, String alias) {
        change(connected(user), new UserChange.DeleteEntry(user, alias));
    }

    @Override
    public void close() {
        sessions.all().forEach(s -> sessions.end(s, null));
        catalogue.close();
    }

    private interface Deed {
        byte[] at(KeyRecord record, KeyAccess door, Call call);
    }

    /** The patent's step: is the owner connected, where is the key now, and there it goes. */
    private byte[] operate(KeyRef key, Scheme scheme, Deed deed) {
        Session session = connected(key.owner());
        KeyRecord record = record(session, key);
        try {
            return operate(session, record, scheme, deed);
        } catch (KeyAccessException e) {
            KeyRecord now = session.isEnded() ? record : record(session, key);
            if (now.place().equals(record.place())) {
                throw e;
            }
            return operate(session, now, scheme, deed); // it was moved while the operation was on its way
        }
    }

    private byte[] operate(Session session, KeyRecord record, Scheme scheme, Deed deed) {
        if (!PrivateOperations.can(record, scheme)) {
            throw new KeyAccessException(Reason.CANNOT, "the key in " + record.place() + " cannot do " + scheme);
        }
        if (Administrator.isKeptForEnrolments(record)) {
            throw new KeyAccessException(
                    Reason.CANNOT, "the key " + record.id() + " is kept for enrolments and does nothing else");
        }
        Call call = secrets.call(session, record, call(session), place -> door(session, place, call(session)));
        KeyAccess door = door(session, record.place(), call);
        try {
            return deed.at(record, door, call);
        } catch (KeyAccessException e) {
            if (e.reason() == Reason.PROTOCOL) {
                distrust(session, door, e);
            }
            throw e;
        }
    }

    /** Whatever answered there with a result that is not this key's is not believed any more (design §3, the right card). */
    private void distrust(Session session, KeyAccess door, KeyAccessException why) {
        if (door == session.main()) {
            sessions.end(session, why);
        } else if (session.doors().values().remove(door)) {
            operations.forget(door);
            door.close();
        }
    }

    /** The owner's session; where there is none, and nobody ended it on purpose, the configured prompt may make one. */
    private Session connected(String user) {
        return sessions.of(user).orElseGet(() -> {
            if (options.prompt() == SecretPrompt.NOBODY || sessions.isDismissed(user)) {
                throw sessions.notConnected(user);
            }
            try {
                login(user, options.prompt());
            } catch (KeyAccessException e) {
                throw e.reason() == Reason.PIN_NEEDED ? sessions.notConnected(user) : e;
            }
            return sessions.of(user).orElseThrow(() -> sessions.notConnected(user));
        });
    }

    /** One message whether the key is somebody else's, gone, or never was. */
    private KeyRecord record(Session session, KeyRef key) {
        return catalogue
                .record(session, key)
                .orElseThrow(() ->
                        new KeyAccessException(Reason.UNKNOWN, session.user().name() + " has no key " + key.id()));
    }

    /** The door to the place's token; one that is not open yet is opened at this, its first use. */
    private KeyAccess door(Session session, KeyPlace place, Call call) {
        KeyAccess open = session.doors().get(place.token());
        return open != null ? open : openDoor(session, place, call);
    }

    private KeyAccess openDoor(Session session, KeyPlace place, Call call) {
        Token token = places.find(place.custody(), place.token())
                .orElseThrow(() -> new KeyAccessException(
                        Reason.NO_CARD, "the key is on " + place + ", which is in no reader: insert that card"));
        KeyAccess door = places.open(session.user(), token, loss -> {
            KeyAccess gone = session.doors().remove(token.id());
            if (gone != null) {
                operations.forget(gone);
                gone.close();
            }
        });
        try {
            door.login(call);
        } catch (RuntimeException e) {
            door.close();
            throw e;
        }
        KeyAccess earlier = session.doors().putIfAbsent(token.id(), door);
        if (earlier == null && !session.isEnded()) {
            return door;
        }
        door.close(); // another thread opened it meanwhile, or the session ended
        return Optional.ofNullable(earlier)
                .orElseThrow(() -> sessions.notConnected(session.user().name()));
    }

    private void change(Session session, UserChange change) {
        if (!session.user().isEnrolled()) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "aliases and chains are kept in the user information file, and "
                            + session.user().name() + " is not enrolled in it; the card itself was not changed");
        }
        Function<KeyPlace, KeyAccess> doors = place -> door(session, place, call(session));
        seals.apply(session.user(), change, doors, call(session));
    }

    /** Ends a session whose token is not there any more, though nobody has said so yet. */
    private boolean stands(Session session) {
        boolean stands = session.main().stands();
        if (!stands) {
            sessions.end(session, null);
        }
        return stands;
    }

    /** Another keystore object of the same user: it proves the secret itself, by a real try where it is not the accepted one. */
    private void proveAgain(Session session, SecretPrompt prompt) {
        boolean card = session.token().custody() == Custody.CARD;
        SecretRequest request =
                OnceAsked.request(session.user(), session.token().id(), !card);
        try (OnceAsked once = OnceAsked.ask(prompt, request)) {
            if (!once.isProvedBy(session)) {
                session.main().login(Call.of(once, options.atMost()));
            }
        }
        session.prompt(prompt);
    }

    /** Asks the session's prompt, else the provider's. */
    private Call call(Session session) {
        SecretPrompt prompt = new SecretPrompt() {
            @Override
            public Optional<Secret> ask(SecretRequest request) {
                return session.prompt().ask(request).or(() -> options.prompt().ask(request));
            }

            @Override
            public void touchAwaited(String token) {
                session.prompt().touchAwaited(token);
            }
        };
        return Call.of(prompt, options.atMost());
    }
}
