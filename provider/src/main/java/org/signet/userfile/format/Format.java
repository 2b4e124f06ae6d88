package org.signet.userfile.format;

import org.signet.crypto.SshSignature;
import org.signet.key.KeyAccessException;
import org.signet.wrap.KdfLimits;

/** One version of a user's file: how its values stand in text, both ways. */
public interface Format {
    /** What stands in line 1. */
    int number();

    /**
     * Reads a whole file.
     *
     * @param file for messages
     * @param baseName the file's name without {@code .user}
     * @throws KeyAccessException DAMAGED, naming file and line
     */
    UserText parse(String file, String baseName, byte[] bytes, KdfLimits limits);

    /** The enrolment's text to before the administrator's signature, which signs it. */
    String unsigned(Enrolment enrolment);

    /** The body's text, to before the seal. */
    String body(Body body);

    /** The enrolment's text, to before the blank line. */
    default String enrolment(Enrolment enrolment) {
        return unsigned(enrolment)
                + enrolment
                        .admin()
                        .map(a -> SshSignature.armour(a.signature().bytes()))
                        .orElse("");
    }
}
