package org.signet.manager;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.Token;
import org.signet.key.User;
import org.signet.key.UserChange;

/** Enters keys of storage facilities in a user's file: each is found there and tried first. */
final class FacilityKeys {
    private final Places places;
    private final Seals seals;

    FacilityKeys(Places places, Seals seals) {
        this.places = Objects.requireNonNull(places);
        this.seals = Objects.requireNonNull(seals);
    }

    /** What was found in a facility, and the secret that opened it. */
    record Found(KeyRecord record, List<X509Certificate> chain, Optional<Secret> secret) implements AutoCloseable {
        /** As the user is to call it. */
        String alias() {
            return record.aliases().get(0);
        }

        @Override
        public void close() {
            secret.ifPresent(Secret::close);
        }
    }

    /** Opens the facility and tries the key. @throws KeyAccessException REFUSED if it can do nothing */
    Found find(User user, NewFacilityKey wanted, Call call) {
        Token token = places.find(Custody.FACILITY, wanted.facility().token()).orElseThrow();
        try (Overheard overheard = new Overheard(call.prompt());
                KeyAccess door = places.open(user, token, loss -> {})) {
            door.login(new Call(overheard, call.atMost(), call.sent()));
            KeyRecord key = wanted.reference()
                    .map(reference -> named(door, wanted, reference))
                    .orElseGet(() -> only(door, wanted));
            if (key.can().isEmpty()) {
                throw new KeyAccessException(
                        Reason.REFUSED,
                        "the key in " + key.place() + " can do nothing that Signet knows, or is not its certificate's");
            }
            String alias = wanted.alias().orElse(key.aliases().get(0));
            return new Found(
                    key.withAliases(List.of(alias)),
                    door.certificates(key, alias),
                    wanted.keepSecret() ? overheard.secret() : Optional.empty());
        }
    }

    private static KeyRecord named(KeyAccess door, NewFacilityKey wanted, String reference) {
        return door.key(reference)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.UNKNOWN,
                        "the storage facility " + wanted.facility() + " holds no key " + reference + ", but "
                                + references(door.keys(List.of()))));
    }

    private static KeyRecord only(KeyAccess door, NewFacilityKey wanted) {
        List<KeyRecord> keys = door.keys(List.of());
        if (keys.size() == 1) {
            return keys.get(0);
        }
        throw new KeyAccessException(
                Reason.REFUSED,
                "the storage facility " + wanted.facility() + " holds " + references(keys) + ": say which is meant");
    }

    private static String references(List<KeyRecord> keys) {
        return keys.isEmpty()
                ? "no key with a certificate"
                : keys.stream().map(k -> k.place().reference()).sorted().collect(Collectors.joining(", "));
    }

    /** To a user who is enrolled; one that he has in a facility already is there from now on, with this secret. */
    KeyRecord add(User user, NewFacilityKey wanted, Call call) {
        try (Found found = find(user, wanted, call);
                Errand doors = new Errand(places, user, call)) {
            // A card that seals means that there is no master key to wrap anything with.
            if (found.secret().isPresent() && user.sealingCard().isPresent()) {
                throw new KeyAccessException(
                        Reason.CANNOT,
                        user.name()
                                + " has no passphrase, so that no secret can be kept for him: leave it to be asked for");
            }
            Optional<KeyRecord> known =
                    places.directory().key(user.name(), found.record().id());
            known.ifPresent(k -> requireFacility(user, k));
            if (known.isPresent()) {
                KeyRecord moved = known.get()
                        .at(found.record().place())
                        .withCan(found.record().can());
                seals.apply(user, new UserChange.Amend(user, Map.of(), List.of(moved)), doors, call);
            }
            seals.apply(user, entry(user, found), doors, call);
            found.secret().ifPresent(secret -> doors.apply(KeyPlace.FILE).keepSecret(found.record(), secret));
            return places.directory().key(user.name(), found.record().id()).orElseThrow();
        }
    }

    /**
     * To a user who has just been enrolled.
     *
     * @param file his open door, which seals
     */
    void enter(User user, Found found, KeyAccess file) {
        places.register().apply(entry(user, found), Optional.empty());
        found.secret().ifPresent(secret -> file.keepSecret(found.record(), secret));
    }

    private static UserChange entry(User user, Found found) {
        return new UserChange.SetEntry(user.name(), found.alias(), found.record(), found.chain());
    }

    private static void requireFacility(User user, KeyRecord known) {
        if (known.place().custody() != Custody.FACILITY) {
            throw new KeyAccessException(
                    Reason.REFUSED, user.name() + " has key " + known.id() + " already, in " + known.place());
        }
    }

    /** Remembers the facility's secret as it passes. */
    private static final class Overheard implements SecretPrompt, AutoCloseable {
        private final SecretPrompt asked;
        private Optional<Secret> heard = Optional.empty();

        Overheard(SecretPrompt asked) {
            this.asked = asked;
        }

        @Override
        public Optional<Secret> ask(SecretRequest request) {
            Optional<Secret> answer = asked.ask(request);
            heard = answer.map(Secret::copy);
            return answer;
        }

        Optional<Secret> secret() {
            return heard.map(Secret::copy);
        }

        @Override
        public void close() {
            heard.ifPresent(Secret::close);
        }
    }
}
