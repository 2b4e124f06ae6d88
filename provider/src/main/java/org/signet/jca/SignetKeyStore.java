package org.signet.jca;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.manager.KeyStoreManager;

/**
 * The keys of one user as a KeyStore. It keeps nothing: each question goes to the manager, and each write is written when it is
 * made, so that {@code store} has nothing left to do.
 */
final class SignetKeyStore extends KeyStoreSpi {
    private final LazyManager managers;
    private KeyStoreManager manager;
    private Stub stub;
    private String user;

    SignetKeyStore(LazyManager managers) {
        this.managers = Objects.requireNonNull(managers);
    }

    @Override
    public void engineLoad(InputStream stream, char[] password) throws IOException {
        Stub told = stream == null ? Stub.NONE : Stub.read(stream);
        if (password == null) {
            open(told, house -> Optional.empty());
            return;
        }
        try (PasswordPrompt prompt = new PasswordPrompt(password)) {
            open(told, house -> Optional.of(prompt));
        }
    }

    @Override
    public void engineLoad(KeyStore.LoadStoreParameter parameter) throws IOException {
        KeyStore.ProtectionParameter protection = parameter == null ? null : parameter.getProtectionParameter();
        if (protection instanceof KeyStore.PasswordProtection password) {
            engineLoad(null, password.getPassword());
        } else if (protection instanceof KeyStore.CallbackHandlerProtection callback) {
            open(Stub.NONE, house -> Optional.of(new CallbackPrompt(callback.getCallbackHandler(), house.callbacks())));
        } else if (protection == null) {
            engineLoad(null, null);
        } else {
            throw new IOException("need a password or a callback handler, not "
                    + protection.getClass().getName());
        }
    }

    /** @param prompt empty lists without a login */
    private void open(Stub told, Function<LazyManager.Composed, Optional<SecretPrompt>> prompt) throws IOException {
        try {
            LazyManager.Composed house = managers.composed(told.elsewhere());
            String name = told.user().orElseGet(house.manager()::defaultUser);
            Optional<SecretPrompt> asked = prompt.apply(house);
            if (asked.isPresent()) {
                house.manager().login(name, asked.get());
            } else {
                house.manager().key(name, ""); // no key has that name: what is wrong is said now, and no slot is read
            }
            manager = house.manager();
            stub = told;
            user = name;
        } catch (KeyAccessException e) {
            throw Errors.load(e);
        }
    }

    @Override
    public boolean engineProbe(InputStream stream) throws IOException {
        return Stub.recognises(stream);
    }

    /**
     * Everything was written when it was set; a path gets its stub back.
     *
     * @throws IOException for another password than the accepted one: it would change a PIN or a passphrase
     */
    @Override
    public void engineStore(OutputStream stream, char[] password) throws IOException {
        if (password != null) {
            refuseNew(password);
        }
        if (stream != null) {
            stream.write(stub.bytes());
        }
    }

    @Override
    public void engineStore(KeyStore.LoadStoreParameter parameter) throws IOException {
        boolean given = parameter != null && parameter.getProtectionParameter() instanceof KeyStore.PasswordProtection;
        engineStore(
                null, given ? ((KeyStore.PasswordProtection) parameter.getProtectionParameter()).getPassword() : null);
    }

    private void refuseNew(char[] password) throws IOException {
        try (Secret secret = new Secret(password, Secret.Origin.PROGRAM)) {
            if (!manager.proves(user, secret)) {
                throw new IOException("storing under another password would change the PIN or passphrase of " + user
                        + ", which this version does not do; nothing was changed");
            }
        }
    }

    @Override
    public Key engineGetKey(String alias, char[] password) {
        return record(alias).map(r -> SignetPrivateKey.of(manager, r)).orElse(null);
    }

    @Override
    public Certificate[] engineGetCertificateChain(String alias) {
        List<X509Certificate> chain = certificates(alias);
        return chain.isEmpty() ? null : chain.toArray(new Certificate[0]);
    }

    @Override
    public Certificate engineGetCertificate(String alias) {
        List<X509Certificate> chain = certificates(alias);
        return chain.isEmpty() ? null : chain.get(0);
    }

    @Override
    public Date engineGetCreationDate(String alias) {
        return record(alias).map(r -> Date.from(r.facts().created())).orElse(null);
    }

    @Override
    public Enumeration<String> engineAliases() {
        return Collections.enumeration(aliases());
    }

    @Override
    public boolean engineContainsAlias(String alias) {
        return record(alias).isPresent();
    }

    @Override
    public int engineSize() {
        return aliases().size();
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
        return record(alias).isPresent();
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
        return false;
    }

    @Override
    public String engineGetCertificateAlias(Certificate certificate) {
        return aliases().stream()
                .filter(a -> certificate.equals(engineGetCertificate(a)))
                .findFirst()
                .orElse(null);
    }

