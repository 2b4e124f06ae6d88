package org.signet.manager;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.signet.crypto.PrivateOperations;
import org.signet.crypto.PublicOperations;
import org.signet.crypto.Scheme;
import org.signet.crypto.Scheme.DecryptionScheme;
import org.signet.crypto.Scheme.SignatureScheme;
import org.signet.key.Call;
import org.signet.key.Commands;
import org.signet.key.ConnectedUser;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyKind;
import org.signet.key.KeyRecord;
import org.signet.key.KeyRef;
import org.signet.key.NewKey;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.SessionTable;
import org.signet.key.User;
import org.signet.manager.SessionEnd.Why;
import org.signet.manager.audit.Attempt;
import org.signet.manager.audit.Audit;

/**
 * The key store manager as a library in the application's process (EP 0 752 635 A1, column 2): at each operation it looks where
 * the key lives now and sends the operation there.
 */
public final class LibraryManager implements KeyStoreManager {
    private final ManagerOptions options;
    private final PrivateOperations operations = new PrivateOperations();
    private final PublicOperations publicOperations = new PublicOperations();
    private final Audit audit = new Audit();
    private final Sessions sessions;
    private final Catalogue catalogue;
    private final Login login;
    private final Doors doors;
    private final FacilitySecrets secrets;
    private final Writes writes;

    public LibraryManager(Places places, SessionTable table, ManagerOptions options) {
        this.options = Objects.requireNonNull(options);
        Challenge challenge = new Challenge(operations);
        this.sessions = new Sessions(table, operations::forget, this::ended);
        this.catalogue = new Catalogue(places, sessions, options);
        this.login = new Login(places, challenge, options, sessions::lost);
        this.doors = new Doors(places, sessions, operations, options, audit);
        this.secrets = new FacilitySecrets(places);
        this.writes = new Writes(
                places, new Seals(places, challenge), catalogue, login, sessions, doors, audit, this::connected);
    }

    private void ended(Session session, Why why, KeyAccessException loss) {
        audit.ended(session.user().name(), session.road(), loss);
        options.onEnd().accept(new SessionEnd(session.shown(), why));
    }

    @Override
    public String defaultUser() {
        return options.defaultUser();
    }

    @Override
    public User login(String user, SecretPrompt prompt) {
        Attempt attempt = audit.login(user);
        return attempt.run(() -> enter(user, prompt, attempt));
    }

    private User enter(String user, SecretPrompt prompt, Attempt attempt) {
        ReentrantLock one = sessions.loginLock(user);
        one.lock();
        try {
            Optional<Session> standing = sessions.of(user).filter(this::stands);
            if (standing.isPresent()) {
                tell(attempt, standing.get());
                proveAgain(standing.get(), prompt, attempt.sent());
                return standing.get().user();
            }
            User known = catalogue.user(user);
            attempt.road(!known.isEnrolled() ? "" : known.login() == User.LoginBy.CARD ? "card" : "file");
            Session session = login.login(known, prompt, attempt.sent());
            tell(attempt, session);
            sessions.begin(session);
            if (!stands(session)) { // and nobody to be told before the session was known
                throw new KeyAccessException(Reason.REMOVED, "the card was taken out during the login: log in again");
            }
            writes.acknowledge(session, attempt.sent());
            return session.user();
        } finally {
            one.unlock();
        }
    }

