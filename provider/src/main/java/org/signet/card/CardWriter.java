package org.signet.card;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.iso7816.ReaderException;
import org.signet.key.KeyKind;
import org.signet.key.Primitive;

/**
 * A card application for whoever proves its management key: it makes keys, takes them in and keeps certificates. Used on the
 * reader's thread alone. What the card cannot do is a {@link org.signet.key.KeyAccessException} CANNOT, in words.
 */
public interface CardWriter {
    /** The places for a new key, the first choice first. */
    List<String> places();

    /** Whether a key there is used by nobody without the PIN; a place where anybody may is filled only when it is named. */
    boolean wantsPin(String reference);

    /** What a key could do there; empty for a kind or size that this application does not hold. */
    Set<Primitive> could(String reference, PublicKey key);

    /** The same of a key that is to be made. */
    Set<Primitive> could(String reference, KeyKind kind);

    /** Whether the card itself says that no key is there; false where it does not tell of a key without a certificate. */
    boolean isSurelyEmpty(String reference) throws ReaderException, CardRefusal, CardDataException;

    /**
     * Proves the management key to the card, and the card to us. It lasts until the application is selected again or the card reset.
     *
     * @param managementKey its bytes; the caller wipes them
     * @return false where the card refuses it
     */
    boolean authenticate(byte[] managementKey) throws ReaderException, CardRefusal;

    /** Makes a key there, over whatever is there. */
    PublicKey generate(String reference, KeyKind kind) throws ReaderException, CardRefusal;

    /** Takes a key in, over whatever is there. */
    void importKey(String reference, PrivateKey key, PublicKey publicKey) throws ReaderException, CardRefusal;

    /** Keeps a key's certificate; empty deletes what is kept. */
    void putCertificate(String reference, Optional<X509Certificate> certificate) throws ReaderException, CardRefusal;
}
