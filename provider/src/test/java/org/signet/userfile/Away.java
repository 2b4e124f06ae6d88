package org.signet.userfile;

import org.signet.key.KeyAccess;
import org.signet.key.KeyRecord;
import org.signet.key.Operation;
import org.signet.key.SilentAccess;

/** A key of the file behind a door that seems to be a card's, whose every result is checked. */
final class Away extends SilentAccess {
    private final KeyAccess file;
    private final KeyRecord key;

    Away(KeyAccess file, KeyRecord key) {
        this.file = file;
        this.key = key;
    }

    @Override
    public byte[] perform(KeyRecord elsewhere, Operation operation) {
        return file.perform(key, operation);
    }
}
