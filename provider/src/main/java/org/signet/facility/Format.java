package org.signet.facility;

import java.util.Optional;
import org.signet.crypto.EncryptionServices;
import org.signet.key.Secret;

/** How the bytes of a facility's file are read. */
interface Format {
    /** Whether they are encrypted. @throws org.signet.key.KeyAccessException DATA if they are no such file */
    boolean isLocked(byte[] bytes);

    /** @throws org.signet.key.KeyAccessException PASSPHRASE_WRONG, DATA, CANNOT */
    SoftwareContents open(byte[] bytes, Optional<Secret> secret, EncryptionServices services);
}
