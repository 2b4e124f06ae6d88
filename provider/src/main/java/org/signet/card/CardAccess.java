package org.signet.card;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.signet.card.KeyOperation.Missing;
import org.signet.card.KeyOperation.Outcome;
import org.signet.card.KeyPlacing.Spot;
import org.signet.card.KeyPlacing.Wish;
import org.signet.iso7816.ReaderException;
import org.signet.key.Call;
import org.signet.key.Commands;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyFacts;
import org.signet.key.KeyId;
import org.signet.key.KeyKind;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Operation;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.User;

/** One user's door to one card application, from opening to removal or close; every request is one transaction on the card. */
final class CardAccess implements KeyAccess {
    private static final Duration LOGOUT = Duration.ofSeconds(1);
    private static final Duration TOUCH = Duration.ofSeconds(30); // a YubiKey waits for 15
    private static final Duration GENERATION = Duration.ofMinutes(5); // of RSA-4096 by a small chip

    private final User user;
    private final Identity identity;
    private final KeyReading reading;
    private final ReaderThreads threads;
    private final ReaderThread reader;
    private final CardOptions options;
    private final AcceptedPin accepted;
    private final PinGate gate;
    private final Executor events;
    private final Consumer<KeyAccessException> lost;
    private final AtomicReference<DoorEnd> end = new AtomicReference<>(DoorEnd.NOT_YET);
    private volatile Optional<InsertedCard> card;

    /** Whether it has met that card itself. */
    private volatile boolean used;

    /** What a door is made of beside its user and its card. */
    record Frame(ReaderThreads threads, CardOptions options, AcceptedPin accepted, PinGate gate, Executor events) {}

    CardAccess(User user, Identity identity, String reader, Frame frame, Consumer<KeyAccessException> lost) {
        this.user = user;
        this.identity = identity;
        this.reading = new KeyReading(identity);
        this.threads = frame.threads();
        this.reader = threads.of(reader);
        this.options = frame.options();
        this.accepted = frame.accepted();
        this.gate = frame.gate();
        this.events = frame.events();
        this.lost = lost;
        this.card = this.reader
                .card()
                .filter(c -> c.serial(identity.driver())
                        .filter(identity.serial()::equals)
                        .isPresent());
    }

    String token() {
        return identity.token();
    }

    @Override
    public Optional<PublicKey> login(Call call) {
        requireOpen();
        try (Pin pin = ask(call)) {
            transact(Limits.of(options, call), transaction -> {
                gate.prove(transaction, pin);
                return true;
            });
        }
        return Optional.empty();
    }

    @Override
    public boolean proves(Secret secret) {
        return gate.proves(secret);
    }

    /** An empty transaction finds out what the monitor may have missed: a card that was out and in again between two looks. */
    @Override
    public boolean stands() {
        try {
            transact(Limits.of(options), transaction -> true);
        } catch (KeyAccessException e) {
            // a busy reader says nothing of the card; one that has gone has shut this door
        }
        return end.get().isToCome();
    }

    @Override
    public Optional<KeyRecord> key(String reference) {
        return read(reference).map(this::record);
    }

    @Override
    public List<KeyRecord> keys(List<KeyRecord> known) {
        return transact(Limits.of(options), transaction -> {
            List<KeyRecord> found = new ArrayList<>();
            for (String reference : transaction.enter(identity).references()) {
                KeyPlace place = KeyPlace.card(token(), reference);
                Optional<KeyRecord> before =
                        known.stream().filter(k -> k.place().equals(place)).findFirst();
                if (before.isEmpty()) {
                    before = reading.readable(transaction, reference).map(this::record);
                }
                before.ifPresent(found::add);
            }
            return found;
        });
    }

    @Override
    public PinPolicy pin(KeyRecord key) {
        return transact(
                Limits.of(options),
                transaction -> transaction.enter(identity).pinPolicy(key.place().reference()));
    }

    @Override
    public boolean touch(KeyRecord key) {
        String reference = key.place().reference();
        return transact(Limits.of(options), transaction -> transaction.touch(identity, reference) != TouchPolicy.NEVER);
    }

    @Override
    public List<X509Certificate> certificates(KeyRecord key, String alias) {
        return read(key.place().reference()).map(CardKey::chain).orElse(List.of());
    }

