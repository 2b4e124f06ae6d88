package org.signet.key;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A software key on its way into a place: the key pair, the alias it gets and its certificate chain (possibly empty). */
public final class NewKey {
    private final String alias;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final List<X509Certificate> chain;
    private final KeyOrigin origin;
    private final Set<Primitive> wanted;
    private final boolean overwrites;

    /** One that was made elsewhere. */
    public NewKey(String alias, PrivateKey privateKey, PublicKey publicKey, List<X509Certificate> chain) {
        this(alias, privateKey, publicKey, chain, KeyOrigin.IMPORTED);
    }

    public NewKey(
            String alias, PrivateKey privateKey, PublicKey publicKey, List<X509Certificate> chain, KeyOrigin origin) {
        this(alias, privateKey, publicKey, chain, origin, Set.of(), false);
    }

    private NewKey(
            String alias,
            PrivateKey privateKey,
            PublicKey publicKey,
            List<X509Certificate> chain,
            KeyOrigin origin,
            Set<Primitive> wanted,
            boolean overwrites) {
        this.alias = Objects.requireNonNull(alias);
        this.privateKey = Objects.requireNonNull(privateKey);
        this.publicKey = Objects.requireNonNull(publicKey);
        this.chain = List.copyOf(chain);
        this.origin = Objects.requireNonNull(origin);
        this.wanted = Set.copyOf(wanted);
        this.overwrites = overwrites;
    }

    /**
     * The same key, with what decides on its place on a card.
     *
     * @param use what it is to do there, where there is a choice
     * @param overAnother whether another key that is in the slot which the alias names may go
     */
    public NewKey placed(Set<Primitive> use, boolean overAnother) {
        return new NewKey(alias, privateKey, publicKey, chain, origin, use, overAnother);
    }

    public String alias() {
        return alias;
    }

    public PrivateKey privateKey() {
        return privateKey;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    public List<X509Certificate> chain() {
        return chain;
    }

    public KeyOrigin origin() {
        return origin;
    }

    public Set<Primitive> wanted() {
        return wanted;
    }

    public boolean overwrites() {
        return overwrites;
    }
}