    private static void tell(Attempt attempt, Session session) {
        attempt.road(session.road());
        attempt.proof(session.shown().proof().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void logout(String user) {
        sessions.of(user).ifPresent(sessions::dismiss);
    }

    @Override
    public Optional<ConnectedUser> session(String user) {
        return sessions.of(user).map(Session::shown);
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
    public List<String> users() {
        return catalogue.users();
    }

    @Override
    public List<X509Certificate> certificates(String user) {
        return catalogue.certificates(user);
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
        return operate("sign", key, scheme, (record, door, call) -> operations.sign(record, scheme, tbs, door, call));
    }

    @Override
    public byte[] decrypt(KeyRef key, DecryptionScheme scheme, byte[] ciphertext) {
        return operate(
                "decrypt",
                key,
                scheme,
                (record, door, call) -> operations.decrypt(record, scheme, ciphertext, door, call));
    }

    @Override
    public byte[] agree(KeyRef key, PublicKey peer) {
        Scheme scheme = catalogue
                .lastSeen(key)
                .flatMap(record -> PrivateOperations.agreement(record.publicKey()))
                .orElse(new Scheme.Ecdh());
        return operate("agree", key, scheme, (record, door, call) -> operations.agree(record, peer, door, call));
    }

    @Override
    public boolean verify(PublicKey key, SignatureScheme scheme, byte[] tbs, byte[] signature) {
        return publicOperations.verify(catalogue.publicKey(key), scheme, tbs, signature);
    }

    @Override
    public byte[] encrypt(PublicKey key, DecryptionScheme scheme, byte[] plaintext) {
        return publicOperations.encrypt(catalogue.publicKey(key), scheme, plaintext);
    }

    @Override
    public KeyRecord create(String user, NewKey key) {
        return writes.create(user, key);
    }

    @Override
    public KeyRecord generate(String user, KeyKind kind, String alias) {
        return writes.generate(user, kind, alias);
    }

    @Override
    public void setEntry(String user, String alias, KeyId id, List<X509Certificate> chain) {
        writes.setEntry(user, alias, id, chain);
    }

    @Override
    public void deleteEntry(String user, String alias) {
        writes.deleteEntry(user, alias);
    }

    @Override
    public void close() {
        sessions.all().forEach(s -> sessions.end(s, Why.EXIT, null));
        catalogue.close();
        audit.close();
    }

    private interface Deed {
        byte[] at(KeyRecord record, KeyAccess door, Call call);
    }

    /** The patent's step: is the owner connected, where is the key now, and there it goes. */
    private byte[] operate(String action, KeyRef key, Scheme scheme, Deed deed) {
        Attempt attempt = audit.operation(action, key.owner()).of(key.id(), scheme);
        return attempt.run(() -> operate(attempt, key, scheme, deed));
    }

    private byte[] operate(Attempt attempt, KeyRef key, Scheme scheme, Deed deed) {
        catalogue.lastSeen(key).ifPresent(attempt::key);
        Session session = connected(key.owner());
        KeyRecord record = catalogue.require(session, key);
        attempt.key(record);
        try {
            return operate(attempt, session, record, scheme, deed);
        } catch (KeyAccessException e) {
            KeyRecord now = session.isEnded() ? record : catalogue.require(session, key);
            if (now.place().equals(record.place())) {
                throw e;
            }
            attempt.key(now);
            return operate(attempt, session, now, scheme, deed); // it was moved while the operation was on its way
        }
    }

    private byte[] operate(Attempt attempt, Session session, KeyRecord record, Scheme scheme, Deed deed) {
        if (!PrivateOperations.can(record, scheme)) {
            throw new KeyAccessException(Reason.CANNOT, "the key in " + record.place() + " cannot do " + scheme);
        }
        if (Administrator.isKeptForEnrolments(record)) {
            throw new KeyAccessException(
                    Reason.CANNOT, "the key " + record.id() + " is kept for enrolments and does nothing else");
        }
        Call asked = doors.call(session, attempt.sent());
        Call call = secrets.call(session, record, asked, place -> doors.to(session, place, asked));
        KeyAccess door = doors.to(session, record.place(), call);
        try {
            byte[] result = deed.at(record, door, call);
            if (scheme instanceof SignatureScheme) {
                sessions.signed(session, record);
            }
            return result;
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
            sessions.end(session, Why.DISTRUSTED, why);
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
            Attempt attempt = audit.login(user); // whose refusal is that of what it was for
            try {
                enter(user, options.prompt(), attempt);
            } catch (KeyAccessException e) {
                throw e.reason() == Reason.PIN_NEEDED ? sessions.notConnected(user) : e;
            }
            attempt.done();
            return sessions.of(user).orElseThrow(() -> sessions.notConnected(user));
        });
    }

    /** Ends a session whose token is not there any more, though nobody has said so yet. */
    private boolean stands(Session session) {
        boolean stands = session.main().stands();
        if (!stands) {
            sessions.end(
                    session,
                    Why.REMOVED,
                    new KeyAccessException(
                            Reason.REMOVED, session.token().id() + " is not there any more: log in again"));
        }
        return stands;
    }

    /** Another keystore object of the same user: it proves the secret itself, by a real try where it is not the accepted one. */
    private void proveAgain(Session session, SecretPrompt prompt, Commands sent) {
        boolean card = session.token().custody() == Custody.CARD;
        SecretRequest request =
                OnceAsked.request(session.user(), session.token().id(), !card);
        try (OnceAsked once = OnceAsked.ask(prompt, request)) {
            if (!once.isProvedBy(session)) {
                session.main().login(new Call(once, options.atMost(), sent));
            }
        }
        session.prompt(prompt);
    }
}