    private Optional<CardKey> read(String reference) {
        requireOpen();
        Optional<CardKey> known = card.filter(c -> !c.isGone()).flatMap(c -> c.knownKey(identity.driver(), reference));
        return known.or(() -> transact(Limits.of(options), transaction -> reading.read(transaction, reference)));
    }

    private KeyRecord record(CardKey key) {
        return new KeyRecord(
                KeyId.of(key.publicKey()),
                user.name(),
                List.of(identity.driver().name() + "-" + key.reference()),
                key.publicKey(),
                KeyPlace.card(token(), key.reference()),
                key.can(),
                new KeyFacts(key.created(), key.origin(), key.pin(), key.touch() != TouchPolicy.NEVER, Set.of()));
    }

    @Override
    public byte[] perform(KeyRecord key, Operation operation) {
        requireOpen();
        Limits limits = Limits.of(options, operation.call());
        Outcome outcome = transact(limits, new KeyOperation(identity, gate, key, operation, Optional.empty(), false));
        return switch (outcome.missing()) {
            case NOTHING -> outcome.result();
            case PIN -> performAsked(key, operation, limits);
            case TOUCH -> performTouched(key, operation, Optional.empty(), limits);
        };
    }

    private byte[] performAsked(KeyRecord key, Operation operation, Limits limits) {
        try (Pin pin = ask(operation.call())) {
            Outcome outcome =
                    transact(limits, new KeyOperation(identity, gate, key, operation, Optional.of(pin), false));
            return switch (outcome.missing()) {
                case NOTHING -> outcome.result();
                case PIN -> throw pinNeeded();
                case TOUCH -> performTouched(key, operation, Optional.of(pin), limits);
            };
        }
    }

    /** A person is told on the caller's thread, with no transaction open, and has time. */
    private byte[] performTouched(KeyRecord key, Operation operation, Optional<Pin> pin, Limits limits) {
        Duration atMost = limits.atMost().compareTo(TOUCH) < 0 ? TOUCH : limits.atMost();
        Limits patient = new Limits(limits.queue(), atMost, limits.commands());
        SecretPrompt.Notice notice = operation.call().prompt().touchAwaited(token());
        try {
            Outcome outcome = transact(patient, new KeyOperation(identity, gate, key, operation, pin, true));
            if (outcome.missing() != Missing.NOTHING) {
                throw pinNeeded(); // the kept one has become too old meanwhile
            }
            return outcome.result();
        } finally {
            notice.close();
        }
    }

    /** On the caller's thread, with no transaction open. */
    private Pin ask(Call call) {
        requireOpen();
        SecretRequest request = new SecretRequest(user.name(), token(), SecretRequest.Kind.PIN, gate.triesLeft());
        return gate.given(call.prompt().ask(request).orElseThrow(this::pinNeeded));
    }

    /** A door that was shut meanwhile has wiped its PIN, and says that instead: nothing is asked for it. */
    private KeyAccessException pinNeeded() {
        requireOpen();
        return new KeyAccessException(
                Reason.PIN_NEEDED,
                token() + " in reader " + reader.name() + " needs its PIN, and nobody was there to give it");
    }

    @Override
    public KeyRecord foresee(PublicKey like, String alias, Set<Primitive> wanted, Set<String> taken) {
        Wish wish = Wish.of(like, identity.slot(alias), wanted, true);
        Spot spot = transact(
                Limits.of(options),
                transaction -> new KeyPlacing(transaction.compared(identity), token()).find(wish, taken));
        return spot.there()
                .map(this::record)
                .orElseGet(() -> record(
                        new CardKey(spot.reference(), like, List.of(), spot.could(), PinPolicy.ONCE, Instant.EPOCH)));
    }

    @Override
    public KeyRecord create(NewKey key, Call call) {
        Wish wish = Wish.of(key.publicKey(), identity.slot(key.alias()), key.wanted(), overwrites(key));
        try (ManagementSecret secret = askToWrite(call)) {
            KeyWriting writing = new KeyWriting(identity, secret);
            return record(transact(Limits.of(options, call), transaction -> writing.take(transaction, key, wish)));
        }
    }

    @Override
    public KeyRecord generate(KeyKind kind, String alias, Call call) {
        Wish wish = Wish.of(kind, identity.slot(alias), options.overwrites());
        try (ManagementSecret secret = askToWrite(call)) {
            KeyWriting writing = new KeyWriting(identity, secret);
            Limits limits = new Limits(options.queue(), GENERATION, call.sent());
            return record(transact(limits, transaction -> writing.make(transaction, kind, wish)));
        }
    }

