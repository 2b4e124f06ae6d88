package org.signet.manager;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.signet.key.Call;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.key.UserChange;

/**
 * Makes a change of the user information file with the signatures that it needs: the pinned administrator's under an enrolment,
 * the user's seal under his keys, in two steps where a card seals.
 */
final class Seals {
    private static final int TRIES = 3;

    private final Places places;
    private final Challenge challenge;
    private final Administrator administrator;

    Seals(Places places, Challenge challenge) {
        this.places = Objects.requireNonNull(places);
        this.challenge = Objects.requireNonNull(challenge);
        this.administrator = new Administrator(places, challenge);
    }

    /**
     * Has the change signed and sealed.
     *
     * @param user whose sealer seals; one without a sealer has a door open that was given his new passphrase
     * @param doors opens the place of the sealer, asking for its secret
     */
    void apply(User user, UserChange change, Function<KeyPlace, KeyAccess> doors, Call call) {
        applySigned(user, administrator.signed(change, call), doors, call);
    }

    /**
     * Asks for whatever secrets {@link #apply} would ask for, of the user whose sealer seals and of the administrator; what is
     * done between the two cannot fail for want of one.
     *
     * @param administered whether the enrolment will change
     */
    Ready ready(User user, boolean administered, Function<KeyPlace, KeyAccess> doors, Call call) {
        user.sealingCard()
                .map(card -> KeyPlace.card(card.token(), card.reference()))
                .or(() -> user.sealer().map(sealer -> KeyPlace.FILE))
                .ifPresent(place -> Objects.requireNonNull(doors.apply(place)));
        return new Ready(administered ? administrator.present(call) : Optional.empty(), doors, call);
    }

    /** All secrets have been given. */
    final class Ready implements AutoCloseable {
        private final Optional<Administrator.Presence> present;
        private final Function<KeyPlace, KeyAccess> doors;
        private final Call call;

        private Ready(Optional<Administrator.Presence> present, Function<KeyPlace, KeyAccess> doors, Call call) {
            this.present = present;
            this.doors = doors;
            this.call = call;
        }

        /** As {@link Seals#apply(User, UserChange, Function, Call)}. */
        void apply(User user, UserChange change) {
            UserChange signed = present.map(p -> p.signed(change)).orElseGet(() -> administrator.signed(change, call));
            applySigned(user, signed, doors, call);
        }

        @Override
        public void close() {
            present.ifPresent(Administrator.Presence::close);
        }
    }

    private void applySigned(User user, UserChange signed, Function<KeyPlace, KeyAccess> doors, Call call) {
        Optional<EnrolledCard> card = user.sealingCard();
        if (card.isPresent()) {
            KeyAccess door =
                    doors.apply(KeyPlace.card(card.get().token(), card.get().reference()));
            seal(signed, sealer(user, card.get(), door), door, call);
            return;
        }
        if (user.sealer().isPresent()) {
            Objects.requireNonNull(doors.apply(KeyPlace.FILE)); // which seals by itself
        }
        places.register().apply(signed, Optional.empty());
    }

    /** As {@link #apply(User, UserChange, Function, Call)}, through the sealer's open door. */
    void apply(UserChange change, KeyRecord sealer, KeyAccess door, Call call) {
        seal(administrator.signed(change, call), sealer, door, call);
    }

    /** The administrator's own enrolment, signed by his pinned key on the card that holds his sealer too. */
    void applyFirst(UserChange change, KeyRecord pinned, KeyRecord sealer, KeyAccess door, Call call) {
        seal(administrator.signed(change, pinned, door, call), sealer, door, call);
    }

    /** A change of the enrolment alone, which the pinned administrator makes without its user. */
    void applyToEnrolment(User user, UserChange change, Function<KeyPlace, KeyAccess> doors, Call call) {
        if (user.administered()) {
            places.register().apply(administrator.signed(change, call), Optional.empty());
        } else {
            apply(user, change, doors, call);
        }
    }

    /** Signs and applies; a file that changed between the two steps is tried anew. */
    private void seal(UserChange change, KeyRecord sealer, KeyAccess door, Call call) {
        for (int left = TRIES; ; left--) {
            byte[] body = places.register().toSign(change);
            byte[] seal = challenge.sign("body@signet", body, sealer, door, call);
            try {
                places.register().apply(change, Optional.of(seal));
                return;
            } catch (KeyAccessException e) {
                if (e.reason() != Reason.BUSY || left == 1) {
                    throw e;
                }
            }
        }
    }

    private KeyRecord sealer(User user, EnrolledCard card, KeyAccess door) {
        return places.key(user, card, door)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.WRONG_CARD,
                        "slot " + card.reference() + " of " + card.token() + " holds another key than the sealer of "
                                + user.name()));
    }
}
