package org.signet.manager;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.signet.key.Call;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyFacts;
import org.signet.key.KeyId;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.UserChange;
import org.signet.key.UserDirectory;

/**
 * The administrator whom the configuration pins: a user of the folder who has a key of {@code use: enrolment}. It signs
 * enrolments by the ordinary road, in the file or on his card, and nothing else.
 */
final class Administrator {
    /** The word of a key's {@code use} that keeps it for enrolments. */
    static final String USE = "enrolment";

    private static final String NAMESPACE = "enrolment@signet";

    private final Places places;
    private final Challenge challenge;

    Administrator(Places places, Challenge challenge) {
        this.places = places;
        this.challenge = challenge;
    }

    /** Whether a key is kept for enrolments: nothing else is signed with it. */
    static boolean isKeptForEnrolments(KeyRecord key) {
        return key.facts().use().contains(USE);
    }

    static KeyRecord keptForEnrolments(KeyRecord key) {
        KeyFacts facts = key.facts();
        return new KeyRecord(
                key.id(),
                key.owner(),
                key.aliases(),
                key.publicKey(),
                key.place(),
                key.can(),
                new KeyFacts(facts.created(), facts.origin(), facts.pin(), facts.touch(), Set.of(USE)));
    }

    /** The change with the signature of this key, which is the pinned one. */
    UserChange signed(UserChange change, KeyRecord pinned, KeyAccess door, Call call) {
        byte[] enrolment = places.register().enrolmentToSign(change).orElseThrow();
        return new UserChange.Administered(change, challenge.sign(NAMESPACE, enrolment, pinned, door, call));
    }

    /** The change with his signature, where one is pinned and the enrolment changes; else the change itself. */
    UserChange signed(UserChange change, Call call) {
        if (places.register().enrolmentToSign(change).isEmpty()) {
            return change;
        }
        try (Presence present = present(call).orElseThrow()) {
            return present.signed(change);
        }
    }

    /** He has given his secret, and signs when there is something to be signed. */
    final class Presence implements AutoCloseable {
        private final KeyRecord key;
        private final Errand doors;
        private final Call call;

        private Presence(KeyRecord key, Errand doors, Call call) {
            this.key = key;
            this.doors = doors;
            this.call = call;
        }

        /** As {@link Administrator#signed(UserChange, Call)}. */
        UserChange signed(UserChange change) {
            return places.register()
                    .enrolmentToSign(change)
                    .<UserChange>map(enrolment -> new UserChange.Administered(
                            change, challenge.sign(NAMESPACE, enrolment, key, doors.apply(key.place()), call)))
                    .orElse(change);
        }

        @Override
        public void close() {
            doors.close();
        }
    }

    /** Asks for his secret; empty where nobody is pinned. */
    Optional<Presence> present(Call call) {
        return places.register().administrator().map(id -> present(id, call));
    }

    private Presence present(KeyId id, Call call) {
        UserDirectory.Found found = find(id);
        KeyRecord key = found.key().orElseThrow();
        if (!isKeptForEnrolments(key)) {
            throw new KeyAccessException(
                    Reason.CONFIGURATION,
                    "userfile.admin names key " + id + " of " + found.user().name()
                            + ", which is not kept for enrolments");
        }
        Errand doors = new Errand(places, found.user(), call);
        try {
            Objects.requireNonNull(doors.apply(key.place()));
            return new Presence(key, doors, call);
        } catch (KeyAccessException e) {
            doors.close();
            throw e;
        }
    }

    private UserDirectory.Found find(KeyId id) {
        List<String> users = places.directory().users();
        for (String name : users) {
            Optional<UserDirectory.Found> found = look(name, id);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new KeyAccessException(
                Reason.UNKNOWN, "no user of this folder has the key " + id + " that userfile.admin names");
    }

    private Optional<UserDirectory.Found> look(String name, KeyId id) {
        try {
            return places.directory().find(name, id).filter(found -> found.key().isPresent());
        } catch (KeyAccessException e) {
            return Optional.empty(); // another one's file that cannot be read does not stop him
        }
    }
}
