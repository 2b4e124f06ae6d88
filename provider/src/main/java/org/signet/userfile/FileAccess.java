package org.signet.userfile;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyKind;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Operation;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretRequest;
import org.signet.key.SecretRequest.Kind;
import org.signet.key.User;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Names;
import org.signet.userfile.format.Octets;
import org.signet.wrap.AcceptedSecret;
import org.signet.wrap.Passphrase;

/**
 * A user's door to his own part of the user information file. A private key is unwrapped for one operation and wiped,
 * or, where a service holds it outside the Java heap, at the door's end: {@link KeptKeys}.
 */
final class FileAccess implements KeyAccess {
    private final User user;
    private final UserStore store;
    private final UserFileOptions options;
    private final OpenDoors doors;
    private final Set<Octets> compared = ConcurrentHashMap.newKeySet(); // blobs whose key was seen to be the record's

    private final KeptKeys keptKeys;

    private Optional<OpenedFile> opened = Optional.empty();
    private Optional<AcceptedSecret> accepted = Optional.empty();
    private Optional<NewMaster> coming = Optional.empty();
    private boolean closed;

    FileAccess(User user, UserStore store, UserFileOptions options, OpenDoors doors) {
        this.user = user;
        this.store = store;
        this.options = options;
        this.doors = doors;
        this.keptKeys = new KeptKeys(options.services());
    }

    @Override
    public Optional<PublicKey> login(Call call) {
        requireNotClosed();
        Optional<Snapshot> current = store.read(user.name());
        if (current.isEmpty() && !user.isEnrolled()) {
            newPassphrase(call, secret -> NewMaster.first(Ids.fresh(), secret, options.cost()));
            return Optional.empty();
        }
        Snapshot snapshot = current.orElseThrow(this::isGone);
        if (!snapshot.user().id().equals(knownId())) {
            throw user.isEnrolled() ? Unknowns.enrolledAnew(user) : Unknowns.enrolledMeanwhile(user);
        }
        if (snapshot.text().body().master().isEmpty()) { // a card's user, who gets a passphrase
            return Optional.of(newPassphrase(call, secret -> NewMaster.first(user.id(), secret, options.cost())));
        }
        return Optional.of(open(snapshot, call));
    }

    @Override
    public PublicKey renew(boolean newSealer, Call call) {
        OpenedFile file = requireOpened();
        try (Secret secret = ask(call, Kind.NEW_PASSPHRASE)) {
            Passphrase.requireGood(secret.value());
            return comes(NewMaster.instead(file, newSealer, secret, options.cost()));
        }
    }

    /** Kept until a file has it: with his first key, or by the register. */
    private PublicKey newPassphrase(Call call, Function<Secret, NewMaster> master) {
        try (Secret secret = ask(call, Kind.NEW_PASSPHRASE)) {
            Passphrase.requireGood(secret.value());
            synchronized (this) {
                requireNotClosed();
                forget();
                accepted = Optional.of(new AcceptedSecret(secret.value()));
            }
            return comes(master.apply(secret));
        }
    }

    private synchronized PublicKey comes(NewMaster master) {
        if (closed) {
            master.close();
        }
        requireNotClosed();
        coming.ifPresent(NewMaster::close);
        coming = Optional.of(master);
        doors.add(this);
        return master.sealer();
    }

    /** The new passphrase, if this is his door and was given one. */
    synchronized Optional<NewMaster> coming(String name) {
        return coming.filter(master -> user.name().equals(name));
    }

    /** The file has it now. */
    synchronized void arrived(NewMaster master) {
        if (coming.filter(m -> m == master).isPresent()) {
            keptKeys.close();
            opened = Optional.of(master.opened());
            coming = Optional.empty();
        }
    }

    private PublicKey open(Snapshot snapshot, Call call) {
        PublicKey sealer;
        try (Secret secret = ask(call, Kind.PASSPHRASE)) {
            OpenedFile file = options.tries().open(store.folder(), snapshot, secret);
            sealer = file.sealer();
            take(file, secret);
        }
        if (snapshot.awaitsAcknowledgement()) {
            acknowledgeEnrolment();
        }
        return sealer;
    }

    private synchronized void take(OpenedFile file, Secret secret) {
        if (closed) {
            file.close();
        }
        requireNotClosed();
        forget();
        opened = Optional.of(file);
        accepted = Optional.of(new AcceptedSecret(secret.value()));
        doors.add(this);
    }

