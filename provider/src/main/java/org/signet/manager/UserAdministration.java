package org.signet.manager;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.signet.crypto.PrivateOperations;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.PinPolicy;
import org.signet.key.Reason;
import org.signet.key.SecretPrompt;
import org.signet.key.Token;
import org.signet.key.User;
import org.signet.key.UserChange;

/** What an administrator asks: who is enrolled, and with what. */
public final class UserAdministration {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Places places;
    private final Duration atMost;
    private final Challenge challenge;
    private final Seals seals;

    /** @param atMost how long one operation may take at a token */
    public UserAdministration(Places places, Duration atMost) {
        this.places = Objects.requireNonNull(places);
        this.atMost = Objects.requireNonNull(atMost);
        this.challenge = new Challenge(new PrivateOperations());
        this.seals = new Seals(places, challenge);
    }

    /** The cards that are in the readers now. */
    public List<Token> cards() {
        return places.cards().tokens();
    }

    /**
     * Enrols a user with a card: its keys and certificates are listed in his file, which its authentication key seals.
     *
     * @param token the card, for instance {@code piv:12345678}
     * @param prompt asked for the card's PIN
     */
    public User enrolByCard(String name, long uid, long gid, String token, SecretPrompt prompt) {
        refuseKnown(name);
        Token card = places.find(Custody.CARD, token)
                .orElseThrow(() ->
                        new KeyAccessException(Reason.NO_CARD, "no reader holds " + token + ": insert that card"));
        Call call = Call.of(prompt, atMost);
        try (KeyAccess door = places.open(User.unenrolled(name, uid, gid, Custody.CARD), card, loss -> {})) {
            door.login(call);
            List<KeyRecord> keys = door.keys(List.of());
            KeyRecord sealer = sealer(keys, token);
            User user = user(name, uid, gid, sealer);
            seals.apply(new UserChange.Enrol(user, keys, chains(door, keys)), sealer, door, call);
            return user;
        }
    }

    /**
     * Enrols a user without a card, together with his first software key.
     *
     * @param prompt asked for his new passphrase
     */
    public User enrolByPassphrase(String name, long uid, long gid, NewKey first, SecretPrompt prompt) {
        refuseKnown(name);
        Call call = Call.of(prompt, atMost);
        try (KeyAccess door = places.open(User.unenrolled(name, uid, gid, Custody.FILE), places.fileOf(), loss -> {})) {
            door.login(call);
            door.create(first, call);
        }
        return places.directory().user(name).orElseThrow();
    }

    private void refuseKnown(String name) {
        if (places.directory().user(name).isPresent()) {
            throw new KeyAccessException(Reason.REFUSED, name + " is enrolled already");
        }
    }

    /** The card's authentication key, or another that may sign a challenge after one PIN. */
    private KeyRecord sealer(List<KeyRecord> keys, String token) {
        return keys.stream()
                .filter(k -> k.facts().pin() == PinPolicy.ONCE && challenge.canSign(k))
                .min(Comparator.comparing(k -> k.place().reference()))
                .orElseThrow(() -> new KeyAccessException(
                        Reason.CANNOT, token + " holds no key (9A, RSA-2048 or EC) that could seal its user's file"));
    }

    private static Map<String, List<X509Certificate>> chains(KeyAccess door, List<KeyRecord> keys) {
        Map<String, List<X509Certificate>> chains = new HashMap<>();
        keys.forEach(k -> k.aliases().forEach(a -> chains.put(a, door.certificates(k, a))));
        return chains;
    }

    private static User user(String name, long uid, long gid, KeyRecord sealer) {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        EnrolledCard card =
                new EnrolledCard(sealer.place().token(), sealer.place().reference(), sealer.publicKey(), false);
        return new User(
                name,
                HexFormat.of().formatHex(id),
                uid,
                gid,
                Custody.CARD,
                User.LoginBy.CARD,
                Optional.of(sealer.publicKey()),
                1,
                List.of(),
                List.of(card),
                false);
    }
}
