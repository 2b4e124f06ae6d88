package org.signet.userfile;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A user's, or a folder's: 16 random bytes in hex, never used again. */
final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    static String fresh() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
