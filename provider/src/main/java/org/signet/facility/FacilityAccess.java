package org.signet.facility;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.signet.crypto.PrivateOperations;
import org.signet.crypto.Trial;
import org.signet.key.Call;
import org.signet.key.Facility;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyFacts;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Operation;
import org.signet.key.PinPolicy;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.User;

/** One user's door to one storage facility; a file that changed under it is opened anew by the same secret, or by another one. */
final class FacilityAccess implements KeyAccess {
    private static final Set<Reason> WRONG = EnumSet.of(Reason.PASSPHRASE_WRONG, Reason.PIN_WRONG);

    private final User user;
    private final Facility facility;
    private final Vault vault;
    private final Clock clock;
    private final Trial trial = new Trial(new PrivateOperations());

    private Optional<Opened> opened = Optional.empty();
    private Optional<Secret> accepted = Optional.empty();
    private boolean closed;

    /** @param state the vault's, before it was opened */
    private record Opened(Object state, Contents contents) {}

    FacilityAccess(User user, Facility facility, Vault vault, Clock clock) {
        this.user = user;
        this.facility = facility;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public Optional<PublicKey> login(Call call) {
        requireNotClosed();
        vault.state();
        openAsked(call);
        return Optional.empty();
    }

    @Override
    public synchronized boolean proves(Secret secret) {
        return accepted.filter(a -> a.matches(secret)).isPresent();
    }

    private Contents contents(Call call) {
        requireNotClosed();
        Object state = vault.state();
        Optional<Contents> standing = standing(state);
        if (standing.isPresent()) {
            return standing.get();
        }
        Optional<Secret> known = known();
        try {
            if (known.isPresent()) {
                return open(known, state);
            }
        } catch (KeyAccessException e) {
            if (WRONG.contains(e.reason())) {
                forget(); // it has another secret now
            }
            if (e.reason() != Reason.PASSPHRASE_WRONG) {
                throw e;
            }
        } finally {
            known.ifPresent(Secret::close);
        }
        return openAsked(call);
    }

    private Contents openAsked(Call call) {
        Object state = vault.state(); // older than the bytes, or of the same moment, so that no change is ever missed
        if (!vault.isLocked()) {
            return open(Optional.empty(), state);
        }
        try (Secret secret = ask(call)) {
            return open(Optional.of(secret), state);
        } catch (KeyAccessException e) {
            throw WRONG.contains(e.reason()) ? explained(e) : e;
        }
    }

    private static KeyAccessException explained(KeyAccessException e) {
        return new KeyAccessException(
                e.reason(),
                e.getMessage() + " (one that is kept in the user's file is replaced by adding the key again)",
                e.triesLeft().orElse(-1),
                e);
    }

    /** On the caller's thread, with no lock held. */
    private Secret ask(Call call) {
        SecretRequest request =
                new SecretRequest(user.name(), facility.token(), SecretRequest.Kind.FACILITY, OptionalInt.empty());
        return call.prompt()
                .ask(request)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.PIN_NEEDED,
                        "the secret of the storage facility " + facility + " is needed for " + user.name()
                                + "; none is kept in his file, and nobody gave it"));
    }

    private Contents open(Optional<Secret> secret, Object state) {
        Contents fresh = vault.open(secret);
        synchronized (this) {
            if (closed) {
                fresh.close();
            }
            requireNotClosed();
            forget();
            opened = Optional.of(new Opened(state, fresh));
            accepted = secret.map(Secret::copy);
        }
        return fresh;
    }

    private synchronized Optional<Contents> standing(Object state) {
        return opened.filter(o -> o.state().equals(state)).map(Opened::contents);
    }

    private synchronized Optional<Secret> known() {
        return accepted.map(Secret::copy);
    }

    private synchronized void forget() {
        opened.ifPresent(o -> o.contents().close());
        opened = Optional.empty();
        accepted.ifPresent(Secret::close);
        accepted = Optional.empty();
    }

    private synchronized void requireNotClosed() {
        if (closed) {
            throw new KeyAccessException(
                    Reason.NOT_CONNECTED, "the storage facility " + facility + " was closed: log in again");
        }
    }

    /** What it can do is tried. */
    @Override
    public Optional<KeyRecord> key(String reference) {
        Contents contents = contents(nobody());
        return entry(contents, reference).map(entry -> record(contents, entry));
    }

    @Override
    public List<KeyRecord> keys(List<KeyRecord> known) {
        Contents contents = contents(nobody());
        return contents.entries().stream()
                .map(entry -> known.stream()
                        .filter(k -> k.id().equals(entry.id())
                                && k.place().equals(KeyPlace.facility(facility, entry.reference())))
                        .findFirst()
                        .orElseGet(() -> record(contents, entry)))
                .toList();
    }

    @Override
    public List<X509Certificate> certificates(KeyRecord key, String alias) {
        return entry(contents(nobody()), key.place().reference())
                .map(Entry::chain)
                .orElse(List.of());
    }

    private KeyRecord record(Contents contents, Entry entry) {
        KeyFacts facts = new KeyFacts(
                clock.instant().truncatedTo(ChronoUnit.SECONDS), KeyOrigin.UNKNOWN, PinPolicy.NEVER, false, Set.of());
        KeyPlace place = KeyPlace.facility(facility, entry.reference());
        KeyRecord untried = new KeyRecord(
                entry.id(), user.name(), List.of(entry.name()), entry.publicKey(), place, Set.of(), facts);
        return untried.withCan(contents.can(entry).orElseGet(() -> trial.of(untried, this, nobody())));
    }

    @Override
    public byte[] perform(KeyRecord key, Operation operation) {
        if (!key.can().contains(operation.primitive())) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    "key " + key.id() + " cannot do " + operation.primitive().word());
        }
        Contents contents = contents(operation.call());
        Entry entry = enrolled(contents, key);
        try {
            return contents.perform(entry, operation.primitive(), operation.input());
        } catch (KeyAccessException e) {
            if (e.reason() == Reason.IO) {
                shut(contents); // a token that went and came again wants to be opened again
            }
            throw e;
        }
    }

    /** Its secret is kept. */
    private synchronized void shut(Contents contents) {
        if (opened.filter(o -> o.contents() == contents).isPresent()) {
            contents.close();
            opened = Optional.empty();
        }
    }

    @Override
    public <T> T lend(KeyRecord key, Function<PrivateKey, T> use) {
        Contents contents = contents(nobody());
        return contents.lend(enrolled(contents, key), use);
    }

    /** The entry that the record means, with the very key that it names. */
    private Entry enrolled(Contents contents, KeyRecord key) {
        String reference = key.place().reference();
        Entry entry = entry(contents, reference)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.UNKNOWN,
                        "the storage facility " + facility + " holds no key " + reference + " any more"));
        if (!entry.id().equals(key.id())) {
            throw new KeyAccessException(
                    Reason.DAMAGED,
                    "the storage facility " + facility + ": its key " + reference + " is another one than key "
                            + key.id() + ", which was enrolled from it");
        }
        return entry;
    }

    private static Optional<Entry> entry(Contents contents, String reference) {
        return contents.entries().stream()
                .filter(e -> e.reference().equals(reference))
                .findFirst();
    }

    @Override
    public KeyRecord create(NewKey key, Call call) {
        throw new KeyAccessException(
                Reason.CANNOT,
                "Signet only reads the storage facility " + facility
                        + ": put the key there by the facility's own tool, then add it");
    }

    private static Call nobody() {
        return Call.of(SecretPrompt.NOBODY, Duration.ZERO);
    }

    @Override
    public synchronized void close() {
        closed = true;
        forget();
    }
}
