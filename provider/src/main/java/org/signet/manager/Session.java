package org.signet.manager;

import java.security.PublicKey;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.signet.key.ConnectedUser;
import org.signet.key.ConnectedUser.Proof;
import org.signet.key.Custody;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccess;
import org.signet.key.KeyId;
import org.signet.key.KeyRecord;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.Token;
import org.signet.key.User;

/** A connected user: his prompt and one open door per token. Ends once. */
final class Session {
    private final User user;
    private final Token token;
    private final KeyAccess main;
    private final Map<String, KeyAccess> doors = new ConcurrentHashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile ConnectedUser shown;
    private volatile Optional<PublicKey> proved;
    private volatile SecretPrompt prompt;

    /**
     * @param main the door whose secret logged the user in, to this token
     * @param proved the key that the login proved, with which the user's file is believed
     */
    Session(
            User user,
            ConnectedUser shown,
            Token token,
            KeyAccess main,
            Optional<PublicKey> proved,
            SecretPrompt prompt) {
        this.user = Objects.requireNonNull(user);
        this.shown = Objects.requireNonNull(shown);
        this.token = Objects.requireNonNull(token);
        this.main = Objects.requireNonNull(main);
        this.proved = Objects.requireNonNull(proved);
        this.prompt = Objects.requireNonNull(prompt);
        doors.put(token.id(), main);
    }

    User user() {
        return user;
    }

    ConnectedUser shown() {
        return shown;
    }

    Token token() {
        return token;
    }

    /** That token, for the audit trail: {@code card piv:12345678} or {@code file}. */
    String road() {
        return road(token);
    }

    static String road(Token token) {
        return road(token.custody(), token.id());
    }

    static String road(Custody custody, String token) {
        return custody == Custody.CARD ? "card " + token : custody.word();
    }

    /** The door that authenticated the session. */
    KeyAccess main() {
        return main;
    }

    Optional<PublicKey> proved() {
        return proved;
    }

    /** Whether what this user's sealer sealed may be believed here; where a PIN alone was proved, by the administrator's word only. */
    boolean believes(User now) {
        return proved.map(now::believes).orElse(now.administered());
    }

    /** The enrolled key whose first verified signature is still to prove the login; empty where nothing is awaited. */
    Optional<PublicKey> pending() {
        return shown.proof() != Proof.PENDING
                ? Optional.empty()
                : user.cards().stream()
                        .filter(c -> c.token().equals(token.id()))
                        .map(EnrolledCard::publicKey)
                        .findFirst();
    }

    boolean awaits(KeyRecord key) {
        return key.place().token().equals(token.id())
                && pending().filter(k -> KeyId.of(k).equals(key.id())).isPresent();
    }

    /** The awaited key has signed. */
    void proved(PublicKey key) {
        proved = Optional.of(key);
        shown = shown.provedByItsCard();
    }

    SecretPrompt prompt() {
        return prompt;
    }

    /** The newest login's prompt answers from now on. */
    void prompt(SecretPrompt newest) {
        prompt = newest;
    }

    Map<String, KeyAccess> doors() {
        return doors;
    }

    boolean proves(Secret secret) {
        return !ended.get() && main.proves(secret);
    }

    boolean isEnded() {
        return ended.get();
    }

    /**
     * Closes every door.
     *
     * @param forget is given each before it closes
     * @return whether it was this call that ended the session
     */
    boolean end(Consumer<KeyAccess> forget) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        doors.values().forEach(door -> {
            forget.accept(door);
            door.close();
        });
        doors.clear();
        return true;
    }
}
