package org.signet.userfile.format;

import java.util.List;
import java.util.Optional;
import org.signet.wrap.Kdf;

/**
 * A user's keys and the master key: the part of his file that his sealer signs.
 *
 * @param serial raised by each write
 * @param enrolmentSerial which enrolment this body knows
 * @param enrolmentHash SHA-256 of that enrolment's text, in hex
 * @param keys by key id
 */
public record Body(
        long serial, long enrolmentSerial, String enrolmentHash, Optional<Master> master, List<KeyParagraph> keys) {
    public Body {
        keys = List.copyOf(keys);
    }

    /** The wrapped master key and seed, and how the passphrase opens them. */
    public record Master(Kdf kdf, Octets wrapped) {}
}
