package org.signet.key;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One user's open door to one token. It lists without a secret and works after {@link #login}; its secrets end with
 * {@link #close()}. Every method throws {@link KeyAccessException} and nothing else; safe for several threads.
 */
public interface KeyAccess extends AutoCloseable {
    /**
     * Asks the call's prompt for the token's secret and proves it, by at most one try.
     *
     * @return the key that the secret itself proved (the sealer of a file), empty where a challenge has yet to prove one
     */
    Optional<PublicKey> login(Call call);

    /** Whether this is the secret that was accepted: no I/O, no KDF, constant time. False before a login. */
    boolean proves(Secret secret);

    /** Whether the token that this door was opened to is still there; asks the reader if there is one, and no command is sent. */
    default boolean stands() {
        return true;
    }

    /** One key, by reading as little as possible. */
    Optional<KeyRecord> key(String reference);

    /** All keys of the token; {@code known} is what the directory knows of them, so that nothing is read twice. */
    List<KeyRecord> keys(List<KeyRecord> known);

    /** When the key wants this token's secret, of which a directory's record says less; no command is sent. */
    default PinPolicy pin(KeyRecord key) {
        return key.facts().pin();
    }

    /** Whether the key wants a touch, of which a directory's record knows nothing; a card that tells is asked, once. */
    default boolean touch(KeyRecord key) {
        return key.facts().touch();
    }

    /** The chain that belongs to this key under this alias, the key's own certificate first; empty where there is none. */
    List<X509Certificate> certificates(KeyRecord key, String alias);

    /** Does one primitive, asking the call's prompt where the token wants its secret now. */
    byte[] perform(KeyRecord key, Operation operation);

    /**
     * Where a key would stand in this place and what it could do there: no secret, nothing written. One that is there already is found.
     *
     * @param like the key, or one of its kind
     * @param alias as for {@link #generate}
     * @param wanted what it is to do there, where there is a choice
     * @param taken references that others will have by then
     * @throws KeyAccessException CANNOT where the place cannot hold it, REFUSED where no room is left
     */
    default KeyRecord foresee(PublicKey like, String alias, Set<Primitive> wanted, Set<String> taken) {
        throw new KeyAccessException(Reason.CANNOT, "no key is put into this place");
    }

    /**
     * Takes a software key in; for a card its alias {@code piv-9a} names the slot, and the management key is asked for.
     *
     * @return the key as it stands there
     */
    KeyRecord create(NewKey key, Call call);

    /**
     * Makes a key there; its private half is never outside the place.
     *
     * @param alias what it is to be called, empty for a key that gets its name later; for a card {@code piv-9a} names the slot
     */
    default KeyRecord generate(KeyKind kind, String alias, Call call) {
        throw new KeyAccessException(Reason.CANNOT, "no key is made in this place");
    }

    /**
     * Asks the call's prompt for a new secret in the place of the one that opened this door. It takes effect with the {@link
     * UserChange.Amend} whose user has no sealer.
     *
     * @param newSealer whether the user's file is to be sealed by a new key
     * @return the key that will seal it
     */
    default PublicKey renew(boolean newSealer, Call call) {
        throw new KeyAccessException(Reason.CANNOT, "the secret of this place is not changed here");
    }

    /** Lends the software key for the time of one function; CANNOT for a card. */
    default <T> T lend(KeyRecord key, Function<PrivateKey, T> use) {
        throw new KeyAccessException(Reason.CANNOT, key.place() + " never lends a key");
    }

    /** Forgets the software key itself, keeping its record; CANNOT for a card. */
    default void destroy(KeyRecord key) {
        throw new KeyAccessException(Reason.CANNOT, key.place() + " never destroys a key");
    }

    /**
     * Keeps a copy of a key that is on a card, never used until the key is moved; only a file does.
     *
     * @param key as the file lists it
     * @throws KeyAccessException REFUSED for another key's private half, or a key that is on no card; CANNOT for a kind that no file holds
     */
    default void keepCopy(KeyRecord key, PrivateKey privateKey) {
        throw new KeyAccessException(Reason.CANNOT, "copies are kept in a user's file alone, not in " + key.place());
    }

    /**
     * Whether the secret of the facility that holds this key is kept here, wrapped; needs none itself. Only a file keeps any.
     */
    default boolean keepsSecretOf(KeyRecord key) {
        return false;
    }

    /** That secret, which the caller closes; empty where none is kept. */
    default Optional<Secret> keptSecret(KeyRecord key) {
        return Optional.empty();
    }

    /**
     * Keeps it, wrapped with the user's master key, in the place of any before.
     *
     * @param key a key that the file lists at a facility
     */
    default void keepSecret(KeyRecord key, Secret secret) {
        throw new KeyAccessException(
                Reason.CANNOT, "the secret of " + key.place() + " can be kept in a user's file alone");
    }

    @Override
    void close();
}
