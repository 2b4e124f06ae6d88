package org.signet.manager;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.signet.crypto.Scheme;
import org.signet.crypto.Scheme.DecryptionScheme;
import org.signet.crypto.Scheme.SignatureScheme;
import org.signet.key.ConnectedUser;
import org.signet.key.KeyId;
import org.signet.key.KeyKind;
import org.signet.key.KeyRecord;
import org.signet.key.KeyRef;
import org.signet.key.NewKey;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.User;

/**
 * What an application asks of the key store manager (EP 0 752 635 A1, element 125). Each call is in plain values, so that all
 * of it can cross a socket. Every method throws {@link org.signet.key.KeyAccessException}.
 */
public interface KeyStoreManager extends AutoCloseable {
    /** The user of a program that names none. */
    String defaultUser();

    /**
     * Connects a user, or has the prompt prove itself against the session that stands already.
     *
     * @param prompt asked at most once for the secret that logs in; the session keeps it for later needs
     */
    User login(String user, SecretPrompt prompt);

    /** Ends the user's session, if there is one. */
    void logout(String user);

    /** The user's session, if he is connected. */
    Optional<ConnectedUser> session(String user);

    /** Whether this is the secret that the user's session accepted; no I/O, false without a session. */
    boolean proves(String user, Secret secret);

    /** All keys of a user with the aliases they are listed by; needs no session. */
    List<KeyRecord> keys(String user);

    /** One key, reading as little as possible; needs no session. */
    Optional<KeyRecord> key(String user, String alias);

    /** The chain under an alias, the key's own certificate first; needs no session. */
    List<X509Certificate> certificates(String user, String alias);

    /** The names of all users, sorted. */
    List<String> users();

    /** Every certificate of a user, from the file and from his card if it is in a reader; needs no session, and nothing here is trusted. */
    List<X509Certificate> certificates(String user);

    /** Whether the key could do the scheme: from the last record in memory, without I/O and without a session. */
    boolean mayDo(KeyRef key, Scheme scheme);

    /** @param tbs the digest, for a scheme that has one, else the message */
    byte[] sign(KeyRef key, SignatureScheme scheme, byte[] tbs);

    /** @param ciphertext as long as the modulus */
    byte[] decrypt(KeyRef key, DecryptionScheme scheme, byte[] ciphertext);

    /** @param peer the other side's key, on the same curve or in the same group; the result is the bare secret */
    byte[] agree(KeyRef key, PublicKey peer);

    /**
     * Verifies, by an encryption service and without a session (EP 0 752 635 A1, second embodiment, claims 4 and 10).
     *
     * @param key a {@link org.signet.key.NamedPublicKey} is looked up in the user information file
     * @param tbs the digest, for a scheme that has one
     * @return false for a signature of another form too
     */
    boolean verify(PublicKey key, SignatureScheme scheme, byte[] tbs, byte[] signature);

    /**
     * Encrypts so that {@link #decrypt} by that scheme gives the plaintext, by an encryption service and without a session.
     *
     * @param key as for {@link #verify}
     */
    byte[] encrypt(PublicKey key, DecryptionScheme scheme, byte[] plaintext);

    /** Takes a software key in, to where the user's new keys go. */
    KeyRecord create(String user, NewKey key);

    /**
     * Makes a key where the user's new keys go; its private half is never outside that place.
     *
     * @param alias what it is called; empty for one that gets its name later, by {@link #setEntry}
     */
    KeyRecord generate(String user, KeyKind kind, String alias);

    /** Gives a key an alias with a chain, or an alias that it has another chain. */
    void setEntry(String user, String alias, KeyId id, List<X509Certificate> chain);

    /** Takes an alias away; the last one takes a key of the file with it, a card's key never. */
    void deleteEntry(String user, String alias);

    /** Ends all sessions. */
    @Override
    void close();
}