    /** Any protection will do: the login was the proof (jca-facts 25). */
    @Override
    public KeyStore.Entry engineGetEntry(String alias, KeyStore.ProtectionParameter protection)
            throws UnrecoverableKeyException {
        Certificate[] chain = engineGetCertificateChain(alias);
        Key key = engineGetKey(alias, null);
        return key == null || chain == null ? null : new KeyStore.PrivateKeyEntry((PrivateKey) key, chain);
    }

    @Override
    public boolean engineEntryInstanceOf(String alias, Class<? extends KeyStore.Entry> entry) {
        return entry == KeyStore.PrivateKeyEntry.class && engineIsKeyEntry(alias);
    }

    @Override
    public void engineSetEntry(String alias, KeyStore.Entry entry, KeyStore.ProtectionParameter protection)
            throws KeyStoreException {
        if (!(entry instanceof KeyStore.PrivateKeyEntry pair)) {
            throw new KeyStoreException("Signet keeps private keys with their chains, not "
                    + entry.getClass().getName());
        }
        engineSetKeyEntry(alias, pair.getPrivateKey(), null, pair.getCertificateChain());
    }

    /** Our own handle comes back to get a new alias or chain; a software key is taken in. */
    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain)
            throws KeyStoreException {
        List<X509Certificate> certificates = x509(chain);
        requireShown(alias);
        if (key instanceof SignetPrivateKey handle) {
            refuseNew(password, alias, handle, certificates);
            written(() -> {
                if (manager != handle.manager() || !handle.ref().owner().equals(user)) {
                    throw new KeyAccessException(Reason.REFUSED, "this handle is not one of " + user + "'s");
                }
                manager.setEntry(user, alias, handle.ref().id(), certificates);
            });
            return;
        }
        if (!(key instanceof PrivateKey privateKey)) {
            throw new KeyStoreException("Signet keeps private keys, not a "
                    + (key == null ? "null" : key.getClass().getName()));
        }
        if (certificates.isEmpty()) {
            throw new KeyStoreException("a private key comes with its certificate");
        }
        written(() -> manager.create(
                user, new NewKey(alias, privateKey, certificates.get(0).getPublicKey(), certificates)));
    }

    /** keytool -keypasswd: nothing but the password is another, which would be taken for changed (jca-facts 22). */
    private void refuseNew(char[] password, String alias, SignetPrivateKey handle, List<X509Certificate> chain)
            throws KeyStoreException {
        boolean same =
                record(alias).filter(r -> r.id().equals(handle.ref().id())).isPresent()
                        && certificates(alias).equals(chain);
        if (password == null || !same) {
            return;
        }
        try (Secret secret = new Secret(password, Secret.Origin.PROGRAM)) {
            if (!manager.proves(user, secret)) {
                throw new KeyStoreException(
                        "the key " + alias + " has no password of its own, but the PIN or passphrase of " + user
                                + ": nothing was changed");
            }
        }
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) throws KeyStoreException {
        throw new KeyStoreException("Signet takes no protected key bytes: give the key itself");
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) throws KeyStoreException {
        throw new KeyStoreException("Signet keeps no trusted certificates: import " + alias + " into another keystore");
    }

    @Override
    public void engineDeleteEntry(String alias) throws KeyStoreException {
        requireShown(alias);
        written(() -> manager.deleteEntry(user, alias));
    }

    /** Nobody writes what he cannot see. */
    private void requireShown(String alias) throws KeyStoreException {
        if (!stub.shows(alias)) {
            throw new KeyStoreException("the keystore stub has no line \"alias: " + alias + "\": nothing was changed");
        }
    }

    private Optional<KeyRecord> record(String alias) {
        return alias == null || !stub.shows(alias) ? Optional.empty() : manager.key(user, alias);
    }

    private List<X509Certificate> certificates(String alias) {
        return alias == null || !stub.shows(alias) ? List.of() : manager.certificates(user, alias);
    }

    private List<String> aliases() {
        return manager.keys(user).stream()
                .flatMap(r -> r.aliases().stream())
                .filter(stub::shows)
                .toList();
    }

    private static List<X509Certificate> x509(Certificate[] chain) throws KeyStoreException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate : chain == null ? new Certificate[0] : chain) {
            if (!(certificate instanceof X509Certificate x509)) {
                throw new KeyStoreException("a chain holds X.509 certificates, not "
                        + certificate.getClass().getName());
            }
            certificates.add(x509);
        }
        return certificates;
    }

    private static void written(Runnable write) throws KeyStoreException {
        try {
            write.run();
        } catch (KeyAccessException e) {
            throw Errors.keyStore(e);
        }
    }
}
