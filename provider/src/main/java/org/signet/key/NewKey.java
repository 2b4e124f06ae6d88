package org.signet.key;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/** A software key on its way into a place: the key pair, the alias it gets and its certificate chain (possibly empty). */
public final class NewKey {
    private final String alias;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final List<X509Certificate> chain;
    private final KeyOrigin origin;

    /** One that was made elsewhere. */
    public NewKey(String alias, PrivateKey privateKey, PublicKey publicKey, List<X509Certificate> chain) {
        this(alias, privateKey, publicKey, chain, KeyOrigin.IMPORTED);
    }

    public NewKey(
            String alias, PrivateKey privateKey, PublicKey publicKey, List<X509Certificate> chain, KeyOrigin origin) {
        this.alias = Objects.requireNonNull(alias);
        this.privateKey = Objects.requireNonNull(privateKey);
        this.publicKey = Objects.requireNonNull(publicKey);
        this.chain = List.copyOf(chain);
        this.origin = Objects.requireNonNull(origin);
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
}
