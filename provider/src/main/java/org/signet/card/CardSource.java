package org.signet.card;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.signet.iso7816.Reader;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.Readers;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeySource;
import org.signet.key.PinLedger;
import org.signet.key.Reason;
import org.signet.key.Token;
import org.signet.key.User;

/** The card applications in all readers. */
public final class CardSource implements KeySource {
    private final Readers readers;
    private final List<CardDriver> drivers;
    private final CardOptions options;
    private final Executor events;
    private final ReaderThreads threads;
    private volatile List<UnknownCard> unknown = List.of();

    /** A card that gave no token at the last {@link #tokens()}, and why. */
    public record UnknownCard(String reader, KeyAccessException why) {}

    /** What one reader's card turned out to be. */
    private record Found(List<Token> tokens, List<UnknownCard> unknown) {}

    /**
     * @param drivers in the order in which their applications are looked for
     * @param events runs what {@link #open} was given for a loss; never a reader's thread
     */
    public CardSource(Readers readers, List<CardDriver> drivers, CardOptions options, Executor events) {
        this.readers = readers;
        this.drivers = List.copyOf(drivers);
        this.options = options;
        this.events = events;
        this.threads = ReaderThreads.of(readers);
    }

    @Override
    public Custody custody() {
        return Custody.CARD;
    }

    /** Throws what the first card said if there are cards and none can be told for trouble. */
    @Override
    public List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        List<UnknownCard> others = new ArrayList<>();
        for (String reader : withCard()) {
            Found found = look(reader);
            tokens.addAll(found.tokens());
            others.addAll(found.unknown());
        }
        unknown = List.copyOf(others);
        if (tokens.isEmpty()) {
            others.stream()
                    .map(UnknownCard::why)
                    .filter(w -> w.reason() != Reason.CANNOT)
                    .findFirst()
                    .ifPresent(w -> {
                        throw w;
                    });
        }
        return options.serial().map(wanted -> only(wanted, tokens)).orElse(List.copyOf(tokens));
    }

    /** Configuration names one card; the others are as if they were not there, but for the message. */
    private static List<Token> only(String wanted, List<Token> tokens) {
        List<Token> meant =
                tokens.stream().filter(t -> Token.isMeant(t.id(), wanted)).toList();
        if (meant.isEmpty() && !tokens.isEmpty()) {
            throw new KeyAccessException(
                    Reason.WRONG_CARD,
                    "card.serial=" + wanted + " is in no reader; there are "
                            + tokens.stream()
                                    .map(t -> t.id() + " in " + t.where())
                                    .collect(Collectors.joining(", ")));
        }
        return meant;
    }

    /** The cards that the last {@link #tokens()} passed over: CANNOT for those that no driver knows. */
    public List<UnknownCard> unknownCards() {
        return unknown;
    }

    @Override
    public List<String> passedOver() {
        return unknown.stream().map(card -> card.why().getMessage()).toList();
    }

    /** The tokens of one reader's card; throws why it has none. */
    List<Token> tokens(String reader) {
        Found found = found(reader, identities(reader));
        found.unknown().stream().findFirst().ifPresent(card -> {
            throw card.why();
        });
        return found.tokens();
    }

    /** What the PIN counter of a token says. */
    OptionalInt triesLeft(Token token) {
        Identity identity = identity(token);
        return threads.of(token.where())
                .run(
                        Limits.of(options),
                        transaction -> transaction.compared(identity).pinState().triesLeft());
    }

    private List<String> withCard() {
        try {
            return readers.readers().stream()
                    .filter(Reader::cardPresent)
                    .map(Reader::name)
                    .toList();
        } catch (ReaderException e) {
            throw CardErrors.of(e);
        }
    }

    private Found look(String reader) {
        try {
            return found(reader, identities(reader));
        } catch (KeyAccessException e) {
            return new Found(List.of(), List.of(new UnknownCard(reader, e)));
        }
    }

    // A card that was swapped since it was met is met again.
    private List<Identity> identities(String reader) {
        try {
            return threads.of(reader).run(Limits.of(options), this::recognise);
        } catch (KeyAccessException e) {
            if (e.reason() != Reason.WRONG_CARD && e.reason() != Reason.REMOVED) {
                throw e;
            }
            return threads.of(reader).run(Limits.of(options), this::recognise);
        }
    }

    private List<Identity> recognise(Transaction transaction) throws ReaderException, CardRefusal, CardDataException {
        List<Identity> found = new ArrayList<>();
        for (CardDriver driver : drivers) {
            Optional<String> serial = transaction.recognise(driver);
            serial.map(s -> new Identity(driver, s)).ifPresent(found::add);
        }
        return found;
    }

    private Found found(String reader, List<Identity> identities) {
        if (identities.isEmpty()) {
            KeyAccessException why = new KeyAccessException(
                    Reason.CANNOT,
                    "the card in reader " + reader + " has no application that is known here ("
                            + String.join(", ", names())
                            + "): put in another card, or switch the application on (YubiKey: ykman config usb --enable PIV)");
            return new Found(List.of(), List.of(new UnknownCard(reader, why)));
        }
        return new Found(identities.stream().map(i -> i.in(reader)).toList(), List.of());
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        drivers.forEach(d -> names.add(d.name()));
        return names;
    }

    @Override
    public KeyAccess open(User user, Token token, Consumer<KeyAccessException> lost) {
        Identity identity = identity(token);
        AcceptedPin accepted = new AcceptedPin(options.pinCache(), options.clock());
        PinGate gate = new PinGate(identity, PinLedger.ofProcess(), accepted);
        CardAccess.Frame frame = new CardAccess.Frame(threads, options, accepted, gate, events);
        CardAccess access = new CardAccess(user, identity, token.where(), frame, lost);
        threads.opened(access, options);
        return access;
    }

    @Override
    public Optional<String> reference(String token, String label) {
        return driver(token).flatMap(d -> d.reference(label));
    }

    private Optional<CardDriver> driver(String token) {
        return drivers.stream().filter(d -> token.startsWith(d.name() + ":")).findFirst();
    }

    private Identity identity(Token token) {
        return driver(token.id())
                .map(d -> new Identity(d, token.id().substring(d.name().length() + 1)))
                .orElseThrow(() -> new KeyAccessException(
                        Reason.CANNOT, "no card driver is configured for " + token.id() + " among " + names()));
    }
}
