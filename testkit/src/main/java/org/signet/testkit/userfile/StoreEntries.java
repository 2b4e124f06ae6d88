package org.signet.testkit.userfile;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;

/** By the KeyStore, as an application does. */
final class StoreEntries implements Entries {
    private final KeyStore store;
    private final WriterKeys keys;

    StoreEntries(Work work, WriterKeys keys) throws GeneralSecurityException, IOException {
        this.store = KeyStore.getInstance("Signet", Jvm.signet(work.folder(), work.user()));
        this.keys = keys;
        store.load(null, Writer.PASSPHRASE.toCharArray());
    }

    @Override
    public void set(String alias, int number) throws GeneralSecurityException {
        WriterKeys.Key key = keys.key(number);
        store.setKeyEntry(alias, key.privateKey(), null, new Certificate[] {key.certificate()});
    }

    @Override
    public void delete(String alias) throws GeneralSecurityException {
        store.deleteEntry(alias);
    }
}
