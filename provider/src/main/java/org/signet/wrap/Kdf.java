package org.signet.wrap;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * One user's Argon2id setting as his file says it.
 *
 * @param salt 16 bytes in base64
 */
public record Kdf(KdfCost cost, String salt) {
    public static final int SALT_BYTES = 16;

    /** With a salt of its own. */
    public static Kdf fresh(KdfCost cost) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new Kdf(cost, Base64.getEncoder().encodeToString(salt));
    }

    /** What stands after {@code kdf: }; the master key's wrapping is bound to it. */
    public String text() {
        return "argon2id v=19 m=" + cost.memory() + " t=" + cost.passes() + " p=" + cost.lanes() + " salt=" + salt;
    }
}
