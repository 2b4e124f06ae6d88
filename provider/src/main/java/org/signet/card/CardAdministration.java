package org.signet.card;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.signet.iso7816.Reader;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.Readers;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.Token;
import org.signet.key.User;

/** What an administrator asks of the cards themselves, without a PIN: which reader holds which card with which keys. */
public final class CardAdministration {
    private static final User NOBODY = User.unenrolled("", 0, 0, Custody.CARD);

    private final Readers readers;
    private final CardSource source;

    /**
     * A reader.
     *
     * @param cards the applications on its card; empty for an empty reader
     * @param refusal why there is a card and no application
     */
    public record ReaderView(
            String reader, boolean cardPresent, List<CardView> cards, Optional<KeyAccessException> refusal) {
        /** In a sentence. */
        public Optional<String> trouble() {
            return refusal.map(KeyAccessException::getMessage);
        }
    }

    /**
     * A card application.
     *
     * @param triesLeft what its PIN counter says; empty where the PIN is verified now, or the card does not tell
     */
    public record CardView(String token, OptionalInt triesLeft, List<KeyView> keys) {}

    /**
     * A key.
     *
     * @param certificate its own certificate, if there is one
     */
    public record KeyView(KeyRecord key, Optional<X509Certificate> certificate) {}

    public CardAdministration(Readers readers, CardSource source) {
        this.readers = Objects.requireNonNull(readers);
        this.source = Objects.requireNonNull(source);
    }

    /** @throws KeyAccessException NO_READERS, IO, with the cure; a single reader's trouble is its own */
    public List<ReaderView> list() {
        List<ReaderView> views = new ArrayList<>();
        for (Reader reader : all()) {
            views.add(
                    reader.cardPresent()
                            ? view(reader)
                            : new ReaderView(reader.name(), false, List.of(), Optional.empty()));
        }
        return views;
    }

    /**
     * Has a card check a PIN, by one VERIFY at most: also its last one where a person gives it.
     *
     * @param token the card, for instance {@code piv:12345678}
     * @throws KeyAccessException PIN_WRONG with the tries left, PIN_BLOCKED; NO_CARD where no reader holds it
     */
    public void verify(String token, Call call) {
        try (KeyAccess door = source.open(NOBODY, present(token), loss -> {})) {
            door.login(call);
        }
    }

    /** What the card's PIN counter says; spends no try. */
    public OptionalInt triesLeft(String token) {
        return source.triesLeft(present(token));
    }

    private Token present(String token) {
        return source.tokens().stream()
                .filter(t -> t.id().equals(token))
                .findFirst()
                .orElseThrow(() -> new KeyAccessException(Reason.NO_CARD, "no reader holds " + token));
    }

    private List<Reader> all() {
        try {
            return readers.readers();
        } catch (ReaderException e) {
            throw CardErrors.of(e);
        }
    }

    private ReaderView view(Reader reader) {
        try {
            List<CardView> cards =
                    source.tokens(reader.name()).stream().map(this::view).toList();
            return new ReaderView(reader.name(), true, cards, Optional.empty());
        } catch (KeyAccessException e) {
            return new ReaderView(reader.name(), true, List.of(), Optional.of(e));
        }
    }

    private CardView view(Token token) {
        OptionalInt tries = source.triesLeft(token);
        try (KeyAccess visit = source.open(NOBODY, token, loss -> {})) {
            List<KeyView> keys = visit.keys(List.of()).stream()
                    .map(k -> new KeyView(
                            k,
                            visit.certificates(k, k.aliases().get(0)).stream().findFirst()))
                    .toList();
            return new CardView(token.id(), tries, keys);
        }
    }
}
