package org.signet.testkit.userfile;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** One user's entries, as one thread writes them. */
interface Entries {
    /** @param number which of {@link WriterKeys} */
    void set(String alias, int number) throws GeneralSecurityException, IOException;

    void delete(String alias) throws GeneralSecurityException, IOException;

    static Entries of(Work work) throws GeneralSecurityException, IOException {
        WriterKeys keys = WriterKeys.read(work.keys());
        return work.card() ? new CardEntries(work, keys) : new StoreEntries(work, keys);
    }
}
