package org.signet.card;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.signet.iso7816.ReaderException;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyKind;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** Finds the place on a card for a key: the one that is named, else where it is already, else the first that is free and of use. */
final class KeyPlacing {
    private final CardApplication application;
    private final CardWriter writer;
    private final String token;

    /** @param token for messages */
    KeyPlacing(CardApplication application, String token) {
        this.application = Objects.requireNonNull(application);
        this.token = Objects.requireNonNull(token);
        this.writer = writer(application, token);
    }

    /**
     * What is asked for.
     *
     * @param key the key itself, where it is known
     * @param kind its kind, where it is to be made
     * @param named a place, if somebody named one
     * @param wanted what it is to do there, where there is a choice
     * @param overwrites whether a key that is in the named place may go
     */
    record Wish(
            Optional<PublicKey> key,
            Optional<KeyKind> kind,
            Optional<String> named,
            Set<Primitive> wanted,
            boolean overwrites) {
        static Wish of(PublicKey key, Optional<String> named, Set<Primitive> wanted, boolean overwrites) {
            return new Wish(Optional.of(key), Optional.empty(), named, wanted, overwrites);
        }

        static Wish of(KeyKind kind, Optional<String> named, boolean overwrites) {
            return new Wish(Optional.empty(), Optional.of(kind), named, Set.of(), overwrites);
        }

        /** The same again, in the place that was begun with. */
        Wish again(String reference) {
            return new Wish(key, kind, Optional.of(reference), wanted, true);
        }

        private Set<Primitive> at(CardWriter writer, String reference) {
            return key.map(k -> writer.could(reference, k))
                    .or(() -> kind.map(k -> writer.could(reference, k)))
                    .orElse(Set.of());
        }

        @Override
        public String toString() {
            return kind.map(KeyKind::toString)
                    .orElseGet(() -> key.map(Wish::kind).orElse("no kind"));
        }

        private static String kind(PublicKey key) {
            if (key instanceof RSAPublicKey rsa) {
                return "RSA with " + rsa.getModulus().bitLength() + " bits";
            }
            return key instanceof ECPublicKey ec
                    ? "EC over " + ec.getParams().getOrder().bitLength() + " bits"
                    : key.getAlgorithm();
        }
    }

    /**
     * Where it goes.
     *
     * @param there the key itself, if it is there already
     * @param taken whether any key is there
     */
    record Spot(String reference, Set<Primitive> could, Optional<CardKey> there, boolean taken) {}

    static CardWriter writer(CardApplication application, String token) {
        return application
                .writer()
                .orElseThrow(() -> new KeyAccessException(
                        Reason.CANNOT, token + " takes no key from here: put it there with the card's own tool"));
    }

    /**
     * Where the key goes.
     *
     * @param taken places that are not free, though nothing is there yet
     * @throws KeyAccessException CANNOT where the card cannot hold it, REFUSED where the place has another key, or none is free
     */
    Spot find(Wish wish, Set<String> taken) throws ReaderException, CardRefusal, CardDataException {
        return wish.named().isPresent() ? named(wish, wish.named().get()) : first(wish, taken);
    }

    private Spot named(Wish wish, String reference) throws ReaderException, CardRefusal, CardDataException {
        requireHeld(wish, reference);
        Optional<CardKey> there = application.key(reference);
        boolean same = isThere(wish, there);
        if (there.isPresent() && !same && !wish.overwrites()) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "slot " + reference + " of " + token + " holds another key already"
                            + there.get().chain().stream()
                                    .findFirst()
                                    .map(c -> " (" + c.getSubjectX500Principal().getName() + ")")
                                    .orElse("")
                            + ": name a slot that is empty, or have that key destroyed with card.overwrite=true (signet: --overwrite);"
                            + " nothing was written");
        }
        return new Spot(reference, wish.at(writer, reference), there.filter(k -> same), there.isPresent());
    }

    private Spot first(Wish wish, Set<String> taken) throws ReaderException, CardRefusal, CardDataException {
        Optional<Spot> best = Optional.empty();
        for (String reference : writer.places()) {
            Set<Primitive> could = wish.at(writer, reference);
            Optional<CardKey> there = application.key(reference);
            if (isThere(wish, there)) {
                return new Spot(reference, could, there, true);
            }
            boolean better = best.isEmpty() || !does(best.get().could(), wish) && does(could, wish);
            if (better && !could.isEmpty() && isOpenTo(reference, taken)) {
                best = Optional.of(new Spot(reference, could, Optional.empty(), false));
            }
        }
        return best.orElseThrow(() -> full(wish));
    }

    private boolean isOpenTo(String reference, Set<String> taken)
            throws ReaderException, CardRefusal, CardDataException {
        return writer.wantsPin(reference) && !taken.contains(reference) && writer.isSurelyEmpty(reference);
    }

    private static boolean does(Set<Primitive> could, Wish wish) {
        return could.containsAll(wish.wanted());
    }

    private static boolean isThere(Wish wish, Optional<CardKey> there) {
        return there.map(CardKey::publicKey).equals(wish.key()) && there.isPresent();
    }

    private void requireHeld(Wish wish, String reference) {
        if (wish.at(writer, reference).isEmpty()) {
            throw writer.places().contains(reference) ? notHeld(wish) : noPlace(reference);
        }
    }

    private KeyAccessException full(Wish wish) {
        boolean held =
                writer.places().stream().anyMatch(r -> !wish.at(writer, r).isEmpty());
        return held
                ? new KeyAccessException(
                        Reason.REFUSED,
                        token + " has no slot that wants the PIN and is surely free: name one; nothing was written")
                : notHeld(wish);
    }

    private KeyAccessException notHeld(Wish wish) {
        return new KeyAccessException(
                Reason.CANNOT, token + " holds no key of this kind (" + wish + "); nothing was written");
    }

    private KeyAccessException noPlace(String reference) {
        return new KeyAccessException(
                Reason.CANNOT,
                token + " takes no key in a slot " + reference + ", but in " + String.join(", ", writer.places()));
    }
}
