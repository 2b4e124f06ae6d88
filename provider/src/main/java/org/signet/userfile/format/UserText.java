package org.signet.userfile.format;

import java.nio.charset.StandardCharsets;
import org.signet.crypto.SshSignature;

/**
 * A user's file: its values, and the two texts that are signed.
 *
 * @param enrolmentText E of userfile.md: all before the first blank line
 * @param bodyText from {@code body:} to before the seal
 * @param seal the SSHSIG blob over the body
 */
public record UserText(Enrolment enrolment, String enrolmentText, Body body, String bodyText, Octets seal) {
    /** The file itself. */
    public byte[] bytes() {
        return ascii(enrolmentText + "\n" + bodyText + SshSignature.armour(seal.bytes()));
    }

    /** What the sealer signs. */
    public byte[] sealed() {
        return ascii(bodyText);
    }

    /** What the administrator signs: all before his signature. */
    public byte[] administered() {
        return ascii(Formats.of(ascii(enrolmentText)).unsigned(enrolment));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