    // userfile.md, order: the first login that sees a newer enrolment rewrites the body, so that it cannot go back.
    private void acknowledgeEnrolment() {
        try {
            change(keys -> keys);
        } catch (KeyAccessException e) {
            if (e.reason() != Reason.IO) { // a read-only file system: the next one will
                throw e;
            }
        }
    }

    private Secret ask(Call call, Kind kind) {
        return call.prompt()
                .ask(new SecretRequest(user.name(), "file", kind, OptionalInt.empty()))
                .orElseThrow(() -> new KeyAccessException(
                        Reason.PIN_NEEDED,
                        "the passphrase of " + Names.encodeUser(user.name()) + " is needed; nobody gave it"));
    }

    @Override
    public boolean proves(Secret secret) {
        AcceptedSecret known;
        synchronized (this) {
            if (accepted.isEmpty()) {
                return false;
            }
            known = accepted.get();
        }
        return known.is(secret.value());
    }

    /** By alias or by key id in hex: the file's keys have no reference of their own. */
    @Override
    public Optional<KeyRecord> key(String reference) {
        return records().stream()
                .filter(key -> key.id().hex().equals(reference) || key.aliases().contains(reference))
                .findFirst();
    }

    @Override
    public List<KeyRecord> keys(List<KeyRecord> known) {
        return records();
    }

    @Override
    public List<X509Certificate> certificates(KeyRecord key, String alias) {
        return store.read(user.name())
                .map(snapshot -> snapshot.certificates(Names.alias(alias)))
                .orElse(List.of());
    }

    private List<KeyRecord> records() {
        return store.read(user.name()).map(Snapshot::keys).orElse(List.of()).stream()
                .filter(key -> key.place().custody() == Custody.FILE)
                .toList();
    }