    private boolean overwrites(NewKey key) {
        return key.overwrites() || options.overwrites();
    }

    /** On the caller's thread, with no transaction open. */
    private ManagementSecret askToWrite(Call call) {
        requireOpen();
        SecretRequest request =
                new SecretRequest(user.name(), token(), SecretRequest.Kind.MANAGEMENT_KEY, OptionalInt.empty());
        return ManagementSecret.given(call.prompt().ask(request), token());
    }

    private <T> T transact(Limits limits, Task.Job<T> job) {
        requireOpen();
        try {
            return reader.run(limits, new Bound<>(job));
        } catch (KeyAccessException e) {
            if (e.reason() == Reason.WRONG_CARD) {
                lose(e);
            } else if (e.reason() == Reason.NO_CARD
                    && used) { // its card was found to be gone, and it is told in a moment
                card.flatMap(InsertedCard::gone).ifPresent(this::lose);
                requireOpen();
            }
            throw e;
        }
    }

    /** A job on this door's own card and on no other. */
    private final class Bound<T> implements Task.Job<T> {
        private final Task.Job<T> job;

        Bound(Task.Job<T> job) {
            this.job = job;
        }

        @Override
        public T run(Transaction transaction) throws ReaderException, CardRefusal, CardDataException {
            bind(transaction.card());
            return job.run(transaction);
        }

        @Override
        public boolean isOneCommand(InsertedCard inserted) {
            return job.isOneCommand(inserted);
        }
    }

    private void bind(InsertedCard inserted) {
        requireOpen();
        if (used && card.filter(c -> !c.equals(inserted)).isPresent()) { // each insertion is its own
            lose(card.get().gone().orElseGet(this::removed));
            requireOpen();
        }
        card = Optional.of(inserted);
        used = true;
    }

    private void requireOpen() {
        DoorEnd now = end.get();
        if (!now.isToCome()) {
            throw now.exception();
        }
    }

    private KeyAccessException removed() {
        return new KeyAccessException(
                Reason.REMOVED, "card " + token() + " was removed from reader " + reader.name() + ": log in again");
    }

    boolean leadsTo(InsertedCard inserted) {
        return card.filter(c -> c == inserted).isPresent();
    }

    /** By whoever sees first that a card has gone. */
    void left(InsertedCard inserted) {
        if (leadsTo(inserted) && !used) {
            card = Optional.empty(); // the last door before this one let go of the card while this one was being made
        } else if (leadsTo(inserted)) {
            lose(inserted.gone().orElseGet(this::removed));
        }
    }

    private void lose(KeyAccessException why) {
        KeyAccessException message = removed();
        if (end.compareAndSet(DoorEnd.NOT_YET, new DoorEnd(message.reason(), message.getMessage()))) {
            threads.closed(this);
            accepted.close();
            tell(why);
        }
    }

    private void tell(KeyAccessException why) {
        try {
            events.execute(() -> lost.accept(why));
        } catch (RejectedExecutionException e) {
            return; // whoever would hear it has been closed
        }
    }

    @Override
    public void close() {
        boolean proved = gate.isProved();
        DoorEnd closed =
                new DoorEnd(Reason.NOT_CONNECTED, "the session with card " + token() + " was closed: log in again");
        if (!end.compareAndSet(DoorEnd.NOT_YET, closed)) {
            return;
        }
        threads.closed(this);
        accepted.close();
        if (card.isPresent() && !threads.isOpen(token())) {
            leave(card.get(), proved, closed.exception());
        }
    }

    // With the last door the connection goes too: another program may want the card for itself.
    private void leave(InsertedCard inserted, boolean proved, KeyAccessException closed) {
        try {
            reader.run(new Limits(LOGOUT, LOGOUT, new Commands()), transaction -> {
                if (transaction.card() == inserted && proved && !threads.isOpen(token())) {
                    transaction.compared(identity).logout();
                    inserted.verified(false);
                    transaction.resetAtEnd(options.resetAtLogout());
                }
                if (!threads.isUsed(inserted)) {
                    inserted.leave(closed);
                }
                return true;
            });
        } catch (KeyAccessException e) {
            return; // best effort: the PIN is wiped, and the card may be in its owner's pocket
        }
    }
}
