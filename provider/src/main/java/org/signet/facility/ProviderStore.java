package org.signet.facility;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signet.key.Facility;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;

/** The KeyStore of an installed provider, as one opens it by the JCA. */
final class ProviderStore {
    private final Facility facility;

    ProviderStore(Facility facility) {
        this.facility = facility;
    }

    /**
     * Opens it by one try.
     *
     * @param bytes the file, for a provider that needs one
     */
    ProviderContents open(Optional<byte[]> bytes, Optional<Secret> secret, Runnable atClose) {
        Provider provider = provider();
        char[] password =
                secret.map(Secret::value).filter(value -> value.length > 0).orElse(null);
        try {
            KeyStore store = KeyStore.getInstance(facility.type(), provider);
            InputStream in = bytes.map(ByteArrayInputStream::new).orElse(null);
            store.load(in, password);
            return contents(provider, store, in == null ? null : password, atClose);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw refused(e, bytes.isPresent());
        }
    }

    private static ProviderContents contents(Provider provider, KeyStore store, char[] password, Runnable atClose)
            throws GeneralSecurityException {
        ProviderContents contents = new ProviderContents(provider, atClose);
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.isKeyEntry(alias) ? store.getKey(alias, password) : null;
            List<X509Certificate> chain = StoreFormat.chain(store.getCertificateChain(alias));
            if (key instanceof PrivateKey privateKey && !chain.isEmpty()) {
                contents.put(Entry.of(alias, alias, chain.get(0).getPublicKey(), chain), privateKey);
            }
        }
        return contents;
    }

    /** @throws KeyAccessException CONFIGURATION if that provider is not installed, or has no such KeyStore */
    Provider provider() {
        String name = facility.service().orElseThrow();
        Provider provider = Security.getProvider(name);
        if (provider == null) {
            throw unfit("is not installed");
        }
        if (isSignet(provider)) {
            throw unfit("is Signet itself");
        }
        if (provider.getService("KeyStore", facility.type()) == null) {
            throw unfit("has no KeyStore of type " + facility.type());
        }
        return provider;
    }

    private static boolean isSignet(Provider provider) {
        return provider.getService("KeyStore", "Signet") != null;
    }

    private KeyAccessException unfit(String why) {
        String others = Stream.of(Security.getProviders())
                .filter(p -> !isSignet(p))
                .flatMap(p -> p.getServices().stream())
                .filter(s -> s.getType().equals("KeyStore"))
                .map(s -> s.getAlgorithm() + " of " + s.getProvider().getName())
                .distinct()
                .collect(Collectors.joining(", "));
        return new KeyAccessException(
                Reason.CONFIGURATION,
                "the storage facility " + facility + ": the provider " + facility.provider() + " " + why
                        + "; installed KeyStores: " + others);
    }

    private KeyAccessException refused(Exception e, boolean isFile) {
        if (e instanceof KeyAccessException known) {
            return known;
        }
        Reason wrong = isFile ? Reason.PASSPHRASE_WRONG : Reason.PIN_WRONG;
        return StoreFormat.isOfThePassword(e)
                ? new KeyAccessException(wrong, facility + " refused the password or PIN", e)
                : new KeyAccessException(
                        Reason.IO,
                        facility + " cannot be opened: " + e.getClass().getSimpleName(),
                        e);
    }
}
