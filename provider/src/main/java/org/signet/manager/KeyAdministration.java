package org.signet.manager;

import java.io.ByteArrayInputStream;
import java.security.NoSuchProviderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.signet.crypto.AlternativeNames;
import org.signet.crypto.Certification;
import org.signet.crypto.Chains;
import org.signet.crypto.PrivateOperations;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.KeyRef;
import org.signet.key.Reason;

/** What a connected user does about his keys beside using them: requests and certificates, names, deletion. */
public final class KeyAdministration {
    /** What lies between the clocks of two machines. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** Enough of a key's id to mean one. */
    private static final int LEAST_OF_AN_ID = 8;

    private final KeyStoreManager manager;

    public KeyAdministration(KeyStoreManager manager) {
        this.manager = Objects.requireNonNull(manager);
    }

    /**
     * The key that is meant.
     *
     * @param name an alias, or the key's id in hex or its first 8 digits or more
     * @throws KeyAccessException UNKNOWN, or REFUSED for a beginning that several ids have
     */
    public KeyRecord key(String user, String name) {
        Optional<KeyRecord> named = manager.key(user, name);
        if (named.isPresent()) {
            return named.get();
        }
        List<KeyRecord> begun = name.length() < LEAST_OF_AN_ID
                ? List.of()
                : manager.keys(user).stream()
                        .filter(k -> k.id().hex().startsWith(name))
                        .toList();
        if (begun.size() > 1) {
            throw new KeyAccessException(Reason.REFUSED, begun.size() + " keys of " + user + " begin with that id");
        }
        return begun.stream()
                .findFirst()
                .orElseThrow(
                        () -> new KeyAccessException(Reason.UNKNOWN, user + " has no key of that name or id: " + name));
    }

    /** The chain that is shown for a key: the one under its first alias that has any. */
    public List<X509Certificate> chain(KeyRecord key) {
        return key.aliases().stream()
                .map(alias -> manager.certificates(key.owner(), alias))
                .filter(chain -> !chain.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /**
     * A PKCS#10 certification request in DER, signed by the key.
     *
     * @param subject empty for that of the key's certificate
     */
    public byte[] request(KeyRecord key, Optional<X500Principal> subject, AlternativeNames names) {
        X500Principal name = subject.or(() -> certified(key))
                .orElseThrow(() -> new KeyAccessException(
                        Reason.REFUSED, "the key has no certificate whose subject could be taken: name one"));
        return certification(key).request(name, names);
    }

    private Optional<X500Principal> certified(KeyRecord key) {
        return chain(key).stream().findFirst().map(X509Certificate::getSubjectX500Principal);
    }

    /** Has the key certify itself, and keeps that as its chain under the alias. */
    public X509Certificate selfSign(
            KeyRecord key, String alias, X500Principal subject, AlternativeNames names, Duration validity) {
        Instant now = Instant.now();
        X509Certificate certificate =
                certificate(certification(key).selfSigned(subject, names, now.minus(SKEW), now.plus(validity)));
        manager.setEntry(key.owner(), alias, key.id(), List.of(certificate));
        return certificate;
    }

    /**
     * Keeps a CA's reply.
     *
     * @param alias empty for the key's own first alias
     * @param reply certificates in any order, the key's among them, and nothing that is no part of its chain
     * @return the key that it is of
     */
    public KeyRecord install(String user, Optional<String> alias, List<X509Certificate> reply) {
        KeyRecord key = alias.map(a -> key(user, a)).orElseGet(() -> certified(user, reply));
        String name = alias.or(() -> key.aliases().stream().findFirst())
                .orElseThrow(() -> new KeyAccessException(
                        Reason.REFUSED, "the key " + key.id() + " has no name yet: say one (--alias)"));
        manager.setEntry(user, name, key.id(), Chains.ordered(key.publicKey(), reply));
        return key;
    }

    private KeyRecord certified(String user, List<X509Certificate> reply) {
        return manager.keys(user).stream()
                .filter(k -> Chains.of(k.publicKey(), reply).isPresent())
                .findFirst()
                .orElseThrow(() -> new KeyAccessException(
                        Reason.REFUSED, "none of the " + reply.size() + " certificates is of a key of " + user));
    }

    /** Gives a key another name, with the chain that it has. */
    public void rename(KeyRecord key, String from, String to) {
        if (manager.key(key.owner(), to).isPresent()) {
            throw new KeyAccessException(Reason.REFUSED, "the alias " + to + " is a key's already: choose another");
        }
        manager.setEntry(key.owner(), to, key.id(), manager.certificates(key.owner(), from));
        forget(key, from);
    }

    /** Takes a name away that is the file's; a card's own, such as {@code piv-9a}, stays. */
    private void forget(KeyRecord key, String alias) {
        try {
            manager.deleteEntry(key.owner(), alias);
        } catch (KeyAccessException e) {
            if (e.reason() != Reason.UNKNOWN) {
                throw e;
            }
        }
    }

    /** Deletes all that the user information file knows of a key; a card keeps its own. */
    public void delete(KeyRecord key) {
        if (key.aliases().isEmpty()) {
            manager.setEntry(key.owner(), key.id().hex(), key.id(), List.of()); // the last alias takes the key with it
            manager.deleteEntry(key.owner(), key.id().hex());
        }
        key.aliases().forEach(alias -> forget(key, alias));
    }

    private Certification certification(KeyRecord key) {
        KeyRef ref = new KeyRef(key.owner(), key.id());
        Certification certification =
                new Certification(key.publicKey(), (scheme, tbs) -> manager.sign(ref, scheme, tbs));
        if (!PrivateOperations.can(key, certification.scheme())) {
            throw new KeyAccessException(
                    Reason.CANNOT, "key " + key.id() + " in " + key.place() + " signs no request and no certificate");
        }
        return certification;
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509", "SUN").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | NoSuchProviderException e) {
            throw new KeyAccessException(Reason.DATA, "the JDK does not read the certificate that was made", e);
        }
    }
}
