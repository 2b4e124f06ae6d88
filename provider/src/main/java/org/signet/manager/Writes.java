package org.signet.manager;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.signet.key.Call;
import org.signet.key.Commands;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyKind;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.KeyRef;
import org.signet.key.NewKey;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.key.UserChange;
import org.signet.manager.audit.Attempt;
import org.signet.manager.audit.Audit;

/** What a connected user changes: his keys, their aliases and chains. Each write is one entry of the audit trail. */
final class Writes {
    private final Places places;
    private final Seals seals;
    private final Catalogue catalogue;
    private final NewKeys newKeys;
    private final Login login;
    private final Sessions sessions;
    private final Doors doors;
    private final Audit audit;
    private final Function<String, Session> connected;

    /** @param connected the session of a user, or the refusal that he has none */
    Writes(
            Places places,
            Seals seals,
            Catalogue catalogue,
            Login login,
            Sessions sessions,
            Doors doors,
            Audit audit,
            Function<String, Session> connected) {
        this.places = Objects.requireNonNull(places);
        this.seals = Objects.requireNonNull(seals);
        this.catalogue = Objects.requireNonNull(catalogue);
        this.newKeys = new NewKeys(places, catalogue);
        this.login = Objects.requireNonNull(login);
        this.sessions = Objects.requireNonNull(sessions);
        this.doors = Objects.requireNonNull(doors);
        this.audit = Objects.requireNonNull(audit);
        this.connected = Objects.requireNonNull(connected);
    }

    /**
     * The first login that sees a newer enrolment has its keys sealed under it, so that it cannot go back; through the file's door
     * that did so already, here by the card that seals (userfile.md, order).
     */
    void acknowledge(Session session, Commands sent) {
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
            change(session, new UserChange.Acknowledge(user.name()), sent);
        } catch (KeyAccessException e) {
            if (e.reason() != Reason.IO) { // a read-only file system: the next login will
                throw e;
            }
        }
    }

    KeyRecord create(String user, NewKey key) {
        Attempt attempt = audit.operation("create", user);
        return attempt.run(() -> {
            KeyRecord made = create(connected.apply(user), key, attempt.sent());
            attempt.key(made);
            return made;
        });
    }

    private KeyRecord create(Session session, NewKey key, Commands sent) {
        KeyPlace home = newKeys.home(session);
        newKeys.require(session, key, home);
        Call call = doors.call(session, sent);
        KeyRecord record = doors.to(session, home, call).create(key, call);
        if (session.user().isEnrolled() && home.custody() == Custody.CARD) {
            change(session, new UserChange.SetEntry(session.user().name(), key.alias(), record, key.chain()), sent);
        } else if (!session.user().isEnrolled() && home.custody() == Custody.FILE) {
            sessions.begin(login.enrolled(session));
        }
        return record;
    }

    KeyRecord generate(String user, KeyKind kind, String alias) {
        Attempt attempt = audit.operation("generate", user);
        return attempt.run(() -> {
            KeyRecord made = generate(connected.apply(user), kind, alias, attempt.sent());
            attempt.key(made);
            return made;
        });
    }

    private KeyRecord generate(Session session, KeyKind kind, String alias, Commands sent) {
        KeyPlace home = newKeys.home(session);
        newKeys.requireFree(session, alias, home);
        Call call = doors.call(session, sent);
        KeyRecord record = catalogue.remember(doors.to(session, home, call).generate(kind, alias, call));
        if (session.user().isEnrolled() && home.custody() == Custody.CARD && !alias.isEmpty()) {
            change(session, new UserChange.SetEntry(session.user().name(), alias, record, List.of()), sent);
        } else if (!session.user().isEnrolled() && home.custody() == Custody.FILE) {
            sessions.begin(login.enrolled(session));
        }
        return record;
    }

    void setEntry(String user, String alias, KeyId id, List<X509Certificate> chain) {
        Attempt attempt = audit.operation("set-entry", user).of(id, null);
        attempt.run(() -> {
            Session session = connected.apply(user);
            KeyRecord record = catalogue.require(session, new KeyRef(user, id));
            attempt.key(record);
            return change(session, new UserChange.SetEntry(user, alias, record, chain), attempt.sent());
        });
    }

    void deleteEntry(String user, String alias) {
        Attempt attempt = audit.operation("delete-entry", user);
        attempt.run(() -> {
            Session session = connected.apply(user);
            places.directory().keys(user).stream()
                    .filter(k -> k.aliases().contains(alias))
                    .findFirst()
                    .ifPresent(attempt::key);
            return change(session, new UserChange.DeleteEntry(user, alias), attempt.sent());
        });
    }

    private KeyRecord change(Session session, UserChange change, Commands sent) {
        if (!session.user().isEnrolled()) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "aliases and chains are kept in the user information file, and "
                            + session.user().name() + " is not enrolled in it; the card itself was not changed");
        }
        Call call = doors.call(session, sent);
        seals.apply(session.user(), change, place -> doors.to(session, place, call), call);
        return null;
    }
}
