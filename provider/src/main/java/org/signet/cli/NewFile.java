package org.signet.cli;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** A file that a command makes, and never writes over another one. */
final class NewFile {
    private NewFile() {}

    /** @throws KeyAccessException REFUSED where it is there already */
    static OutputStream create(File file) {
        try {
            if (!file.createNewFile()) {
                throw new KeyAccessException(Reason.REFUSED, file + " is there already: nothing was written");
            }
            return new FileOutputStream(file);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    static UncheckedIOException unwritable(File file, IOException e) {
        return new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
}
