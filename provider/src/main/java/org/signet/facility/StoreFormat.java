package org.signet.facility;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.signet.crypto.EncryptionServices;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;

/** A keystore file that the JDK reads: PKCS#12 (RFC 7292), JKS. One password opens it and its keys. */
final class StoreFormat implements Format {
    private final String type;

    StoreFormat(String type) {
        this.type = type;
    }

    @Override
    public boolean isLocked(byte[] bytes) {
        return true;
    }

    @Override
    public SoftwareContents open(byte[] bytes, Optional<Secret> secret, EncryptionServices services) {
        char[] password = secret.orElseThrow().value();
        SoftwareContents contents = new SoftwareContents(services);
        try {
            KeyStore store = KeyStore.getInstance(type, platform());
            store.load(new ByteArrayInputStream(bytes), password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    Key key = store.getKey(alias, password);
                    List<X509Certificate> chain = chain(store.getCertificateChain(alias));
                    if (key instanceof PrivateKey && key.getEncoded() != null && !chain.isEmpty()) {
                        contents.with(Entry.of(alias, alias, chain.get(0).getPublicKey(), chain), key.getEncoded());
                    }
                }
            }
            return contents;
        } catch (KeyAccessException e) {
            contents.close();
            throw e;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            contents.close();
            throw refused(e);
        }
    }

    static List<X509Certificate> chain(Certificate[] certificates) {
        return Stream.of(certificates == null ? new Certificate[0] : certificates)
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** KeyStore.load: "if the error is due to an incorrect password, the cause should be an UnrecoverableKeyException". */
    static boolean isOfThePassword(Exception e) {
        return e instanceof UnrecoverableKeyException || e.getCause() instanceof UnrecoverableKeyException;
    }

    private KeyAccessException refused(Exception e) {
        return isOfThePassword(e)
                ? new KeyAccessException(Reason.PASSPHRASE_WRONG, "wrong password", e)
                : new KeyAccessException(
                        Reason.DATA,
                        "the JDK reads no " + type + " in it: " + e.getClass().getSimpleName(),
                        e);
    }

    private static Provider platform() {
        return Security.getProvider("SUN");
    }
}