    @Override
    public byte[] perform(KeyRecord key, Operation operation) {
        if (!key.can().contains(operation.primitive())) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    "key " + key.id() + " cannot do " + operation.primitive().word());
        }
        OpenedFile file = requireOpened();
        Snapshot snapshot = current(file);
        KeyUse use = new KeyUse(snapshot, paragraph(snapshot, key), file, compared);
        return use.perform(operation, options.services(), keptKeys, this::keep);
    }

    @Override
    public <T> T lend(KeyRecord key, Function<PrivateKey, T> use) {
        OpenedFile file = requireOpened();
        Snapshot snapshot = current(file);
        return new KeyUse(snapshot, paragraph(snapshot, key), file, compared).lend(use);
    }

    /** Unless the door was closed meanwhile. */
    private synchronized void keep(OpenedFile file, KeyParagraph paragraph, Primitive primitive, PrivateKey key) {
        if (opened.filter(o -> o == file).isPresent()) {
            keptKeys.keep(paragraph, primitive, key);
        }
    }

    private KeyParagraph paragraph(Snapshot snapshot, KeyRecord key) {
        return snapshot.paragraph(key.id()).orElseThrow(() -> Unknowns.noSuchKey(user, key));
    }

    @Override
    public KeyRecord create(NewKey key, Call call) {
        try (SoftwareKey software = SoftwareKey.of(key)) {
            return add(software, key.origin(), key.alias(), Entries.chain(software.id(), key.chain()));
        }
    }

    @Override
    public KeyRecord generate(KeyKind kind, String alias, Call call) {
        requireWriting();
        try (SoftwareKey software = SoftwareKey.generate(kind)) {
            return add(software, KeyOrigin.FILE, alias, List.of());
        }
    }

    /** Before a key is made, which may take seconds. */
    private synchronized void requireWriting() {
        if (coming.isEmpty()) {
            requireOpened();
        }
    }

    /** @param alias empty for a key that gets its name later */
    private KeyRecord add(SoftwareKey software, KeyOrigin origin, String alias, List<Octets> chain) {
        Optional<KeyParagraph.Alias> entry =
                alias.isEmpty() ? Optional.empty() : Optional.of(new KeyParagraph.Alias(Names.alias(alias), chain));
        KeyParagraph fresh = Entries.paragraph(software, origin, options.clock().instant())
                .withAliases(entry.stream().toList());
        if (!enrolled(fresh, software)) {
            Octets blob = requireOpened().wrap(fresh.id(), software.pkcs8());
            change(keys -> Entries.add(keys, fresh.withWrapped(Optional.of(blob))));
        }
        return store.read(user.name())
                .flatMap(snapshot -> snapshot.key(software.id()))
                .orElseThrow(this::isGone);
    }

    /** Enrols the user with this key if that is still to be done. */
    private synchronized boolean enrolled(KeyParagraph first, SoftwareKey software) {
        requireNotClosed();
        if (coming.isEmpty() || user.isEnrolled()) {
            return false;
        }
        NewMaster master = coming.get();
        Draft draft = FirstKey.draft(user, master, first, software, options.administrator());
        store.replace(user.name(), current -> {
            if (current.isPresent()) {
                throw Unknowns.enrolledMeanwhile(user);
            }
            return draft.sealed(master.seal(draft.message()));
        });
        arrived(master);
        return true;
    }

    @Override
    public void keepCopy(KeyRecord key, PrivateKey privateKey) {
        NewKey copy = new NewKey(
                "", privateKey, key.publicKey(), List.of(), key.facts().origin());
        try (SoftwareKey software = SoftwareKey.of(copy)) {
            Octets blob = requireOpened().wrap(software.id(), software.pkcs8());
            change(keys -> Entries.withCopy(keys, software.id(), blob));
        }
    }

    /** Of a key that has moved: the kept copy goes, the record stays. */
    @Override
    public void destroy(KeyRecord key) {
        change(keys -> Entries.withoutCopy(keys, key.id()));
    }

    @Override
    public boolean keepsSecretOf(KeyRecord key) {
        return store.read(user.name())
                .flatMap(snapshot -> snapshot.paragraph(key.id()))
                .flatMap(KeyParagraph::facility)
                .isPresent();
    }

    @Override
    public Optional<Secret> keptSecret(KeyRecord key) {
        OpenedFile file = requireOpened();
        Snapshot snapshot = current(file);
        return file.facilitySecret(snapshot, paragraph(snapshot, key));
    }

    @Override
    public void keepSecret(KeyRecord key, Secret secret) {
        Octets blob = requireOpened().wrapFacilitySecret(key.id(), secret);
        change(keys -> Entries.keepSecret(keys, key.id(), blob));
    }

    private void change(Function<List<KeyParagraph>, List<KeyParagraph>> change) {
        OpenedFile file = requireOpened();
        store.replace(user.name(), current -> {
            Snapshot snapshot = current.orElseThrow(this::isGone);
            file.requireSame(snapshot);
            Draft draft = Draft.next(
                    snapshot.text(), change.apply(snapshot.text().body().keys()));
            return draft.sealed(file.seal(draft.message()));
        });
    }

    /** The seal, if this door is open to that very file. */
    Optional<byte[]> seal(Snapshot current, byte[] message) {
        Optional<OpenedFile> file;
        synchronized (this) {
            file = opened;
        }
        return file.filter(f -> f.isOf(current)).map(f -> f.seal(message));
    }

    private Snapshot current(OpenedFile file) {
        Snapshot snapshot = store.read(user.name()).orElseThrow(this::isGone);
        file.requireSame(snapshot);
        return snapshot;
    }

    private synchronized OpenedFile requireOpened() {
        requireNotClosed();
        return opened.orElseThrow(() -> new KeyAccessException(
                Reason.NOT_CONNECTED,
                Names.encodeUser(user.name()) + " is not logged in to the user file: log in first"));
    }

    private synchronized void requireNotClosed() {
        if (closed) {
            throw new KeyAccessException(
                    Reason.NOT_CONNECTED, Names.encodeUser(user.name()) + " is logged out: log in again");
        }
    }

    private synchronized String knownId() {
        return opened.map(OpenedFile::userId).orElse(user.id());
    }

    private KeyAccessException isGone() {
        return Unknowns.isGone(user, store.folder());
    }

    @Override
    public synchronized void close() {
        closed = true;
        forget();
    }

    private void forget() {
        doors.remove(this);
        opened.ifPresent(OpenedFile::close);
        opened = Optional.empty();
        accepted.ifPresent(AcceptedSecret::close);
        accepted = Optional.empty();
        coming.ifPresent(NewMaster::close);
        coming = Optional.empty();
        compared.clear();
        keptKeys.close();
    }
}
